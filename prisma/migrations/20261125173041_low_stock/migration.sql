-- Sizes that are running out, each since when: what the staff were told of once, until there is enough again.

-- AlterTable
-- Nothing ever wrote it.
ALTER TABLE "stock_movements" DROP COLUMN "note";

-- CreateTable
CREATE TABLE "low_stock" (
    "variant_id" TEXT NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "low_stock_pkey" PRIMARY KEY ("variant_id")
);

-- AddForeignKey
ALTER TABLE "low_stock" ADD CONSTRAINT "low_stock_variant_id_fkey" FOREIGN KEY ("variant_id") REFERENCES "variants"("id") ON DELETE CASCADE ON UPDATE CASCADE;

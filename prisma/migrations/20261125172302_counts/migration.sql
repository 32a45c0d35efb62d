-- Stock-taking: a count of an outlet is a thing of its own, begun today and finished tomorrow.

-- CreateTable
CREATE TABLE "counts" (
    "id" TEXT NOT NULL,
    "outlet_id" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'open',
    "revision" INTEGER NOT NULL DEFAULT 0,
    "begun_by" TEXT,
    "begun_at" TIMESTAMPTZ(3) NOT NULL,
    "closed_by" TEXT,
    "closed_at" TIMESTAMPTZ(3),

    CONSTRAINT "counts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "count_lines" (
    "count_id" TEXT NOT NULL,
    "variant_id" TEXT NOT NULL,
    "counted" INTEGER NOT NULL,
    "expected" INTEGER NOT NULL,
    "by_user" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "count_lines_pkey" PRIMARY KEY ("count_id","variant_id")
);

-- AlterTable
ALTER TABLE "stock_movements" ADD COLUMN "count_id" TEXT;

-- CreateIndex
CREATE INDEX "count_lines_variant_id_idx" ON "count_lines"("variant_id");

-- CreateIndex
CREATE INDEX "stock_movements_count_id_idx" ON "stock_movements"("count_id");

-- AddForeignKey
ALTER TABLE "stock_movements" ADD CONSTRAINT "stock_movements_count_id_fkey" FOREIGN KEY ("count_id") REFERENCES "counts"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "counts" ADD CONSTRAINT "counts_outlet_id_fkey" FOREIGN KEY ("outlet_id") REFERENCES "outlets"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "count_lines" ADD CONSTRAINT "count_lines_count_id_fkey" FOREIGN KEY ("count_id") REFERENCES "counts"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "count_lines" ADD CONSTRAINT "count_lines_variant_id_fkey" FOREIGN KEY ("variant_id") REFERENCES "variants"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What Prisma cannot say.

ALTER TABLE "counts" ADD CONSTRAINT "counts_state" CHECK ("state" IN ('open', 'finished', 'dropped'));
ALTER TABLE "counts" ADD CONSTRAINT "counts_closed" CHECK (("state" = 'open') = ("closed_at" IS NULL));
ALTER TABLE "count_lines" ADD CONSTRAINT "count_lines_pieces" CHECK ("counted" >= 0 AND "expected" >= 0);
-- Whoever works at an outlet counts with the others: never two counts of it at once.
CREATE UNIQUE INDEX "counts_one_open" ON "counts" ("outlet_id") WHERE "state" = 'open';

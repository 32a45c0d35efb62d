-- AlterTable
ALTER TABLE "stock_movements" ADD COLUMN     "by_user" TEXT,
ADD COLUMN     "note" TEXT;

-- AlterTable
ALTER TABLE "orders" ADD COLUMN     "collect_before" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "payments" ADD COLUMN     "means" TEXT;

-- CreateTable
CREATE TABLE "piece_fates" (
    "line_id" TEXT NOT NULL,
    "piece" INTEGER NOT NULL,
    "fate" TEXT NOT NULL,
    "by_user" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "piece_fates_pkey" PRIMARY KEY ("line_id","piece")
);

-- AddForeignKey
ALTER TABLE "piece_fates" ADD CONSTRAINT "piece_fates_line_id_fkey" FOREIGN KEY ("line_id") REFERENCES "order_lines"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What Prisma cannot say.
ALTER TABLE "piece_fates" ADD CONSTRAINT "piece_fates_fate" CHECK ("fate" IN ('kept', 'shelf', 'markdown', 'defect', 'missing'));
ALTER TABLE "piece_fates" ADD CONSTRAINT "piece_fates_piece" CHECK ("piece" >= 1);
ALTER TABLE "payments" ADD CONSTRAINT "payments_means" CHECK ("means" IS NULL OR ("means" IN ('cash', 'terminal') AND "provider" = 'store'));
ALTER TABLE "stock_movements" DROP CONSTRAINT "stock_movements_reason";
ALTER TABLE "stock_movements" ADD CONSTRAINT "stock_movements_reason" CHECK ("reason" IN (
  'initial', 'import', 'taken', 'given_back', 'written_off', 'received', 'counted', 'moved', 'found', 'damaged', 'lost'));
-- What is on its way back or waits in a store, oldest first.
CREATE INDEX "orders_at_counter" ON "orders" ("status", "status_since") WHERE "status" IN ('SHIPPED', 'ARRIVED', 'RETURNING');

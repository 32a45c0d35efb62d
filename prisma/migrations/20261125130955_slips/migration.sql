-- AlterTable
ALTER TABLE "orders" ADD COLUMN     "pay_stopped_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "slips" (
    "id" TEXT NOT NULL,
    "order_id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "media" JSONB,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "answered_at" TIMESTAMPTZ(3),
    "answered_by" TEXT,
    "refusal" TEXT,

    CONSTRAINT "slips_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "slips_user_id_idx" ON "slips"("user_id");

-- AddForeignKey
ALTER TABLE "slips" ADD CONSTRAINT "slips_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "orders"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- One unanswered slip per order: sent again, it is the same question.
CREATE UNIQUE INDEX "slips_one_open" ON "slips" ("order_id") WHERE "answered_at" IS NULL;
-- The accountant's list, oldest first.
CREATE INDEX "slips_open" ON "slips" ("at") WHERE "answered_at" IS NULL;
ALTER TABLE "slips" ADD CONSTRAINT "slips_refusal" CHECK ("refusal" IS NULL OR "answered_at" IS NOT NULL);
ALTER TABLE "orders" ADD CONSTRAINT "orders_pay_stopped"
  CHECK ("pay_stopped_at" IS NULL OR "status" = 'AWAITING_PAYMENT');
-- The day's totals.
CREATE INDEX "payments_received" ON "payments" ("received_at");
CREATE INDEX "orders_created" ON "orders" ("created_at");
CREATE INDEX "order_history_completed" ON "order_history" ("at") WHERE "to" = 'COMPLETED';

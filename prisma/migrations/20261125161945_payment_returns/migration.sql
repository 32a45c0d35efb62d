-- Money that a person of ours sent back by hand in the bank.
CREATE TABLE "payment_returns" (
    "id" TEXT NOT NULL,
    "payment_id" TEXT NOT NULL,
    "order_id" TEXT,
    "amount" BIGINT NOT NULL,
    "note" TEXT NOT NULL,
    "returned_by" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "payment_returns_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "payment_returns_amount" CHECK ("amount" > 0)
);
CREATE INDEX "payment_returns_payment_id_idx" ON "payment_returns"("payment_id");
CREATE INDEX "payment_returns_at" ON "payment_returns"("at");
ALTER TABLE "payment_returns" ADD CONSTRAINT "payment_returns_payment_id_fkey" FOREIGN KEY ("payment_id") REFERENCES "payments"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
-- For which order money came that none has now.
CREATE INDEX "events_mismatch" ON "events" (("payload"->>'paymentId')) WHERE "name" = 'payment.mismatch';

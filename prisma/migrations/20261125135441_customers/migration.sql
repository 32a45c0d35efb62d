-- What the staff know of a customer: notes for good, and a block that stands.
CREATE EXTENSION IF NOT EXISTS pg_trgm;

ALTER TABLE "users" ADD COLUMN     "block" TEXT;

CREATE TABLE "customer_notes" (
    "id" BIGSERIAL NOT NULL,
    "user_id" TEXT NOT NULL,
    "what" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "by_user" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "customer_notes_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "customer_notes_user_id_id_idx" ON "customer_notes"("user_id", "id");
ALTER TABLE "customer_notes" ADD CONSTRAINT "customer_notes_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "users" ADD CONSTRAINT "users_block" CHECK ("block" IN ('prepay_only', 'blocked'));
ALTER TABLE "customer_notes" ADD CONSTRAINT "customer_notes_what"
  CHECK ("what" IN ('note', 'prepay_only', 'blocked', 'lifted'));
-- Orders are found by the last digits of a phone, and by parts of a name.
CREATE INDEX "orders_phone" ON "orders" (("recipient"->>'phone'));
CREATE INDEX "orders_phone_end" ON "orders" (right("recipient"->>'phone', 4));
CREATE INDEX "users_phone_end" ON "users" (right("phone", 4)) WHERE "phone" IS NOT NULL;
CREATE INDEX "orders_name" ON "orders" USING gin
  (lower(COALESCE("recipient"->>'surname', '') || ' ' || COALESCE("recipient"->>'firstName', '')) gin_trgm_ops);

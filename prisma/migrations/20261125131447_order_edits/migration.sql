-- What a manager changes on an order: the version says whether it is still the one that was looked at; the customer is
-- told of all changes together, once nothing was changed for a while.
ALTER TABLE "orders" ADD COLUMN     "call_attempts" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "called_since" TIMESTAMPTZ(3),
ADD COLUMN     "tell_edits_at" TIMESTAMPTZ(3),
ADD COLUMN     "tell_edits_from" BIGINT,
ADD COLUMN     "version" INTEGER NOT NULL DEFAULT 0;

ALTER TABLE "orders" ADD CONSTRAINT "orders_mark" CHECK ("mark" IN (
  'not_reached', 'call_back', 'waiting_answer', 'postponed', 'assembling', 'send_after'));
ALTER TABLE "orders" ADD CONSTRAINT "orders_mark_until" CHECK (("mark" IS NULL) = ("mark_until" IS NULL));
ALTER TABLE "orders" ADD CONSTRAINT "orders_call_attempts" CHECK (("call_attempts" = 0) = ("called_since" IS NULL));
CREATE INDEX "orders_mark_due" ON "orders" ("mark_until") WHERE "mark_until" IS NOT NULL;
CREATE INDEX "orders_tell_edits" ON "orders" ("tell_edits_at") WHERE "tell_edits_at" IS NOT NULL;

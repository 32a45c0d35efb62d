-- When an order's customer was last called in vain: the next attempt counts from here, whatever became of the mark.
ALTER TABLE "orders" ADD COLUMN "last_called_at" TIMESTAMPTZ(3);
UPDATE "orders" SET "last_called_at" = "called_since" WHERE "call_attempts" > 0;

-- A power cut also moves when a question goes back to all managers, and when the owner is told that nobody is on shift.
ALTER TABLE "moved_deadlines" ALTER COLUMN "order_id" DROP NOT NULL;
ALTER TABLE "moved_deadlines" ADD COLUMN "ticket_id" TEXT;
ALTER TABLE "moved_deadlines" ADD CONSTRAINT "moved_deadlines_of_one" CHECK (("order_id" IS NULL) <> ("ticket_id" IS NULL));
ALTER TABLE "moved_deadlines" DROP CONSTRAINT "moved_deadlines_what";
ALTER TABLE "moved_deadlines" ADD CONSTRAINT "moved_deadlines_what"
  CHECK ("what" IN ('hold', 'pay_before', 'next_reminder', 'mark_until', 'collect_before', 'tell_at', 'answer_by'));

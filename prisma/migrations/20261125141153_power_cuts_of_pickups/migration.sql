-- A pickup that is ready cannot be collected while the store has no power: its term moves too.

ALTER TABLE "moved_deadlines" DROP CONSTRAINT "moved_deadlines_what";
ALTER TABLE "moved_deadlines" ADD CONSTRAINT "moved_deadlines_what"
  CHECK ("what" IN ('hold', 'pay_before', 'next_reminder', 'mark_until', 'collect_before'));

-- «Режим відключень»: which deadlines the owner moved for a power cut, from when to when, so that it can be undone.

CREATE TABLE "power_cuts" (
    "id" TEXT NOT NULL,
    "by_user" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "outlet_id" TEXT,
    "hours" INTEGER NOT NULL,
    "pause_until" TIMESTAMPTZ(3) NOT NULL,
    "undone_at" TIMESTAMPTZ(3),
    "undone_by" TEXT,

    CONSTRAINT "power_cuts_pkey" PRIMARY KEY ("id")
);
ALTER TABLE "power_cuts" ADD CONSTRAINT "power_cuts_outlet_id_fkey" FOREIGN KEY ("outlet_id") REFERENCES "outlets"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "power_cuts" ADD CONSTRAINT "power_cuts_hours" CHECK ("hours" BETWEEN 1 AND 72);

CREATE TABLE "moved_deadlines" (
    "id" BIGSERIAL NOT NULL,
    "cut_id" TEXT NOT NULL,
    "order_id" TEXT NOT NULL,
    "hold_id" BIGINT,
    "what" TEXT NOT NULL,
    "was" TIMESTAMPTZ(3) NOT NULL,
    "became" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "moved_deadlines_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "moved_deadlines_cut_id_idx" ON "moved_deadlines"("cut_id");
ALTER TABLE "moved_deadlines" ADD CONSTRAINT "moved_deadlines_cut_id_fkey" FOREIGN KEY ("cut_id") REFERENCES "power_cuts"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "moved_deadlines" ADD CONSTRAINT "moved_deadlines_what" CHECK ("what" IN ('hold', 'pay_before', 'next_reminder', 'mark_until'));

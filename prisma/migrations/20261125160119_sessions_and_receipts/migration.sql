-- Until when what we write there answers the person: null where the messenger has no such sessions.
ALTER TABLE "identities" ADD COLUMN "session_ends_at" TIMESTAMPTZ(3);

-- By when a messenger that reports delivery is to have reported; null where nothing is waited for.
ALTER TABLE "notifications" ADD COLUMN "report_due_at" TIMESTAMPTZ(3);
CREATE INDEX "notifications_report_due" ON "notifications" ("report_due_at") WHERE "report_due_at" IS NOT NULL;

-- What a messenger reported of a message of ours, in whatever order, also before the message was noted as sent.
CREATE TABLE "message_receipts" (
    "person" TEXT NOT NULL,
    "message_id" TEXT NOT NULL,
    "delivered_at" TIMESTAMPTZ(3),
    "seen_at" TIMESTAMPTZ(3),
    "failed_at" TIMESTAMPTZ(3),
    "error" TEXT,

    CONSTRAINT "message_receipts_pkey" PRIMARY KEY ("person","message_id"),
    CONSTRAINT "message_receipts_say_something" CHECK (num_nonnulls("delivered_at", "seen_at", "failed_at") > 0)
);

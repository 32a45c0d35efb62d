-- What customers ask and managers answer.
CREATE TABLE "tickets" (
    "id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "holder_id" TEXT,
    "last_number" INTEGER NOT NULL DEFAULT 0,
    "settled_to" INTEGER NOT NULL DEFAULT 0,
    "relayed_to" INTEGER NOT NULL DEFAULT 0,
    "waiting_since" TIMESTAMPTZ(3),
    "answer_by" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "tickets_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "ticket_entries" (
    "ticket_id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "side" TEXT NOT NULL,
    "user_id" TEXT,
    "text" TEXT NOT NULL DEFAULT '',
    "note" TEXT,
    "details" JSONB NOT NULL DEFAULT '{}',
    "media_kind" TEXT,
    "media_id" TEXT,
    "messenger" TEXT,
    "about_product" TEXT,
    "about_order" TEXT,
    "undelivered" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ticket_entries_pkey" PRIMARY KEY ("ticket_id","number")
);

CREATE UNIQUE INDEX "tickets_user_id_key" ON "tickets"("user_id");
CREATE INDEX "ticket_entries_user_id_idx" ON "ticket_entries"("user_id");
ALTER TABLE "tickets" ADD CONSTRAINT "tickets_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "tickets" ADD CONSTRAINT "tickets_holder_id_fkey" FOREIGN KEY ("holder_id") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "ticket_entries" ADD CONSTRAINT "ticket_entries_ticket_id_fkey" FOREIGN KEY ("ticket_id") REFERENCES "tickets"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "ticket_entries" ADD CONSTRAINT "ticket_entries_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- A card of the staff shows an order or a ticket.
ALTER TABLE "staff_cards" DROP CONSTRAINT "staff_cards_order_id_fkey";
ALTER TABLE "staff_cards" RENAME COLUMN "order_id" TO "about";

-- Messages of one lane go one after another.
ALTER TABLE "notifications" ADD COLUMN "lane" TEXT, ADD COLUMN "place" INTEGER;

-- What Prisma cannot say.
ALTER TABLE "tickets" ADD CONSTRAINT "tickets_state" CHECK ("state" IN ('open', 'taken', 'closed'));
ALTER TABLE "tickets" ADD CONSTRAINT "tickets_one_holder" CHECK (("state" = 'taken') = ("holder_id" IS NOT NULL));
ALTER TABLE "tickets" ADD CONSTRAINT "tickets_closed_waits_for_nothing" CHECK ("state" <> 'closed' OR "waiting_since" IS NULL);
ALTER TABLE "tickets" ADD CONSTRAINT "tickets_answer_by" CHECK ("answer_by" IS NULL OR "waiting_since" IS NOT NULL);
ALTER TABLE "tickets" ADD CONSTRAINT "tickets_numbers" CHECK ("settled_to" <= "last_number" AND "relayed_to" <= "last_number");
ALTER TABLE "ticket_entries" ADD CONSTRAINT "ticket_entries_side" CHECK ("side" IN ('customer', 'staff', 'note'));
ALTER TABLE "ticket_entries" ADD CONSTRAINT "ticket_entries_note" CHECK (("side" = 'note') = ("note" IS NOT NULL));
ALTER TABLE "ticket_entries" ADD CONSTRAINT "ticket_entries_media" CHECK (("media_kind" IS NULL) = ("media_id" IS NULL) AND ("media_id" IS NULL) = ("messenger" IS NULL));
ALTER TABLE "notifications" ADD CONSTRAINT "notifications_lane" CHECK (("lane" IS NULL) = ("place" IS NULL));
CREATE INDEX "tickets_live" ON "tickets" ("waiting_since", "id") WHERE "state" <> 'closed';
CREATE INDEX "tickets_due" ON "tickets" ("answer_by") WHERE "answer_by" IS NOT NULL;
CREATE INDEX "notifications_lane_open" ON "notifications" ("lane", "place") WHERE "lane" IS NOT NULL AND "state" IN ('queued', 'sending');
-- A reply names the message that it answers.
CREATE INDEX "notifications_of_tickets" ON "notifications" ("user_id", "message_id") WHERE "lane" IS NOT NULL;

-- Who works in the shop and when: invitations that can be named and revoked, lent roles, shifts, the staff's history.

ALTER TABLE "tokens" ADD COLUMN "id" TEXT, ADD COLUMN "revoked_at" TIMESTAMPTZ(3);
UPDATE "tokens" SET "id" = 'inv_' || translate(substr("hash", 1, 12), '0', 'z');
ALTER TABLE "tokens" ALTER COLUMN "id" SET NOT NULL;
CREATE UNIQUE INDEX "tokens_id_key" ON "tokens"("id");

CREATE TABLE "lendings" (
    "id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "sum_limit" BIGINT,
    "lent_by" TEXT NOT NULL,
    "lent_at" TIMESTAMPTZ(3) NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "lendings_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "lendings_user_id_idx" ON "lendings"("user_id");
ALTER TABLE "lendings" ADD CONSTRAINT "lendings_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "lendings" ADD CONSTRAINT "lendings_role" CHECK ("role" IN ('manager', 'accountant', 'storekeeper', 'seller'));
ALTER TABLE "lendings" ADD CONSTRAINT "lendings_sum_limit" CHECK ("sum_limit" > 0);
ALTER TABLE "lendings" ADD CONSTRAINT "lendings_until" CHECK ("until" > "lent_at");
-- A person has a lent role once at a time.
CREATE UNIQUE INDEX "lendings_one_open" ON "lendings" ("user_id", "role") WHERE "ended_at" IS NULL;
CREATE INDEX "lendings_due" ON "lendings" ("until") WHERE "ended_at" IS NULL;

CREATE TABLE "shifts" (
    "user_id" TEXT NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "shifts_pkey" PRIMARY KEY ("user_id")
);
ALTER TABLE "shifts" ADD CONSTRAINT "shifts_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
-- Until now everybody got cards at any time: nobody is left without them.
INSERT INTO "shifts" ("user_id", "since") SELECT "user_id", max("granted_at") FROM "memberships" GROUP BY "user_id";

CREATE TABLE "waiting_cards" (
    "order_id" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "roles" TEXT[],
    "since" TIMESTAMPTZ(3) NOT NULL,
    "tell_at" TIMESTAMPTZ(3) NOT NULL,
    "told_at" TIMESTAMPTZ(3),

    CONSTRAINT "waiting_cards_pkey" PRIMARY KEY ("order_id")
);
ALTER TABLE "waiting_cards" ADD CONSTRAINT "waiting_cards_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "orders"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
CREATE INDEX "waiting_cards_untold" ON "waiting_cards" ("tell_at") WHERE "told_at" IS NULL;

CREATE TABLE "staff_history" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "by_user" TEXT,
    "about_user" TEXT,
    "what" TEXT NOT NULL,
    "before" JSONB,
    "after" JSONB,

    CONSTRAINT "staff_history_pkey" PRIMARY KEY ("id")
);
CREATE TRIGGER "staff_history_append_only" BEFORE UPDATE OR DELETE ON "staff_history"
  FOR EACH ROW EXECUTE FUNCTION "refuse_rewriting_history"();

ALTER TABLE "orders" ADD COLUMN "untouched_at" TIMESTAMPTZ(3);
-- What somebody has in hand: the sweep that gives it back to the queue reads only these.
CREATE INDEX "orders_in_hand" ON "orders" ("untouched_at") WHERE "holder_id" IS NOT NULL AND "status" = 'AWAITING_CONFIRMATION';

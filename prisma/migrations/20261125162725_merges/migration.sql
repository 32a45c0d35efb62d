-- When a person last said it themselves: of two users who become one, the newer word holds.
ALTER TABLE "users" ADD COLUMN "language_at" TIMESTAMPTZ(3), ADD COLUMN "reminders_at" TIMESTAMPTZ(3);
CREATE INDEX "users_merged_into" ON "users" ("merged_into_id") WHERE "merged_into_id" IS NOT NULL;
ALTER TABLE "users" ADD CONSTRAINT "users_not_merged_into_themselves" CHECK ("merged_into_id" <> "id");
ALTER TABLE "users" ADD CONSTRAINT "users_merged_have_no_phone" CHECK ("merged_into_id" IS NULL OR "phone" IS NULL);

-- Who turned out to be whom. Append-only.
CREATE TABLE "user_merges" (
    "goes_id" TEXT NOT NULL,
    "stays_id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "why" TEXT NOT NULL,
    "by_user" TEXT NOT NULL,

    CONSTRAINT "user_merges_pkey" PRIMARY KEY ("goes_id"),
    CONSTRAINT "user_merges_why" CHECK ("why" IN ('proven', 'claimed'))
);
CREATE INDEX "user_merges_stays_id_idx" ON "user_merges" ("stays_id");
ALTER TABLE "user_merges" ADD CONSTRAINT "user_merges_goes_id_fkey" FOREIGN KEY ("goes_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "user_merges" ADD CONSTRAINT "user_merges_stays_id_fkey" FOREIGN KEY ("stays_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
CREATE TRIGGER "user_merges_append_only" BEFORE UPDATE OR DELETE ON "user_merges"
  FOR EACH ROW EXECUTE FUNCTION "refuse_rewriting_history"();

-- Whoever a user was merged into, or they themselves. Waits for a merge that is going on, and holds the next one up.
CREATE FUNCTION "whoever_stays"(given text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  next text;
BEGIN
  LOOP
    SELECT merged_into_id INTO next FROM users WHERE id = given FOR KEY SHARE;
    IF next IS NULL THEN RETURN given; END IF;
    given := next;
  END LOOP;
END $$;

-- A use case may have been given a user who is merged before it writes: what it puts down is that of whoever stays, so
-- that no row is ever left with a user whom nobody speaks for any more.
CREATE FUNCTION "name_whoever_stays"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.user_id IS NOT NULL THEN NEW.user_id := whoever_stays(NEW.user_id); END IF;
  RETURN NEW;
END $$;
CREATE FUNCTION "hold_whoever_stays"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.holder_id := whoever_stays(NEW.holder_id);
  RETURN NEW;
END $$;
-- A cart that a manager fills in for somebody who is only said to have a number stays the manager's work when that
-- number is proven in the middle of it: its order is that of whoever stays, and their own cart is left alone.
CREATE FUNCTION "fill_for_whoever_stays"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM users WHERE id = NEW.user_id AND claimed_phone IS NOT NULL) THEN
    NEW.user_id := whoever_stays(NEW.user_id);
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER "carts_whoever_stays" BEFORE INSERT ON "carts" FOR EACH ROW EXECUTE FUNCTION "fill_for_whoever_stays"();
CREATE TRIGGER "orders_whoever_stays" BEFORE INSERT ON "orders" FOR EACH ROW EXECUTE FUNCTION "name_whoever_stays"();
CREATE TRIGGER "orders_held_by_whoever_stays" BEFORE UPDATE OF "holder_id" ON "orders" FOR EACH ROW
  WHEN (NEW.holder_id IS NOT NULL AND NEW.holder_id IS DISTINCT FROM OLD.holder_id) EXECUTE FUNCTION "hold_whoever_stays"();
CREATE TRIGGER "slips_whoever_stays" BEFORE INSERT ON "slips" FOR EACH ROW EXECUTE FUNCTION "name_whoever_stays"();
CREATE TRIGGER "favourites_whoever_stays" BEFORE INSERT ON "favourites" FOR EACH ROW EXECUTE FUNCTION "name_whoever_stays"();
CREATE TRIGGER "product_views_whoever_stays" BEFORE INSERT ON "product_views" FOR EACH ROW EXECUTE FUNCTION "name_whoever_stays"();
CREATE TRIGGER "stock_watches_whoever_stays" BEFORE INSERT ON "stock_watches" FOR EACH ROW EXECUTE FUNCTION "name_whoever_stays"();
CREATE TRIGGER "browses_whoever_stays" BEFORE INSERT ON "browses" FOR EACH ROW EXECUTE FUNCTION "name_whoever_stays"();
CREATE TRIGGER "saved_contacts_whoever_stays" BEFORE INSERT ON "saved_contacts" FOR EACH ROW EXECUTE FUNCTION "name_whoever_stays"();
CREATE TRIGGER "customer_notes_whoever_stays" BEFORE INSERT ON "customer_notes" FOR EACH ROW EXECUTE FUNCTION "name_whoever_stays"();
CREATE TRIGGER "tickets_whoever_stays" BEFORE INSERT ON "tickets" FOR EACH ROW EXECUTE FUNCTION "name_whoever_stays"();
CREATE TRIGGER "tickets_held_by_whoever_stays" BEFORE UPDATE OF "holder_id" ON "tickets" FOR EACH ROW
  WHEN (NEW.holder_id IS NOT NULL AND NEW.holder_id IS DISTINCT FROM OLD.holder_id) EXECUTE FUNCTION "hold_whoever_stays"();
CREATE TRIGGER "notifications_whoever_stays" BEFORE INSERT ON "notifications" FOR EACH ROW EXECUTE FUNCTION "name_whoever_stays"();
CREATE TRIGGER "identities_whoever_stays" BEFORE INSERT ON "identities" FOR EACH ROW EXECUTE FUNCTION "name_whoever_stays"();
CREATE TRIGGER "memberships_whoever_stays" BEFORE INSERT ON "memberships" FOR EACH ROW EXECUTE FUNCTION "name_whoever_stays"();
CREATE TRIGGER "workplaces_whoever_stays" BEFORE INSERT ON "workplaces" FOR EACH ROW EXECUTE FUNCTION "name_whoever_stays"();
CREATE TRIGGER "lendings_whoever_stays" BEFORE INSERT ON "lendings" FOR EACH ROW EXECUTE FUNCTION "name_whoever_stays"();
CREATE TRIGGER "shifts_whoever_stays" BEFORE INSERT ON "shifts" FOR EACH ROW EXECUTE FUNCTION "name_whoever_stays"();
CREATE TRIGGER "ordering_for_whoever_stays" BEFORE INSERT ON "ordering_for" FOR EACH ROW EXECUTE FUNCTION "name_whoever_stays"();

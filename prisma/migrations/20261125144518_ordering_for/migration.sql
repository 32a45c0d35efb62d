-- An order by phone: a number that a customer of ours is said to have, and for whom a manager orders now.
ALTER TABLE "users" ADD COLUMN     "claimed_phone" TEXT;
-- A claimed phone is nobody's by right: any number of users may have it, and whoever proves it takes their orders over.
CREATE INDEX "users_claimed_phone" ON "users" ("claimed_phone") WHERE "claimed_phone" IS NOT NULL;

CREATE TABLE "ordering_for" (
    "user_id" TEXT NOT NULL,
    "customer_id" TEXT NOT NULL,
    "touched_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ordering_for_pkey" PRIMARY KEY ("user_id")
);
ALTER TABLE "ordering_for" ADD CONSTRAINT "ordering_for_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "ordering_for" ADD CONSTRAINT "ordering_for_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "ordering_for" ADD CONSTRAINT "ordering_for_somebody_else" CHECK ("user_id" <> "customer_id");

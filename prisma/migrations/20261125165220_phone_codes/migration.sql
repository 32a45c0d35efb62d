-- A code by which somebody proves a number that they typed. `plain` is there until the code is used or over: it still has
-- to be sent; what is compared is the hash.
CREATE TABLE "phone_codes" (
    "id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "phone" TEXT NOT NULL,
    "salt" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "plain" TEXT,
    "tries" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "phone_codes_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "phone_codes_tries" CHECK ("tries" BETWEEN 0 AND 5),
    CONSTRAINT "phone_codes_plain" CHECK ("used_at" IS NULL OR "plain" IS NULL)
);
CREATE INDEX "phone_codes_phone" ON "phone_codes" ("phone", "created_at");
CREATE INDEX "phone_codes_user" ON "phone_codes" ("user_id", "created_at");
ALTER TABLE "phone_codes" ADD CONSTRAINT "phone_codes_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
CREATE TRIGGER "phone_codes_whoever_stays" BEFORE INSERT ON "phone_codes" FOR EACH ROW EXECUTE FUNCTION "name_whoever_stays"();

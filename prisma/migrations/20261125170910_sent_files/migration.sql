-- Files that cross from one messenger to another, and files that the shop made for a person (without a source, for a time).
CREATE TABLE "sent_files" (
  "id" TEXT NOT NULL,
  "user_id" TEXT NOT NULL,
  "messenger" TEXT,
  "media_id" TEXT,
  "kind" TEXT,
  "name" TEXT NOT NULL,
  "bytes" BYTEA,
  "sent_as" JSONB NOT NULL DEFAULT '{}',
  "created_at" TIMESTAMPTZ(3) NOT NULL,
  "due_at" TIMESTAMPTZ(3),
  "tries" INTEGER NOT NULL DEFAULT 0,
  "expires_at" TIMESTAMPTZ(3),

  CONSTRAINT "sent_files_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "sent_files_source" CHECK (("messenger" IS NULL) = ("media_id" IS NULL) AND ("messenger" IS NULL) = ("kind" IS NULL)),
  CONSTRAINT "sent_files_made_ones_end" CHECK (("messenger" IS NULL) = ("expires_at" IS NOT NULL)),
  CONSTRAINT "sent_files_made_ones_are_there" CHECK ("messenger" IS NOT NULL OR "bytes" IS NOT NULL),
  CONSTRAINT "sent_files_there_or_due" CHECK ("bytes" IS NULL OR "due_at" IS NULL),
  CONSTRAINT "sent_files_size" CHECK (octet_length("bytes") <= 20 * 1024 * 1024)
);

CREATE UNIQUE INDEX "sent_files_user_id_messenger_media_id_key" ON "sent_files" ("user_id", "messenger", "media_id");
CREATE INDEX "sent_files_messenger_media_id_idx" ON "sent_files" ("messenger", "media_id");
-- For the sweeps.
CREATE INDEX "sent_files_due" ON "sent_files" ("due_at") WHERE "due_at" IS NOT NULL;
CREATE INDEX "sent_files_expired" ON "sent_files" ("expires_at") WHERE "expires_at" IS NOT NULL;

ALTER TABLE "sent_files" ADD CONSTRAINT "sent_files_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
CREATE TRIGGER "sent_files_whoever_stays" BEFORE INSERT ON "sent_files" FOR EACH ROW EXECUTE FUNCTION "name_whoever_stays"();

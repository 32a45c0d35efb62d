-- What the owner changed of the settings and outlets: what it was, what it is, who did it. An outlet can be hidden.

CREATE TABLE "settings_history" (
    "id" BIGSERIAL NOT NULL,
    "key" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "by_user" TEXT NOT NULL,
    "before" JSONB,
    "after" JSONB,

    CONSTRAINT "settings_history_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "settings_history_key_id_idx" ON "settings_history"("key", "id");
CREATE TRIGGER "settings_history_append_only" BEFORE UPDATE OR DELETE ON "settings_history"
  FOR EACH ROW EXECUTE FUNCTION "refuse_rewriting_history"();

ALTER TABLE "outlets" ADD COLUMN "hidden_at" TIMESTAMPTZ(3);

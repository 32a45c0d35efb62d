-- AlterTable
ALTER TABLE "users" ADD COLUMN "reminders" BOOLEAN NOT NULL DEFAULT true,
ADD COLUMN "erased_at" TIMESTAMPTZ(3);

-- An erased user is nobody: no name, no phone.
ALTER TABLE "users" ADD CONSTRAINT "users_erased" CHECK ("erased_at" IS NULL OR ("name" IS NULL AND "phone" IS NULL));

-- History is not rewritten, except that a person who goes goes out of its details (core/personal/erase-data.ts says so
-- for its own transaction): who, when and what stay as they are.
CREATE OR REPLACE FUNCTION "refuse_rewriting_history"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND TG_TABLE_NAME = 'order_history' AND current_setting('kram.erasing', true) = 'on'
    AND to_jsonb(NEW) - 'details' = to_jsonb(OLD) - 'details' THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END;
$$;

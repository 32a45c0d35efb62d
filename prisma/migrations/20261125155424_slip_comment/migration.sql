-- What the customer wrote under the picture of a slip.
ALTER TABLE "slips" ADD COLUMN "comment" TEXT NOT NULL DEFAULT '';

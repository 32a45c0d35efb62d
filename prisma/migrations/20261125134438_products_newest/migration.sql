-- What is new, for whoever looks in from another chat without a word.
CREATE INDEX "products_newest" ON "products" ("created_at" DESC, "id" DESC) WHERE "archived_at" IS NULL AND "currency" = 'UAH';

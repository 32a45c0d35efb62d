-- CreateTable
CREATE TABLE "favourites" (
    "user_id" TEXT NOT NULL,
    "product_id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "favourites_pkey" PRIMARY KEY ("user_id","product_id")
);

-- CreateTable
CREATE TABLE "product_views" (
    "user_id" TEXT NOT NULL,
    "product_id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "product_views_pkey" PRIMARY KEY ("user_id","product_id")
);

-- CreateTable
CREATE TABLE "stock_watches" (
    "id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "product_id" TEXT NOT NULL,
    "variant_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "back_at" TIMESTAMPTZ(3),

    CONSTRAINT "stock_watches_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "favourites_user_id_at_product_id_idx" ON "favourites"("user_id", "at", "product_id");

-- CreateIndex
CREATE INDEX "product_views_user_id_at_product_id_idx" ON "product_views"("user_id", "at", "product_id");

-- CreateIndex
CREATE INDEX "stock_watches_product_id_variant_id_idx" ON "stock_watches"("product_id", "variant_id");

-- CreateIndex
CREATE UNIQUE INDEX "stock_watches_user_id_product_id_variant_id_key" ON "stock_watches"("user_id", "product_id", "variant_id") NULLS NOT DISTINCT;

-- AddForeignKey
ALTER TABLE "favourites" ADD CONSTRAINT "favourites_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "favourites" ADD CONSTRAINT "favourites_product_id_fkey" FOREIGN KEY ("product_id") REFERENCES "products"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "product_views" ADD CONSTRAINT "product_views_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "product_views" ADD CONSTRAINT "product_views_product_id_fkey" FOREIGN KEY ("product_id") REFERENCES "products"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "stock_watches" ADD CONSTRAINT "stock_watches_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "stock_watches" ADD CONSTRAINT "stock_watches_product_id_fkey" FOREIGN KEY ("product_id") REFERENCES "products"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "stock_watches" ADD CONSTRAINT "stock_watches_variant_id_fkey" FOREIGN KEY ("variant_id") REFERENCES "variants"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- An article as a link can carry it ("12.1.250" → "12-1-250").
CREATE INDEX "products_article_in_link" ON "products" (lower(regexp_replace("article", '[^A-Za-z0-9_-]', '-', 'g')));

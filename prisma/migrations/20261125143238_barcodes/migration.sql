-- CreateTable
CREATE TABLE "barcodes" (
    "code" TEXT NOT NULL,
    "variant_id" TEXT NOT NULL,
    "by_user" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "barcodes_pkey" PRIMARY KEY ("code")
);

-- CreateIndex
CREATE INDEX "barcodes_variant_id_idx" ON "barcodes"("variant_id");

-- AddForeignKey
ALTER TABLE "barcodes" ADD CONSTRAINT "barcodes_variant_id_fkey" FOREIGN KEY ("variant_id") REFERENCES "variants"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What Prisma cannot say.

-- As core/catalog/barcode.ts reads them: a scanner finds nothing else.
ALTER TABLE "barcodes" ADD CONSTRAINT "barcodes_code" CHECK ("code" ~ '^[A-Z0-9][A-Z0-9./_-]{3,19}$');

-- AlterTable
ALTER TABLE "shipments" ADD COLUMN     "packed_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "shipment_lines" ADD COLUMN     "checked" INTEGER NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "workplaces" (
    "user_id" TEXT NOT NULL,
    "outlet_id" TEXT NOT NULL,

    CONSTRAINT "workplaces_pkey" PRIMARY KEY ("user_id")
);

-- AddForeignKey
ALTER TABLE "workplaces" ADD CONSTRAINT "workplaces_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "workplaces" ADD CONSTRAINT "workplaces_outlet_id_fkey" FOREIGN KEY ("outlet_id") REFERENCES "outlets"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What Prisma cannot say.

-- What was packed before pieces were checked counts as checked.
UPDATE "shipments" s SET "packed_at" = o."packed_at" FROM "orders" o
  WHERE o."id" = s."order_id" AND s."cancelled_at" IS NULL AND o."packed_at" IS NOT NULL;
UPDATE "shipment_lines" l SET "checked" = l."quantity" FROM "shipments" s
  WHERE s."id" = l."shipment_id" AND s."packed_at" IS NOT NULL;
ALTER TABLE "shipment_lines" ADD CONSTRAINT "shipment_lines_checked" CHECK ("checked" BETWEEN 0 AND "quantity");
ALTER TABLE "shipments" ADD CONSTRAINT "shipments_packed_before_shipped" CHECK ("shipped_at" IS NULL OR "packed_at" IS NOT NULL);
-- The storekeeper's lists, oldest first.
CREATE INDEX "shipments_to_send" ON "shipments" ("created_at", "id") WHERE "cancelled_at" IS NULL AND "shipped_at" IS NULL;
-- One waybill is one parcel: a number never stands on two that live.
CREATE UNIQUE INDEX "shipments_one_waybill" ON "shipments" ("tracking_number") WHERE "cancelled_at" IS NULL;

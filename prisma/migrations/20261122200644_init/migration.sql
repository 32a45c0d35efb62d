-- CreateTable
CREATE TABLE "users" (
    "id" TEXT NOT NULL,
    "name" TEXT,
    "phone" TEXT,
    "phone_proven_at" TIMESTAMPTZ(3),
    "language" TEXT NOT NULL DEFAULT 'uk',
    "merged_into_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "users_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "identities" (
    "person" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "username" TEXT,
    "blocked_at" TIMESTAMPTZ(3),
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "identities_pkey" PRIMARY KEY ("person")
);

-- CreateTable
CREATE TABLE "groups" (
    "code" TEXT NOT NULL,
    "kind" TEXT NOT NULL,

    CONSTRAINT "groups_pkey" PRIMARY KEY ("code")
);

-- CreateTable
CREATE TABLE "memberships" (
    "user_id" TEXT NOT NULL,
    "group_code" TEXT NOT NULL,
    "granted_by" TEXT,
    "granted_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "memberships_pkey" PRIMARY KEY ("user_id","group_code")
);

-- CreateTable
CREATE TABLE "tokens" (
    "hash" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),
    "used_by" TEXT,

    CONSTRAINT "tokens_pkey" PRIMARY KEY ("hash")
);

-- CreateTable
CREATE TABLE "settings" (
    "key" TEXT NOT NULL,
    "value" JSONB NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "settings_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "outlets" (
    "id" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "name" JSONB NOT NULL,
    "city" JSONB NOT NULL,
    "address" JSONB NOT NULL,
    "hours" JSONB NOT NULL,
    "phone" TEXT,
    "pickup" BOOLEAN NOT NULL,
    "position" INTEGER NOT NULL,

    CONSTRAINT "outlets_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "categories" (
    "id" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "name" JSONB NOT NULL,
    "position" INTEGER NOT NULL,

    CONSTRAINT "categories_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "products" (
    "id" TEXT NOT NULL,
    "article" TEXT NOT NULL,
    "category_id" TEXT NOT NULL,
    "name" JSONB NOT NULL,
    "description" JSONB NOT NULL,
    "price" BIGINT NOT NULL,
    "currency" TEXT NOT NULL DEFAULT 'UAH',
    "position" INTEGER NOT NULL,
    "archived_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "products_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "product_options" (
    "product_id" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "name" JSONB NOT NULL,

    CONSTRAINT "product_options_pkey" PRIMARY KEY ("product_id","position")
);

-- CreateTable
CREATE TABLE "variants" (
    "id" TEXT NOT NULL,
    "product_id" TEXT NOT NULL,
    "sku" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "values" JSONB NOT NULL,
    "detail" JSONB,
    "price" BIGINT,
    "pending_price" BIGINT,
    "weight_grams" INTEGER,
    "archived_at" TIMESTAMPTZ(3),

    CONSTRAINT "variants_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "product_attributes" (
    "product_id" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "name" JSONB NOT NULL,
    "value" JSONB NOT NULL,

    CONSTRAINT "product_attributes_pkey" PRIMARY KEY ("product_id","position")
);

-- CreateTable
CREATE TABLE "product_photos" (
    "product_id" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "picture_hash" TEXT NOT NULL,
    "source_url" TEXT,

    CONSTRAINT "product_photos_pkey" PRIMARY KEY ("product_id","position")
);

-- CreateTable
CREATE TABLE "pictures" (
    "hash" TEXT NOT NULL,
    "mime" TEXT NOT NULL,
    "width" INTEGER NOT NULL,
    "height" INTEGER NOT NULL,
    "bytes" BYTEA NOT NULL,

    CONSTRAINT "pictures_pkey" PRIMARY KEY ("hash")
);

-- CreateTable
CREATE TABLE "media_ids" (
    "bot" TEXT NOT NULL,
    "picture_hash" TEXT NOT NULL,
    "media_id" TEXT NOT NULL,

    CONSTRAINT "media_ids_pkey" PRIMARY KEY ("bot","picture_hash")
);

-- CreateTable
CREATE TABLE "imported_offers" (
    "source" TEXT NOT NULL,
    "offer_id" TEXT NOT NULL,
    "variant_id" TEXT NOT NULL,
    "quantity" INTEGER NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "imported_offers_pkey" PRIMARY KEY ("source","offer_id")
);

-- CreateTable
CREATE TABLE "stock" (
    "variant_id" TEXT NOT NULL,
    "outlet_id" TEXT NOT NULL,
    "on_hand" INTEGER NOT NULL,
    "held" INTEGER NOT NULL DEFAULT 0,
    "shelf" TEXT,

    CONSTRAINT "stock_pkey" PRIMARY KEY ("variant_id","outlet_id")
);

-- CreateTable
CREATE TABLE "stock_movements" (
    "id" BIGSERIAL NOT NULL,
    "variant_id" TEXT NOT NULL,
    "outlet_id" TEXT NOT NULL,
    "delta" INTEGER NOT NULL,
    "reason" TEXT NOT NULL,
    "order_id" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "stock_movements_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "holds" (
    "id" BIGSERIAL NOT NULL,
    "order_id" TEXT NOT NULL,
    "line_id" TEXT NOT NULL,
    "variant_id" TEXT NOT NULL,
    "outlet_id" TEXT NOT NULL,
    "quantity" INTEGER NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'open',
    "until" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "closed_at" TIMESTAMPTZ(3),

    CONSTRAINT "holds_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "carts" (
    "id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'open',
    "recipient" JSONB NOT NULL DEFAULT '{}',
    "delivery" JSONB,
    "payment" TEXT,
    "email" TEXT,
    "comment" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "carts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "cart_lines" (
    "id" TEXT NOT NULL,
    "cart_id" TEXT NOT NULL,
    "product_id" TEXT NOT NULL,
    "variant_id" TEXT,
    "quantity" INTEGER NOT NULL,
    "price_seen" BIGINT NOT NULL,
    "added_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "cart_lines_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "orders" (
    "id" TEXT NOT NULL,
    "number" SERIAL NOT NULL,
    "user_id" TEXT NOT NULL,
    "cart_id" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "status_since" TIMESTAMPTZ(3) NOT NULL,
    "source" TEXT NOT NULL,
    "language" TEXT NOT NULL,
    "recipient" JSONB NOT NULL,
    "phone_proven" BOOLEAN NOT NULL,
    "delivery" JSONB NOT NULL,
    "payment" TEXT NOT NULL,
    "email" TEXT,
    "comment" TEXT,
    "sum" BIGINT NOT NULL,
    "discount" BIGINT NOT NULL DEFAULT 0,
    "points" BIGINT NOT NULL DEFAULT 0,
    "delivery_price" BIGINT NOT NULL DEFAULT 0,
    "total" BIGINT NOT NULL,
    "mark" TEXT,
    "mark_until" TIMESTAMPTZ(3),
    "holder_id" TEXT,
    "pay_before" TIMESTAMPTZ(3),
    "next_reminder" TIMESTAMPTZ(3),
    "packed_at" TIMESTAMPTZ(3),
    "cancel_reason" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "orders_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "order_lines" (
    "id" TEXT NOT NULL,
    "order_id" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "product_id" TEXT NOT NULL,
    "variant_id" TEXT,
    "article" TEXT NOT NULL,
    "name" JSONB NOT NULL,
    "values" JSONB NOT NULL,
    "quantity" INTEGER NOT NULL,
    "price" BIGINT NOT NULL,
    "discount" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "order_lines_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "order_history" (
    "id" BIGSERIAL NOT NULL,
    "order_id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "by_user" TEXT,
    "by_role" TEXT NOT NULL,
    "what" TEXT NOT NULL,
    "from" TEXT,
    "to" TEXT,
    "details" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "order_history_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "shipments" (
    "id" TEXT NOT NULL,
    "order_id" TEXT NOT NULL,
    "outlet_id" TEXT NOT NULL,
    "cash_on_delivery" BIGINT NOT NULL,
    "tracking_number" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "shipped_at" TIMESTAMPTZ(3),
    "cancelled_at" TIMESTAMPTZ(3),

    CONSTRAINT "shipments_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "shipment_lines" (
    "shipment_id" TEXT NOT NULL,
    "line_id" TEXT NOT NULL,
    "quantity" INTEGER NOT NULL,

    CONSTRAINT "shipment_lines_pkey" PRIMARY KEY ("shipment_id","line_id")
);

-- CreateTable
CREATE TABLE "payments" (
    "id" TEXT NOT NULL,
    "provider" TEXT NOT NULL,
    "reference" TEXT NOT NULL,
    "amount" BIGINT NOT NULL,
    "currency" TEXT NOT NULL DEFAULT 'UAH',
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "recorded_by" TEXT,

    CONSTRAINT "payments_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "payment_allocations" (
    "payment_id" TEXT NOT NULL,
    "order_id" TEXT NOT NULL,
    "amount" BIGINT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "payment_allocations_pkey" PRIMARY KEY ("payment_id","order_id")
);

-- CreateTable
CREATE TABLE "events" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "events_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "event_deliveries" (
    "event_id" TEXT NOT NULL,
    "follower" TEXT NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "tries" INTEGER NOT NULL DEFAULT 0,
    "done_at" TIMESTAMPTZ(3),
    "failed_at" TIMESTAMPTZ(3),
    "error" TEXT,

    CONSTRAINT "event_deliveries_pkey" PRIMARY KEY ("event_id","follower")
);

-- CreateTable
CREATE TABLE "inbox" (
    "id" BIGSERIAL NOT NULL,
    "source" TEXT NOT NULL,
    "external_id" TEXT NOT NULL,
    "person" TEXT NOT NULL,
    "sequence" BIGINT NOT NULL,
    "body" JSONB NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "tries" INTEGER NOT NULL DEFAULT 0,
    "effect_at" TIMESTAMPTZ(3),
    "handled_at" TIMESTAMPTZ(3),
    "set_aside_at" TIMESTAMPTZ(3),
    "error" TEXT,

    CONSTRAINT "inbox_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "notifications" (
    "id" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "person" TEXT,
    "template" TEXT NOT NULL,
    "params" JSONB NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'queued',
    "tries" INTEGER NOT NULL DEFAULT 0,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "sent_at" TIMESTAMPTZ(3),
    "message_id" TEXT,
    "error" TEXT,

    CONSTRAINT "notifications_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "conversations" (
    "person" TEXT NOT NULL,
    "step" JSONB NOT NULL DEFAULT '{}',
    "screen" JSONB,
    "lease_until" TIMESTAMPTZ(3),
    "lease_by" TEXT,

    CONSTRAINT "conversations_pkey" PRIMARY KEY ("person")
);

-- CreateTable
CREATE TABLE "staff_cards" (
    "order_id" TEXT NOT NULL,
    "person" TEXT NOT NULL,
    "message_id" TEXT NOT NULL,

    CONSTRAINT "staff_cards_pkey" PRIMARY KEY ("order_id","person")
);

-- CreateTable
CREATE TABLE "leases" (
    "name" TEXT NOT NULL,
    "holder" TEXT NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "leases_pkey" PRIMARY KEY ("name")
);

-- CreateIndex
CREATE UNIQUE INDEX "users_phone_key" ON "users"("phone");

-- CreateIndex
CREATE INDEX "identities_user_id_idx" ON "identities"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "outlets_code_key" ON "outlets"("code");

-- CreateIndex
CREATE UNIQUE INDEX "categories_slug_key" ON "categories"("slug");

-- CreateIndex
CREATE UNIQUE INDEX "products_article_key" ON "products"("article");

-- CreateIndex
CREATE INDEX "products_category_id_position_id_idx" ON "products"("category_id", "position", "id");

-- CreateIndex
CREATE UNIQUE INDEX "variants_sku_key" ON "variants"("sku");

-- CreateIndex
CREATE INDEX "variants_product_id_position_idx" ON "variants"("product_id", "position");

-- CreateIndex
CREATE INDEX "imported_offers_variant_id_idx" ON "imported_offers"("variant_id");

-- CreateIndex
CREATE INDEX "stock_movements_variant_id_outlet_id_idx" ON "stock_movements"("variant_id", "outlet_id");

-- CreateIndex
CREATE INDEX "stock_movements_order_id_idx" ON "stock_movements"("order_id");

-- CreateIndex
CREATE INDEX "holds_order_id_idx" ON "holds"("order_id");

-- CreateIndex
CREATE INDEX "carts_user_id_idx" ON "carts"("user_id");

-- CreateIndex
CREATE INDEX "cart_lines_cart_id_idx" ON "cart_lines"("cart_id");

-- CreateIndex
CREATE UNIQUE INDEX "orders_number_key" ON "orders"("number");

-- CreateIndex
CREATE UNIQUE INDEX "orders_cart_id_key" ON "orders"("cart_id");

-- CreateIndex
CREATE INDEX "orders_user_id_created_at_idx" ON "orders"("user_id", "created_at");

-- CreateIndex
CREATE INDEX "order_lines_order_id_position_idx" ON "order_lines"("order_id", "position");

-- CreateIndex
CREATE INDEX "order_history_order_id_id_idx" ON "order_history"("order_id", "id");

-- CreateIndex
CREATE INDEX "shipments_order_id_idx" ON "shipments"("order_id");

-- CreateIndex
CREATE UNIQUE INDEX "payments_provider_reference_key" ON "payments"("provider", "reference");

-- CreateIndex
CREATE INDEX "payment_allocations_order_id_idx" ON "payment_allocations"("order_id");

-- CreateIndex
CREATE UNIQUE INDEX "inbox_source_external_id_key" ON "inbox"("source", "external_id");

-- CreateIndex
CREATE UNIQUE INDEX "notifications_key_key" ON "notifications"("key");

-- AddForeignKey
ALTER TABLE "users" ADD CONSTRAINT "users_merged_into_id_fkey" FOREIGN KEY ("merged_into_id") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "identities" ADD CONSTRAINT "identities_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_group_code_fkey" FOREIGN KEY ("group_code") REFERENCES "groups"("code") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "products" ADD CONSTRAINT "products_category_id_fkey" FOREIGN KEY ("category_id") REFERENCES "categories"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "product_options" ADD CONSTRAINT "product_options_product_id_fkey" FOREIGN KEY ("product_id") REFERENCES "products"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "variants" ADD CONSTRAINT "variants_product_id_fkey" FOREIGN KEY ("product_id") REFERENCES "products"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "product_attributes" ADD CONSTRAINT "product_attributes_product_id_fkey" FOREIGN KEY ("product_id") REFERENCES "products"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "product_photos" ADD CONSTRAINT "product_photos_product_id_fkey" FOREIGN KEY ("product_id") REFERENCES "products"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "product_photos" ADD CONSTRAINT "product_photos_picture_hash_fkey" FOREIGN KEY ("picture_hash") REFERENCES "pictures"("hash") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "media_ids" ADD CONSTRAINT "media_ids_picture_hash_fkey" FOREIGN KEY ("picture_hash") REFERENCES "pictures"("hash") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "imported_offers" ADD CONSTRAINT "imported_offers_variant_id_fkey" FOREIGN KEY ("variant_id") REFERENCES "variants"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "stock" ADD CONSTRAINT "stock_variant_id_fkey" FOREIGN KEY ("variant_id") REFERENCES "variants"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "stock" ADD CONSTRAINT "stock_outlet_id_fkey" FOREIGN KEY ("outlet_id") REFERENCES "outlets"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "stock_movements" ADD CONSTRAINT "stock_movements_variant_id_fkey" FOREIGN KEY ("variant_id") REFERENCES "variants"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "stock_movements" ADD CONSTRAINT "stock_movements_outlet_id_fkey" FOREIGN KEY ("outlet_id") REFERENCES "outlets"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "holds" ADD CONSTRAINT "holds_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "orders"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "holds" ADD CONSTRAINT "holds_variant_id_fkey" FOREIGN KEY ("variant_id") REFERENCES "variants"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "holds" ADD CONSTRAINT "holds_outlet_id_fkey" FOREIGN KEY ("outlet_id") REFERENCES "outlets"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "carts" ADD CONSTRAINT "carts_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "cart_lines" ADD CONSTRAINT "cart_lines_cart_id_fkey" FOREIGN KEY ("cart_id") REFERENCES "carts"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "cart_lines" ADD CONSTRAINT "cart_lines_product_id_fkey" FOREIGN KEY ("product_id") REFERENCES "products"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "cart_lines" ADD CONSTRAINT "cart_lines_variant_id_fkey" FOREIGN KEY ("variant_id") REFERENCES "variants"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "orders" ADD CONSTRAINT "orders_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "orders" ADD CONSTRAINT "orders_cart_id_fkey" FOREIGN KEY ("cart_id") REFERENCES "carts"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "order_lines" ADD CONSTRAINT "order_lines_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "orders"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "order_history" ADD CONSTRAINT "order_history_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "orders"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "shipments" ADD CONSTRAINT "shipments_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "orders"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "shipments" ADD CONSTRAINT "shipments_outlet_id_fkey" FOREIGN KEY ("outlet_id") REFERENCES "outlets"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "shipment_lines" ADD CONSTRAINT "shipment_lines_shipment_id_fkey" FOREIGN KEY ("shipment_id") REFERENCES "shipments"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "shipment_lines" ADD CONSTRAINT "shipment_lines_line_id_fkey" FOREIGN KEY ("line_id") REFERENCES "order_lines"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payment_allocations" ADD CONSTRAINT "payment_allocations_payment_id_fkey" FOREIGN KEY ("payment_id") REFERENCES "payments"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payment_allocations" ADD CONSTRAINT "payment_allocations_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "orders"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "event_deliveries" ADD CONSTRAINT "event_deliveries_event_id_fkey" FOREIGN KEY ("event_id") REFERENCES "events"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notifications" ADD CONSTRAINT "notifications_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "staff_cards" ADD CONSTRAINT "staff_cards_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "orders"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- ── What Prisma cannot say ──────────────────────────────────────────────────

ALTER TABLE "users" ADD CONSTRAINT "users_language" CHECK ("language" IN ('uk', 'en'));
ALTER TABLE "users" ADD CONSTRAINT "users_phone_e164" CHECK ("phone" ~ '^\+[1-9][0-9]{6,14}$');
ALTER TABLE "users" ADD CONSTRAINT "users_phone_proven" CHECK (("phone" IS NULL) = ("phone_proven_at" IS NULL));
ALTER TABLE "groups" ADD CONSTRAINT "groups_kind" CHECK ("kind" IN ('staff', 'customer'));
ALTER TABLE "outlets" ADD CONSTRAINT "outlets_kind" CHECK ("kind" IN ('store', 'warehouse'));

ALTER TABLE "products" ADD CONSTRAINT "products_price" CHECK ("price" >= 0);
ALTER TABLE "products" ADD CONSTRAINT "products_currency" CHECK ("currency" IN ('UAH', 'USD'));
ALTER TABLE "variants" ADD CONSTRAINT "variants_price" CHECK ("price" >= 0 AND "pending_price" >= 0);

-- Nothing is ever sold twice: available is never below zero, whatever the code above believes.
ALTER TABLE "stock" ADD CONSTRAINT "stock_never_below_zero" CHECK (0 <= "held" AND "held" <= "on_hand");
ALTER TABLE "stock_movements" ADD CONSTRAINT "stock_movements_reason"
  CHECK ("reason" IN ('initial', 'import', 'taken', 'given_back', 'written_off', 'received', 'counted', 'moved'));
ALTER TABLE "stock_movements" ADD CONSTRAINT "stock_movements_delta" CHECK ("delta" <> 0);
ALTER TABLE "holds" ADD CONSTRAINT "holds_quantity" CHECK ("quantity" > 0);
ALTER TABLE "holds" ADD CONSTRAINT "holds_state" CHECK ("state" IN ('open', 'taken', 'released', 'expired'));
-- The sweep that ends holds, and the count of what one person holds.
CREATE INDEX "holds_open_until" ON "holds" ("until") WHERE "state" = 'open';

-- One open cart per user; one line per variant, one "size not chosen" line per product.
ALTER TABLE "carts" ADD CONSTRAINT "carts_status" CHECK ("status" IN ('open', 'ordered'));
CREATE UNIQUE INDEX "carts_one_open" ON "carts" ("user_id") WHERE "status" = 'open';
CREATE UNIQUE INDEX "cart_lines_variant" ON "cart_lines" ("cart_id", "variant_id") WHERE "variant_id" IS NOT NULL;
CREATE UNIQUE INDEX "cart_lines_open_size" ON "cart_lines" ("cart_id", "product_id") WHERE "variant_id" IS NULL;
ALTER TABLE "cart_lines" ADD CONSTRAINT "cart_lines_quantity" CHECK ("quantity" BETWEEN 1 AND 99);

ALTER TABLE "orders" ADD CONSTRAINT "orders_status" CHECK ("status" IN (
  'AWAITING_CONFIRMATION', 'AWAITING_PAYMENT', 'AWAITING_SHIPMENT', 'AWAITING_SHIPMENT_COD',
  'SHIPPED', 'ARRIVED', 'COMPLETED', 'RETURNING', 'RETURNED', 'CANCELLED'));
ALTER TABLE "orders" ADD CONSTRAINT "orders_payment"
  CHECK ("payment" IN ('on_receipt', 'prepayment', 'transfer', 'online_card'));
-- The books, item 3: sum − discount − points + delivery = total, in whole hryvnias.
ALTER TABLE "orders" ADD CONSTRAINT "orders_total"
  CHECK ("total" = "sum" - "discount" - "points" + "delivery_price" AND "total" >= 0 AND "total" % 100 = 0);
ALTER TABLE "orders" ADD CONSTRAINT "orders_pay_before"
  CHECK ("status" <> 'AWAITING_PAYMENT' OR "pay_before" IS NOT NULL);
ALTER TABLE "orders" ADD CONSTRAINT "orders_cancel_reason"
  CHECK (("status" = 'CANCELLED') = ("cancel_reason" IS NOT NULL));
CREATE INDEX "orders_unpaid" ON "orders" ("pay_before") WHERE "status" = 'AWAITING_PAYMENT';
CREATE INDEX "orders_remind" ON "orders" ("next_reminder") WHERE "next_reminder" IS NOT NULL;
-- The staff's queues, oldest first.
CREATE INDEX "orders_live" ON "orders" ("status", "created_at")
  WHERE "status" IN ('AWAITING_CONFIRMATION', 'AWAITING_PAYMENT', 'AWAITING_SHIPMENT', 'AWAITING_SHIPMENT_COD');
-- A person says this on the phone.
ALTER SEQUENCE "orders_number_seq" RESTART WITH 1001;
ALTER TABLE "order_lines" ADD CONSTRAINT "order_lines_quantity" CHECK ("quantity" > 0);
ALTER TABLE "order_lines" ADD CONSTRAINT "order_lines_price" CHECK ("price" >= 0 AND "discount" >= 0);
ALTER TABLE "order_history" ADD CONSTRAINT "order_history_by_role" CHECK ("by_role" IN (
  'customer', 'manager', 'accountant', 'storekeeper', 'seller', 'owner', 'system', 'provider'));
-- One live parcel per order and outlet.
CREATE UNIQUE INDEX "shipments_one_live" ON "shipments" ("order_id", "outlet_id") WHERE "cancelled_at" IS NULL;
ALTER TABLE "shipments" ADD CONSTRAINT "shipments_cash_on_delivery" CHECK ("cash_on_delivery" >= 0);
ALTER TABLE "payments" ADD CONSTRAINT "payments_amount" CHECK ("amount" > 0);
ALTER TABLE "payment_allocations" ADD CONSTRAINT "payment_allocations_amount" CHECK ("amount" > 0);

-- What is due and not done: each sweep reads only its own partial index.
CREATE INDEX "event_deliveries_due" ON "event_deliveries" ("due_at") WHERE "done_at" IS NULL AND "failed_at" IS NULL;
CREATE INDEX "inbox_waiting" ON "inbox" ("person", "sequence") WHERE "handled_at" IS NULL AND "set_aside_at" IS NULL;
CREATE INDEX "notifications_due" ON "notifications" ("due_at") WHERE "state" IN ('queued', 'sending');
ALTER TABLE "notifications" ADD CONSTRAINT "notifications_state"
  CHECK ("state" IN ('queued', 'sending', 'sent', 'failed', 'unknown', 'skipped'));

-- Ledgers are written once: no one edits what happened.
CREATE FUNCTION "refuse_rewriting_history"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END;
$$;
CREATE TRIGGER "stock_movements_append_only" BEFORE UPDATE OR DELETE ON "stock_movements"
  FOR EACH ROW EXECUTE FUNCTION "refuse_rewriting_history"();
CREATE TRIGGER "order_history_append_only" BEFORE UPDATE OR DELETE ON "order_history"
  FOR EACH ROW EXECUTE FUNCTION "refuse_rewriting_history"();
CREATE TRIGGER "payments_append_only" BEFORE DELETE ON "payments"
  FOR EACH ROW EXECUTE FUNCTION "refuse_rewriting_history"();

INSERT INTO "groups" ("code", "kind") VALUES
  ('owner', 'staff'), ('manager', 'staff'), ('accountant', 'staff'), ('storekeeper', 'staff'), ('seller', 'staff');

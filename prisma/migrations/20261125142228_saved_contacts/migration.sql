-- Recipients and addresses of a person's orders, kept to be chosen again in one tap.
CREATE TABLE "saved_contacts" (
    "id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "data" JSONB NOT NULL,
    "label" TEXT,
    "used_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "saved_contacts_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "saved_contacts_user_id_kind_data_key" ON "saved_contacts"("user_id", "kind", "data");
ALTER TABLE "saved_contacts" ADD CONSTRAINT "saved_contacts_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "saved_contacts" ADD CONSTRAINT "saved_contacts_kind" CHECK ("kind" IN ('recipient', 'address'));

-- A group of a messenger where the staff work: cards of these roles go there once.
CREATE TABLE "staff_chats" (
    "id" TEXT NOT NULL,
    "chat" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "roles" TEXT[] NOT NULL,
    "by_user" TEXT NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "staff_chats_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "staff_chats_roles" CHECK (cardinality("roles") > 0 AND "roles" <@ ARRAY['manager', 'storekeeper', 'accountant'])
);
CREATE UNIQUE INDEX "staff_chats_chat_key" ON "staff_chats"("chat");
ALTER TABLE "staff_chats" ADD CONSTRAINT "staff_chats_by_user_fkey" FOREIGN KEY ("by_user") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- A message goes to a person or to a chat of the staff, which may have ended by then.
ALTER TABLE "notifications" ALTER COLUMN "user_id" DROP NOT NULL;
ALTER TABLE "notifications" ADD COLUMN "staff_chat_id" TEXT;
ALTER TABLE "notifications" ADD CONSTRAINT "notifications_one_address" CHECK (num_nonnulls("user_id", "staff_chat_id") = 1);

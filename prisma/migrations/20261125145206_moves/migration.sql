-- AlterTable
ALTER TABLE "stock_movements" ADD COLUMN     "move_id" TEXT;

-- CreateTable
CREATE TABLE "moves" (
    "id" TEXT NOT NULL,
    "from_outlet" TEXT NOT NULL,
    "to_outlet" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'requested',
    "requested_by" TEXT,
    "requested_at" TIMESTAMPTZ(3) NOT NULL,
    "sent_by" TEXT,
    "sent_at" TIMESTAMPTZ(3),
    "closed_by" TEXT,
    "closed_at" TIMESTAMPTZ(3),

    CONSTRAINT "moves_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "move_lines" (
    "move_id" TEXT NOT NULL,
    "variant_id" TEXT NOT NULL,
    "quantity" INTEGER NOT NULL,
    "missing" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "move_lines_pkey" PRIMARY KEY ("move_id","variant_id")
);

-- CreateIndex
CREATE INDEX "move_lines_variant_id_idx" ON "move_lines"("variant_id");

-- CreateIndex
CREATE INDEX "stock_movements_move_id_idx" ON "stock_movements"("move_id");

-- AddForeignKey
ALTER TABLE "stock_movements" ADD CONSTRAINT "stock_movements_move_id_fkey" FOREIGN KEY ("move_id") REFERENCES "moves"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "moves" ADD CONSTRAINT "moves_from_outlet_fkey" FOREIGN KEY ("from_outlet") REFERENCES "outlets"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "moves" ADD CONSTRAINT "moves_to_outlet_fkey" FOREIGN KEY ("to_outlet") REFERENCES "outlets"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "move_lines" ADD CONSTRAINT "move_lines_move_id_fkey" FOREIGN KEY ("move_id") REFERENCES "moves"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "move_lines" ADD CONSTRAINT "move_lines_variant_id_fkey" FOREIGN KEY ("variant_id") REFERENCES "variants"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What Prisma cannot say.

ALTER TABLE "moves" ADD CONSTRAINT "moves_state" CHECK ("state" IN ('requested', 'sent', 'received', 'cancelled'));
ALTER TABLE "moves" ADD CONSTRAINT "moves_two_outlets" CHECK ("from_outlet" <> "to_outlet");
ALTER TABLE "moves" ADD CONSTRAINT "moves_sent" CHECK (("state" IN ('sent', 'received')) = ("sent_at" IS NOT NULL));
ALTER TABLE "moves" ADD CONSTRAINT "moves_closed" CHECK (("state" IN ('received', 'cancelled')) = ("closed_at" IS NOT NULL));
ALTER TABLE "move_lines" ADD CONSTRAINT "move_lines_quantity" CHECK ("quantity" > 0 AND "missing" BETWEEN 0 AND "quantity");
-- What is asked for between the same two outlets goes together until it is sent.
CREATE UNIQUE INDEX "moves_one_request" ON "moves" ("from_outlet", "to_outlet") WHERE "state" = 'requested';
-- What waits for one of its ends.
CREATE INDEX "moves_open" ON "moves" ("requested_at", "id") WHERE "state" IN ('requested', 'sent');

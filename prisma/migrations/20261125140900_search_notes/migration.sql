-- A note for each statement instead of each product: the trigger that takes up the notes runs once for each of them,
-- and thousands of products in one transaction made it look through as many notes thousands of times.

-- AlterTable
ALTER TABLE "search_dirty" DROP COLUMN "product_id",
ADD COLUMN "product_ids" TEXT[];

-- ── What Prisma cannot say ──────────────────────────────────────────────────

CREATE OR REPLACE FUNCTION "search_note_products"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO search_dirty (product_ids) SELECT array_agg(DISTINCT id) FROM touched HAVING count(*) > 0;
  RETURN NULL;
END
$$;
CREATE OR REPLACE FUNCTION "search_note_belongings"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO search_dirty (product_ids) SELECT array_agg(DISTINCT product_id) FROM touched HAVING count(*) > 0;
  RETURN NULL;
END
$$;
CREATE OR REPLACE FUNCTION "search_note_stock"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO search_dirty (product_ids)
    SELECT array_agg(DISTINCT v.product_id) FROM touched t JOIN variants v ON v.id = t.variant_id
    WHERE t.on_hand > t.held HAVING count(*) > 0;
  RETURN NULL;
END
$$;
CREATE OR REPLACE FUNCTION "search_note_stock_moved"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO search_dirty (product_ids)
    SELECT array_agg(DISTINCT v.product_id) FROM touched t
    JOIN was w ON w.variant_id = t.variant_id AND w.outlet_id = t.outlet_id
    JOIN variants v ON v.id = t.variant_id
    WHERE (t.on_hand > t.held) <> (w.on_hand > w.held) HAVING count(*) > 0;
  RETURN NULL;
END
$$;
CREATE OR REPLACE FUNCTION "search_note_category"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO search_dirty (product_ids)
    SELECT array_agg(id) FROM products WHERE category_id = NEW.id HAVING count(*) > 0;
  RETURN NULL;
END
$$;
CREATE OR REPLACE FUNCTION "search_refresh_noted"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  ids text[];
BEGIN
  WITH noted AS (DELETE FROM search_dirty RETURNING product_ids)
    SELECT array_agg(DISTINCT id ORDER BY id) INTO ids FROM noted, unnest(product_ids) AS id;
  IF ids IS NOT NULL THEN PERFORM search_refresh(ids); END IF;
  RETURN NULL;
END
$$;

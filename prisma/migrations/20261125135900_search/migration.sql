-- A price that was: shown beside the lower one of today.
ALTER TABLE "variants" ADD COLUMN "old_price" BIGINT;
ALTER TABLE "variants" ADD CONSTRAINT "variants_old_price" CHECK ("old_price" > 0);

-- CreateTable
CREATE TABLE "search_products" (
    "product_id" TEXT NOT NULL,
    "category_id" TEXT NOT NULL,
    "shown" BOOLEAN NOT NULL DEFAULT false,
    "sold_out" BOOLEAN NOT NULL DEFAULT true,
    "position" BIGINT NOT NULL DEFAULT 0,
    "price" BIGINT NOT NULL DEFAULT 0,
    "dear" BIGINT NOT NULL DEFAULT 0,
    "newest" BIGINT NOT NULL DEFAULT 0,
    "price_varies" BOOLEAN NOT NULL DEFAULT false,
    "old_price" BIGINT,
    "terms" TEXT[],

    CONSTRAINT "search_products_pkey" PRIMARY KEY ("product_id")
);

-- CreateTable
CREATE TABLE "search_words" (
    "stem" TEXT NOT NULL,
    "word" TEXT NOT NULL,
    "keys" TEXT[],

    CONSTRAINT "search_words_pkey" PRIMARY KEY ("stem")
);

-- CreateTable
CREATE TABLE "search_traits" (
    "token" TEXT NOT NULL,
    "name" JSONB NOT NULL,
    "value" JSONB NOT NULL,

    CONSTRAINT "search_traits_pkey" PRIMARY KEY ("token")
);

-- CreateTable
CREATE TABLE "search_dirty" (
    "id" BIGSERIAL NOT NULL,
    "product_id" TEXT NOT NULL,

    CONSTRAINT "search_dirty_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "browses" (
    "id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "scope" TEXT NOT NULL,
    "category_id" TEXT,
    "shelf" TEXT,
    "query" TEXT,
    "reading" JSONB,
    "traits" TEXT[],
    "price_from" BIGINT,
    "price_to" BIGINT,
    "sort" TEXT NOT NULL DEFAULT 'shop',
    "touched_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "browses_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "search_products_terms_idx" ON "search_products" USING GIN ("terms");

-- CreateIndex
CREATE INDEX "search_words_keys_idx" ON "search_words" USING GIN ("keys");

-- CreateIndex
CREATE UNIQUE INDEX "browses_user_id_scope_key" ON "browses"("user_id", "scope");

-- CreateIndex
CREATE INDEX "browses_touched_at_idx" ON "browses"("touched_at");

-- AddForeignKey
ALTER TABLE "search_products" ADD CONSTRAINT "search_products_product_id_fkey" FOREIGN KEY ("product_id") REFERENCES "products"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "browses" ADD CONSTRAINT "browses_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "browses" ADD CONSTRAINT "browses_category_id_fkey" FOREIGN KEY ("category_id") REFERENCES "categories"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- ── What Prisma cannot say ──────────────────────────────────────────────────

ALTER TABLE "browses" ADD CONSTRAINT "browses_sort" CHECK ("sort" IN ('shop', 'cheap', 'dear', 'new'));
ALTER TABLE "browses" ADD CONSTRAINT "browses_shelf" CHECK ("shelf" IN ('new', 'sale'));

-- Each order of a list is the walk of an index, in the whole shop and in a category; what is sold out comes last.
CREATE INDEX "search_by_position" ON "search_products" ("sold_out", "position", "product_id") WHERE "shown";
CREATE INDEX "search_by_price" ON "search_products" ("sold_out", "price", "product_id") WHERE "shown";
CREATE INDEX "search_by_dear" ON "search_products" ("sold_out", "dear", "product_id") WHERE "shown";
CREATE INDEX "search_by_newest" ON "search_products" ("sold_out", "newest", "product_id") WHERE "shown";
CREATE INDEX "search_in_category_by_position" ON "search_products" ("category_id", "sold_out", "position", "product_id") WHERE "shown";
CREATE INDEX "search_in_category_by_price" ON "search_products" ("category_id", "sold_out", "price", "product_id") WHERE "shown";
CREATE INDEX "search_in_category_by_dear" ON "search_products" ("category_id", "sold_out", "dear", "product_id") WHERE "shown";
CREATE INDEX "search_in_category_by_newest" ON "search_products" ("category_id", "sold_out", "newest", "product_id") WHERE "shown";
-- Beginnings of words, in the order of bytes whatever the database sorts by.
CREATE INDEX "search_words_beginnings" ON "search_words" ("stem" text_pattern_ops);

-- Small letters, whatever LC_CTYPE the server was made with: under C, lower() and pg_trgm know no Ukrainian letter.
CREATE FUNCTION "search_small"(said text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT RETURN
  translate(lower(said), 'АБВГҐДЕЄЁЖЗИІЇЙКЛМНОПРСТУФХЦЧШЩЬЮЯЫЭЪ’ʼ`´', 'абвгґдеєёжзиіїйклмнопрстуфхцчшщьюяыэъ''''''''');

-- What is written differently and meant the same: і, ї, ы as и; є, ё, э as е; ґ as г; no soft sign, no apostrophe, no doubled letter.
CREATE FUNCTION "search_fold"(said text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT RETURN
  regexp_replace(translate(search_small(said), 'іїыєёэґьъ''', 'иииееег'), '([a-zа-я])\1', '\1', 'g');

-- The words of a text in small letters, as they are written.
CREATE FUNCTION "search_words_of"(said text) RETURNS SETOF text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT word FROM regexp_split_to_table(search_small(said), '[^a-z0-9а-яіїєґёыэъ'']+') AS word
  WHERE word ~ '[a-z0-9а-яіїєґ]' AND (length(word) > 2 OR word ~ '[0-9]')
    AND word <> ALL ('{для,без,під,над,при,про,або,від,the,for,and,with,для,под,над,или}')
$$;

-- A word without its ending: Ukrainian ones (кросівки, кросівками, кросівок → кросивк), the English plural.
CREATE FUNCTION "search_stem"(word text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
  SELECT CASE
    WHEN folded ~ '[0-9]' OR length(folded) < 4 THEN folded
    WHEN folded ~ '[a-z]' THEN COALESCE(substring(folded FROM '^(.{3,})s$'), folded)
    ELSE regexp_replace(
      COALESCE(substring(folded FROM
        '^(.{3,}?)(?:ого|ому|ими|ами|ями|ях|ах|ям|ам|их|ий|им|ом|ем|ою|ею|ию|ии|ив|ев|ой|ей|ая|яя|ое|ее|ие|ую|юю|а|у|е|и|я|ю|о|й)$'), folded),
      '^(.{2,}[бвгджзйклмнпрстфхцчшщ])[ое]к$', '\1к')
  END
  FROM (SELECT search_fold(word) AS folded) AS f
$$;

-- A word and what is left of it without any one letter: two words one error apart share one of these.
CREATE FUNCTION "search_keys"(stem text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT RETURN
  CASE WHEN length(stem) BETWEEN 3 AND 30 AND stem !~ '[0-9]'
    THEN (SELECT array_agg(DISTINCT overlay(stem PLACING '' FROM at FOR 1)) || stem FROM generate_series(1, length(stem)) AS at)
    ELSE ARRAY[stem] END;

-- A value that one can choose by, short enough for a button and of letters only: "o_" a variant's, "a_" a product's.
CREATE FUNCTION "search_token"(kind text, name jsonb, value jsonb) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT RETURN
  kind || '_' || translate(left(md5((name ->> 'uk') || '=' || (value ->> 'uk')), 12), '0123456789', 'ghijklmnop');

-- What names one product: its article, a SKU ("c:"), its whole name ("n:").
CREATE FUNCTION "search_name"(said text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT RETURN
  'n:' || md5(search_small(btrim(regexp_replace(said, '\s+', ' ', 'g'))));
CREATE FUNCTION "search_code"(said text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT RETURN
  'c:' || search_small(btrim(said));

-- The words that products are found by: those of the name first, then of the category, the attributes, the values there are.
CREATE FUNCTION "search_said"(ids text[]) RETURNS TABLE (product_id text, rank int, word text) LANGUAGE sql STABLE AS $$
  SELECT p.id, 1, w FROM products p, search_words_of(concat_ws(' ', p.name ->> 'uk', p.name ->> 'en')) AS w WHERE p.id = ANY (ids)
  UNION ALL
  SELECT p.id, 2, w FROM products p JOIN categories c ON c.id = p.category_id,
    search_words_of(concat_ws(' ', c.name ->> 'uk', c.name ->> 'en')) AS w WHERE p.id = ANY (ids)
  UNION ALL
  SELECT a.product_id, 3, w FROM product_attributes a, search_words_of(concat_ws(' ', a.value ->> 'uk', a.value ->> 'en')) AS w
  WHERE a.product_id = ANY (ids)
  UNION ALL
  SELECT v.product_id, 4, w FROM variants v, jsonb_array_elements(v."values") AS e,
    search_words_of(concat_ws(' ', e ->> 'uk', e ->> 'en')) AS w
  WHERE v.product_id = ANY (ids) AND v.archived_at IS NULL
    AND EXISTS (SELECT FROM stock t WHERE t.variant_id = v.id AND t.on_hand > t.held)
$$;

-- What one can choose these products by: their attributes, and the values of the variants that there are.
CREATE FUNCTION "search_traits_of"(ids text[]) RETURNS TABLE (product_id text, token text, name jsonb, value jsonb) LANGUAGE sql STABLE AS $$
  SELECT v.product_id, search_token('o', o.name, v."values" -> o.position), o.name, v."values" -> o.position
  FROM variants v JOIN product_options o ON o.product_id = v.product_id
  WHERE v.product_id = ANY (ids) AND v.archived_at IS NULL AND length(v."values" -> o.position ->> 'uk') BETWEEN 1 AND 60
    AND EXISTS (SELECT FROM stock t WHERE t.variant_id = v.id AND t.on_hand > t.held)
  UNION ALL
  SELECT a.product_id, search_token('a', a.name, a.value), a.name, a.value FROM product_attributes a
  WHERE a.product_id = ANY (ids) AND length(a.value ->> 'uk') BETWEEN 1 AND 60
$$;

-- Writes what lists and search know of these products. Their rows are locked first and in order, and read after:
-- of two that change one product at once the second sees what the first did.
CREATE FUNCTION "search_refresh"(ids text[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO search_products (product_id, category_id, terms)
    SELECT p.id, p.category_id, '{}' FROM products p
    WHERE p.id = ANY (ids) AND NOT EXISTS (SELECT FROM search_products s WHERE s.product_id = p.id)
    ORDER BY p.id ON CONFLICT (product_id) DO NOTHING;
  PERFORM FROM search_products WHERE product_id = ANY (ids) ORDER BY product_id FOR UPDATE;

  WITH said AS MATERIALIZED (
    SELECT product_id, rank, word FROM search_said(ids)
  ), stems AS MATERIALIZED (
    SELECT word, rank, search_stem(word) AS stem FROM (SELECT word, min(rank) AS rank FROM said GROUP BY word) AS w
  ), traits AS MATERIALIZED (
    SELECT product_id, token, name, value FROM search_traits_of(ids)
  ), new_words AS (
    INSERT INTO search_words (stem, word, keys)
    SELECT DISTINCT ON (stem) stem, word, search_keys(stem) FROM stems
    WHERE NOT EXISTS (SELECT FROM search_words k WHERE k.stem = stems.stem)
    ORDER BY stem, rank, word ON CONFLICT (stem) DO NOTHING
  ), new_traits AS (
    INSERT INTO search_traits (token, name, value)
    SELECT DISTINCT ON (token) token, name, value FROM traits
    WHERE NOT EXISTS (SELECT FROM search_traits k WHERE k.token = traits.token)
    ORDER BY token ON CONFLICT (token) DO NOTHING
  ), offers AS MATERIALIZED (
    SELECT p.id AS product_id, v.sku, COALESCE(v.price, p.price) AS price, v.old_price,
      EXISTS (SELECT FROM stock t WHERE t.variant_id = v.id AND t.on_hand > t.held) AS available
    FROM products p JOIN variants v ON v.product_id = p.id WHERE p.id = ANY (ids) AND v.archived_at IS NULL
  ), prices AS MATERIALIZED (
    SELECT product_id, min(price) AS price, max(price) AS highest, NOT bool_or(available) AS sold_out,
      (array_agg(CASE WHEN old_price > price THEN old_price END ORDER BY price, old_price DESC NULLS LAST))[1] AS old_price
    FROM offers GROUP BY product_id
  ), terms AS (
    SELECT product_id, array_agg(DISTINCT term ORDER BY term) AS terms FROM (
      SELECT said.product_id, stems.stem AS term FROM said JOIN stems USING (word)
      UNION ALL SELECT product_id, token FROM traits
      UNION ALL SELECT product_id, search_code(sku) FROM offers
      UNION ALL SELECT id, search_code(article) FROM products WHERE id = ANY (ids)
      UNION ALL SELECT id, search_name(name ->> 'uk') FROM products WHERE id = ANY (ids)
      UNION ALL SELECT id, search_name(name ->> 'en') FROM products WHERE id = ANY (ids) AND name ->> 'en' <> ''
      UNION ALL SELECT product_id, '+sale' FROM prices WHERE old_price IS NOT NULL
    ) AS t WHERE term IS NOT NULL GROUP BY product_id
  ), now_known AS (
    SELECT p.id, p.category_id, p.position, p.archived_at IS NULL AND p.currency = 'UAH' AND v.price IS NOT NULL AS shown,
      COALESCE(v.sold_out, true) AS sold_out, COALESCE(v.price, p.price) AS price,
      COALESCE(v.highest > v.price, false) AS price_varies, v.old_price,
      (-extract(epoch FROM p.created_at) * 1000)::bigint AS newest, t.terms
    FROM products p JOIN terms t ON t.product_id = p.id LEFT JOIN prices v ON v.product_id = p.id
    WHERE p.id = ANY (ids)
  )
  UPDATE search_products s SET
    category_id = n.category_id, shown = n.shown, sold_out = n.sold_out, position = n.position, price = n.price, dear = -n.price,
    newest = n.newest, price_varies = n.price_varies, old_price = n.old_price, terms = n.terms
  FROM now_known n
  WHERE s.product_id = n.id AND (s.category_id, s.shown, s.sold_out, s.position, s.price, s.newest, s.price_varies, s.old_price, s.terms)
    IS DISTINCT FROM (n.category_id, n.shown, n.sold_out, n.position, n.price, n.newest, n.price_varies, n.old_price, n.terms);
END
$$;

-- ── Kept right by whoever changes a product, in the same transaction ────────
-- Each statement notes which products it touched; what is known of them is written once, when the transaction commits.
-- Nobody sees the notes of others: they are gone before they are committed.

CREATE FUNCTION "search_note_products"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO search_dirty (product_id) SELECT DISTINCT id FROM touched;
  RETURN NULL;
END
$$;
CREATE FUNCTION "search_note_belongings"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO search_dirty (product_id) SELECT DISTINCT product_id FROM touched;
  RETURN NULL;
END
$$;
CREATE FUNCTION "search_note_stock"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO search_dirty (product_id)
    SELECT DISTINCT v.product_id FROM touched t JOIN variants v ON v.id = t.variant_id WHERE t.on_hand > t.held;
  RETURN NULL;
END
$$;
-- An order moves stock all the time; only the last pair that goes, or the first that comes, changes what is shown.
CREATE FUNCTION "search_note_stock_moved"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO search_dirty (product_id)
    SELECT DISTINCT v.product_id FROM touched t
    JOIN was w ON w.variant_id = t.variant_id AND w.outlet_id = t.outlet_id
    JOIN variants v ON v.id = t.variant_id
    WHERE (t.on_hand > t.held) <> (w.on_hand > w.held);
  RETURN NULL;
END
$$;
CREATE FUNCTION "search_note_category"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO search_dirty (product_id) SELECT id FROM products WHERE category_id = NEW.id;
  RETURN NULL;
END
$$;
CREATE FUNCTION "search_refresh_noted"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  ids text[];
BEGIN
  WITH noted AS (DELETE FROM search_dirty RETURNING product_id)
    SELECT array_agg(DISTINCT product_id ORDER BY product_id) INTO ids FROM noted;
  IF ids IS NOT NULL THEN PERFORM search_refresh(ids); END IF;
  RETURN NULL;
END
$$;

CREATE TRIGGER "search_products_made" AFTER INSERT ON "products" REFERENCING NEW TABLE AS touched
  FOR EACH STATEMENT EXECUTE FUNCTION "search_note_products"();
CREATE TRIGGER "search_products_changed" AFTER UPDATE ON "products" REFERENCING NEW TABLE AS touched
  FOR EACH STATEMENT EXECUTE FUNCTION "search_note_products"();
CREATE TRIGGER "search_variants_made" AFTER INSERT ON "variants" REFERENCING NEW TABLE AS touched
  FOR EACH STATEMENT EXECUTE FUNCTION "search_note_belongings"();
CREATE TRIGGER "search_variants_changed" AFTER UPDATE ON "variants" REFERENCING NEW TABLE AS touched
  FOR EACH STATEMENT EXECUTE FUNCTION "search_note_belongings"();
CREATE TRIGGER "search_variants_gone" AFTER DELETE ON "variants" REFERENCING OLD TABLE AS touched
  FOR EACH STATEMENT EXECUTE FUNCTION "search_note_belongings"();
CREATE TRIGGER "search_attributes_made" AFTER INSERT ON "product_attributes" REFERENCING NEW TABLE AS touched
  FOR EACH STATEMENT EXECUTE FUNCTION "search_note_belongings"();
CREATE TRIGGER "search_attributes_changed" AFTER UPDATE ON "product_attributes" REFERENCING NEW TABLE AS touched
  FOR EACH STATEMENT EXECUTE FUNCTION "search_note_belongings"();
CREATE TRIGGER "search_attributes_gone" AFTER DELETE ON "product_attributes" REFERENCING OLD TABLE AS touched
  FOR EACH STATEMENT EXECUTE FUNCTION "search_note_belongings"();
CREATE TRIGGER "search_options_made" AFTER INSERT ON "product_options" REFERENCING NEW TABLE AS touched
  FOR EACH STATEMENT EXECUTE FUNCTION "search_note_belongings"();
CREATE TRIGGER "search_options_changed" AFTER UPDATE ON "product_options" REFERENCING NEW TABLE AS touched
  FOR EACH STATEMENT EXECUTE FUNCTION "search_note_belongings"();
CREATE TRIGGER "search_options_gone" AFTER DELETE ON "product_options" REFERENCING OLD TABLE AS touched
  FOR EACH STATEMENT EXECUTE FUNCTION "search_note_belongings"();
CREATE TRIGGER "search_stock_made" AFTER INSERT ON "stock" REFERENCING NEW TABLE AS touched
  FOR EACH STATEMENT EXECUTE FUNCTION "search_note_stock"();
CREATE TRIGGER "search_stock_moved" AFTER UPDATE ON "stock" REFERENCING OLD TABLE AS was NEW TABLE AS touched
  FOR EACH STATEMENT EXECUTE FUNCTION "search_note_stock_moved"();
CREATE TRIGGER "search_stock_gone" AFTER DELETE ON "stock" REFERENCING OLD TABLE AS touched
  FOR EACH STATEMENT EXECUTE FUNCTION "search_note_stock"();
CREATE TRIGGER "search_category_named" AFTER UPDATE OF "name" ON "categories" FOR EACH ROW EXECUTE FUNCTION "search_note_category"();
CREATE CONSTRAINT TRIGGER "search_noted" AFTER INSERT ON "search_dirty" DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION "search_refresh_noted"();

SELECT "search_refresh"(array_agg("id")) FROM "products";

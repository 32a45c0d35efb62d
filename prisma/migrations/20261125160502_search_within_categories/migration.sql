-- A value that one can choose by stands among a product's terms once more with its category: what has several of them in
-- one category is found by lists as short as the category, not as long as the shop.

-- Has a space, which no word has.
CREATE FUNCTION "search_within"(category text, token text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT RETURN
  category || ' ' || token;

CREATE OR REPLACE FUNCTION "search_refresh"(ids text[]) RETURNS void LANGUAGE plpgsql AS $$
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
      UNION ALL SELECT t.product_id, search_within(p.category_id, t.token) FROM traits t JOIN products p ON p.id = t.product_id
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

SELECT "search_refresh"(array_agg("id")) FROM "products";

import pg from 'pg'

const CHUNK = 2000

const NOUNS = [
  'Кросівки',
  'Черевики',
  'Чоботи',
  'Туфлі',
  'Босоніжки',
  'Сандалі',
  'Капці',
  'Кеди',
  'Лофери',
  'Мокасини',
  'Балетки',
  'Челсі',
]
const KINDS = [
  'зимові',
  'літні',
  'осінні',
  'шкільні',
  'домашні',
  'робочі',
  'святкові',
  'спортивні',
  'дорожні',
  'гумові',
  'шкіряні',
  'замшеві',
  'лакові',
  'текстильні',
  'вʼязані',
  'утеплені',
]
const COLOURS = [
  'чорні',
  'білі',
  'сірі',
  'сині',
  'червоні',
  'зелені',
  'жовті',
  'рожеві',
  'коричневі',
  'бежеві',
  'бордові',
  'блакитні',
]
const WITH = [
  'на шнурках',
  'на липучках',
  'на блискавці',
  'на хутрі',
  'з пряжкою',
  'на підборах',
  'з ремінцем',
  'на танкетці',
]
const MAKERS = [
  'Марта',
  'Карпати',
  'Дніпро',
  'Полісся',
  'Хортиця',
  'Говерла',
  'Світязь',
  'Либідь',
  'Славутич',
  'Десна',
]

/**
 * Fills an empty shop with so many products with words as a shoe shop has them: categories, three sizes each, attributes,
 * stock. The same number gives the same shop. Triggers do the rest, as for everybody.
 */
export const fillCatalog = async (url: string, products: number): Promise<void> => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(`
      INSERT INTO outlets (id, code, kind, name, city, address, hours, pickup, position)
        VALUES ('out_bench', 'bench', 'warehouse', '{"uk":"Склад"}', '{"uk":""}', '{"uk":""}', '{"uk":""}', false, 1);
      INSERT INTO categories (id, slug, name, position)
        SELECT 'cat_' || i, 'c' || i, jsonb_build_object('uk', 'Розділ ' || i), i FROM generate_series(1, 10) AS i;
      INSERT INTO users (id, created_at) VALUES ('usr_bench', now())`)
    for (let from = 0; from < products; from += CHUNK)
      await fillSome(client, from, Math.min(products, from + CHUNK) - 1)
    await client.query('VACUUM ANALYZE')
  } finally {
    await client.end()
  }
}

const fillSome = async (client: pg.Client, from: number, to: number): Promise<void> => {
  await client.query('BEGIN')
  const ids = [from, to]
  await client.query(
    `INSERT INTO products (id, article, category_id, name, description, price, position, created_at)
    SELECT 'prd_' || i, 'A' || i, 'cat_' || 1 + i % 10,
      jsonb_build_object('uk', concat_ws(' ', ($3::text[])[1 + i % 12], ($4::text[])[1 + i / 12 % 16], ($5::text[])[1 + i / 7 % 12],
        ($6::text[])[1 + i / 5 % 8], ($7::text[])[1 + i / 3 % 10])), '{"uk":""}', (500 + i * 7919 % 4000) * 100, i,
      '2026-01-01'::timestamptz + i * interval '1 minute'
    FROM generate_series($1::int, $2::int) AS i`,
    [...ids, NOUNS, KINDS, COLOURS, WITH, MAKERS],
  )
  await client.query(
    `INSERT INTO product_options (product_id, position, name)
    SELECT 'prd_' || i, 0, '{"uk":"Розмір"}' FROM generate_series($1::int, $2::int) AS i`,
    ids,
  )
  await client.query(
    `INSERT INTO product_attributes (product_id, position, name, value)
    SELECT 'prd_' || i, n, jsonb_build_object('uk', (ARRAY['Сезон', 'Підошва', 'Країна'])[n + 1]),
      jsonb_build_object('uk', (ARRAY['зима', 'літо', 'весна', 'осінь', 'гума', 'поліуретан', 'каучук', 'шкіра', 'Україна', 'Польща', 'Італія', 'Туреччина'])[n * 4 + 1 + i / (n + 2) % 4])
    FROM generate_series($1::int, $2::int) AS i, generate_series(0, 2) AS n`,
    ids,
  )
  await client.query(
    `INSERT INTO variants (id, product_id, sku, position, "values", old_price)
    SELECT 'var_' || i || '_' || n, 'prd_' || i, 'A' || i || '-' || n, n, jsonb_build_array(jsonb_build_object('uk', (25 + i % 10 + n * 4)::text)),
      CASE WHEN i % 20 = 0 THEN 600000 END
    FROM generate_series($1::int, $2::int) AS i, generate_series(0, 2) AS n`,
    ids,
  )
  await client.query(
    `INSERT INTO stock (variant_id, outlet_id, on_hand)
    SELECT 'var_' || i || '_' || n, 'out_bench', (i + n) % 4 FROM generate_series($1::int, $2::int) AS i, generate_series(0, 2) AS n`,
    ids,
  )
  await client.query('COMMIT')
}

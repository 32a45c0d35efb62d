import type { Queries } from '../kernel/db.ts'
import type { WordFound } from './choose-words.ts'
import type { Said } from './search-text.ts'

/**
 * What the catalogue knows of the words of a text: the same stem, stems that begin so, stems one error away. Words are
 * compared with the table of the catalogue's distinct words and never with products, so that its cost does not grow
 * with them; the last two are looked for only where the first is not there. A number that is a value of an option is one
 * ("36": the size that there is, not a word of a name).
 */
export const findWords = (q: Queries, said: readonly Said[]): Promise<WordFound[]> => q.$queryRaw<
  WordFound[]
>`
  WITH asked AS MATERIALIZED (
    SELECT a.piece, a.reading, w.n::int AS n, w.word, search_stem(w.word) AS stem
    FROM unnest(${said.map(({ piece }) => piece)}::int[], ${said.map(({ reading }) => reading)}::text[], ${said.map(({ text }) => text)}::text[])
      AS a(piece, reading, text), search_words_of(a.text) WITH ORDINALITY AS w(word, n)
  ), known AS MATERIALIZED (
    SELECT asked.*, k.word AS "sameWord" FROM asked LEFT JOIN search_words k ON k.stem = asked.stem
  )
  SELECT piece, reading, n, word, stem, 'same' AS how, stem AS "foundStem", "sameWord" AS "foundWord" FROM known WHERE "sameWord" IS NOT NULL
  UNION ALL
  SELECT a.piece, a.reading, a.n, a.word, a.stem, 'size', t.token, a.word FROM asked a JOIN search_traits t ON search_small(t.value->>'uk') = a.word
  WHERE a.reading = 'typed' AND a.word ~ '^[0-9]+$' AND t.token LIKE 'o\\_%'
  UNION ALL
  SELECT a.piece, a.reading, a.n, a.word, a.stem, f.how, f.stem, f.word
  FROM known a LEFT JOIN LATERAL (
    (SELECT 'begins' AS how, k.stem, k.word FROM search_words k
      WHERE length(a.stem) >= 3 AND k.stem ~>=~ a.stem AND k.stem ~<~ (a.stem || chr(1279)) ORDER BY k.stem USING ~<~ LIMIT 20)
    UNION ALL
    (SELECT 'near', k.stem, k.word FROM search_words k
      WHERE length(a.word) >= 4 AND a.stem !~ '[0-9]' AND k.keys && search_keys(a.stem)
        AND abs(length(k.stem) - length(a.stem)) <= 1 LIMIT 200)
  ) f ON true
  WHERE a."sameWord" IS NULL`

import type { Text } from '../../core/kernel/text.ts'

interface Colour {
  readonly uk: string
  readonly en: string
  /** First half of a double colour: "біло-рожевий". */
  readonly half: string
  /** How shops write it inside a code, and how marketplaces' lists and people call it, in Russian too. */
  readonly codes: readonly string[]
  readonly words: readonly string[]
}

const row = (uk: string, half: string, codes: string, words = ''): Colour => ({
  uk,
  half,
  en: capital(codes.split(' ')[0]!.replace('_', ' ')),
  codes: codes.split(' ').map((code) => code.replace('_', '')),
  words: [uk.toLowerCase(), ...words.split(',').map((word) => word.trim())].filter((word) => word !== ''),
})

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

const COLOURS: readonly Colour[] = [
  row('Чорний', 'чорно', 'black blk chornyi', 'черный'),
  row('Білий', 'біло', 'white wht bilyi', 'белый'),
  row('Сірий', 'сіро', 'grey gray siryi', 'серый'),
  row('Синій', 'синьо', 'blue synii', 'синий'),
  row('Блакитний', 'блакитно', 'light_blue sky skyblue blakytnyi', 'голубой'),
  row('Темно-синій', 'темно-синьо', 'dark_blue navy', 'темно-синий'),
  row('Червоний', 'червоно', 'red chervonyi', 'красный'),
  row('Зелений', 'зелено', 'green zelenyi', 'зеленый'),
  row('Салатовий', 'салатово', 'lime salad', 'салатовый'),
  row('Мʼятний', 'мʼятно', 'mint', "мятный, м’ятний, м'ятний"),
  row('Хакі', 'хакі', 'khaki haki', 'хаки'),
  row('Жовтий', 'жовто', 'yellow zhovtyi', 'желтый'),
  row('Помаранчевий', 'помаранчево', 'orange', 'оранжевый, оранжевий'),
  row('Персиковий', 'персиково', 'peach', 'персиковый'),
  row('Коричневий', 'коричнево', 'brown', 'коричневый'),
  row('Кавовий', 'кавово', 'coffee coffe', 'кофейный'),
  row('Шоколадний', 'шоколадно', 'chocolate', 'шоколадный'),
  row('Бежевий', 'бежево', 'beige', 'бежевый'),
  row('Кремовий', 'кремово', 'cream creme', 'кремовый'),
  row('Молочний', 'молочно', 'milk', 'молочный'),
  row('Пудровий', 'пудрово', 'powder', 'пудровый'),
  row('Рожевий', 'рожево', 'pink', 'розовый'),
  row('Фуксія', 'фуксія', 'fuchsia', 'фуксия'),
  row('Фіолетовий', 'фіолетово', 'purple violet', 'фиолетовый'),
  row('Бузковий', 'бузково', 'lilac', 'сиреневый'),
  row('Ліловий', 'лілово', 'mauve', 'лиловый'),
  row('Бордовий', 'бордово', 'burgundy bordo', 'бордовый'),
  row('Бірюзовий', 'бірюзово', 'turquoise', 'бирюзовый'),
  row('Електрик', 'електрик', 'electric elektryk', 'электрик'),
  row('Срібний', 'срібно', 'silver', 'серебряный'),
  row('Сріблястий', 'сріблясто', 'silvery', 'серебристый'),
  row('Сріблясто-сірий', 'сріблясто-сіро', 'silver_gray silvergrey', 'серебристо-серый'),
  row('Золотий', 'золото', 'gold', 'золотой, золотистый'),
  row('Рожеве золото', 'рожеве золото', 'rose_gold', 'розовое золото, рожево-золотий, розово-золотой'),
  row('Шампань', 'шампань', 'champagne', 'шампанское'),
  row('Графітовий', 'графітово', 'graphite', 'графитовый'),
  row('Джинс', 'джинс', 'jeans denim', 'джинсовый, джинсовий'),
  row('Прозорий', 'прозоро', 'transparent prozoryi', 'прозрачный'),
  row('Різнокольоровий', 'різнокольорово', 'multicolour multicolor', 'разноцветный, мультиколор'),
]

const BY_CODE = new Map(COLOURS.flatMap((colour) => colour.codes.map((code) => [code, colour] as const)))
const BY_WORD = new Map(COLOURS.flatMap((colour) => colour.words.map((word) => [word, colour] as const)))

/**
 * The colour that tokens of a shop's code name: `['DarkBlue']`, `['Dark', 'blue']`, `['WhitePink']`.
 * Undefined where they name none.
 */
export const colourOfCode = (tokens: readonly string[]): Text | undefined => {
  const words = tokens
    .flatMap((token) => token.split(/(?<=[a-z])(?=[A-Z])/))
    .map((word) => word.toLowerCase())
  const whole = BY_CODE.get(words.join(''))
  if (whole) return { uk: whole.uk, en: whole.en }
  const last = BY_CODE.get(words.at(-1) ?? '')
  const first = words[0]
  if (!last || words.length !== 2 || first === undefined) return undefined
  if (first === 'dark') return { uk: `Темно-${last.uk.toLowerCase()}`, en: `Dark ${last.en.toLowerCase()}` }
  if (first === 'light')
    return { uk: `Світло-${last.uk.toLowerCase()}`, en: `Light ${last.en.toLowerCase()}` }
  const half = BY_CODE.get(first)
  if (half)
    return {
      uk: capital(`${half.half}-${last.uk.toLowerCase()}`),
      en: `${half.en} and ${last.en.toLowerCase()}`,
    }
  // "TitanBlue": a maker's shade of blue; only written as one word, or any word before a colour would be one.
  return tokens.length === 1 ? { uk: last.uk, en: last.en } : undefined
}

/** A colour as a feed's parameter says it, in Ukrainian; unknown ones stay as they are. */
export const colourOfWord = (said: string): Text => {
  const parts = said.split(/\s*[/,]\s*/).filter((part) => part !== '')
  if (parts.length > 1)
    return {
      uk: parts
        .map((part, i) => (i === 0 ? colourOfWord(part).uk : colourOfWord(part).uk.toLowerCase()))
        .join('/'),
    }
  const word = said.toLowerCase().replaceAll('ё', 'е').trim()
  const known = BY_WORD.get(word)
  if (known) return { uk: known.uk, en: known.en }
  const shade = /^(темно|светло|світло)[-\s](.+)$/.exec(word)
  const base = shade ? BY_WORD.get(shade[2]!) : undefined
  if (!base) return { uk: capital(said.trim()) }
  const dark = shade![1] === 'темно'
  return {
    uk: `${dark ? 'Темно' : 'Світло'}-${base.uk.toLowerCase()}`,
    en: `${dark ? 'Dark' : 'Light'} ${base.en.toLowerCase()}`,
  }
}

// Stems, since a colour agrees with its noun: чорний, чорна, чорне. "Cрібна" is also met with a Latin c.
const STEMS =
  "темн світл ніжн чорн біл сір син блакитн голуб червон зелен салатов м[ʼ’']?ятн хакі жовт помаранч оранжев персиков " +
  'коричнев кавов шоколадн бежев кремов молочн пудров рожев фуксі фіолет фіалк бузк лілов бордов бірюз електрик ' +
  '[cс]рібл?[ня] [cс]ріблясто золот шампан[ьс] графіт джинс прозор різнокольор баклажан'
const COLOUR_PART = new RegExp(`^(?:${STEMS.split(' ').join('|')})[а-яіїєґ]*$`, 'i')

/** Whether a word of a Ukrainian name is a colour: "темно-синя", "рожеве", "шампань". */
export const isColourWord = (word: string): boolean => word.split('-').every((part) => COLOUR_PART.test(part))

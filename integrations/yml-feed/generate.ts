import { once } from 'node:events'
import type { Writable } from 'node:stream'
import { withCheckDigit } from '../../core/catalog/index.ts'

const SIZES = ['S', 'M', 'L', 'XL']
const COLOURS = [
  ['Black', 'Черный', 'чорна'],
  ['White', 'Белый', 'біла'],
  ['DarkBlue', 'Темно-синий', 'темно-синя'],
  ['Champagne', 'Шампань', 'шампань'],
] as const
const PARAMS = [
  ['Тип', 'Валізи'],
  ['Матеріал корпусу', 'Поліпропілен'],
  ['Стать', 'Унісекс'],
  ['Кількість коліс', '4 шт'],
  ['Вбудований замок', 'Кодовий'],
  ['Наявність розширення', 'Немає'],
  ['Висота', '75 см'],
  ['Ширина', '50 см'],
  ['Глибина', '28 см'],
  ['Вага', '4 кг'],
  ['Тип закриття', 'На блискавці'],
] as const
const SENTENCE =
  'Міцна та практична валіза, виготовлена з якісних матеріалів, стійких до подряпин і ударів. Оснащена надійними колесами. '

/**
 * Writes a feed of `offers` offers like a real shop's (about 3 KB each): sizes and colours of one product lie far
 * apart, as in exports that are sorted by size. The same number gives the same feed; its pictures are nowhere.
 */
export const generateFeed = async (out: Writable, offers: number): Promise<void> => {
  const write = async (text: string) => {
    if (!out.write(text)) await once(out, 'drain')
  }
  await write('<?xml version="1.0" encoding="UTF-8"?>\n<yml_catalog date="2026-01-01"><shop><categories>\n')
  for (let i = 0; i < 40; i++) await write(`<category id="${i + 1}">Категорія ${(i % 20) + 1}</category>\n`)
  await write('</categories><offers>\n')
  const perProduct = SIZES.length * COLOURS.length
  const products = Math.ceil(offers / perProduct)
  for (let i = 0; i < offers; i++) await write(offer(i % products, Math.floor(i / products)))
  await write('</offers></shop></yml_catalog>\n')
}

const offer = (product: number, variant: number): string => {
  const size = SIZES[Math.floor(variant / COLOURS.length)]!
  const [code, russian, ukrainian] = COLOURS[variant % COLOURS.length]!
  const model = `M${10_000 + product}`
  const id = `${model}-${size}-${code}`
  const pictures = Array.from(
    { length: 5 },
    (_, i) =>
      `<picture>https://pictures.example/content/images/${product % 40}/${id.toLowerCase()}-${i}.jpg</picture>`,
  )
  const params = [['Колір', russian], ["Об'єм", `${40 + variant} л`], ...PARAMS]
  return `<offer id="${id}" available="true">
<quantity_in_stock>${(product + variant) % 12}</quantity_in_stock>
<name_ru>Чемодан Kram ${model} ${russian.toLowerCase()} (${id})</name_ru>
<name_ua>Валіза Kram ${model} ${40 + variant}л ${ukrainian} (${id})</name_ua>
<price>${1000 + ((product * 7) % 4000) + variant}</price>
<categoryId>${(product % 40) + 1}</categoryId>
<vendor>Kram</vendor>
<barcode>${withCheckDigit(`2${String(product * 100 + variant).padStart(11, '0')}`)}</barcode>
<description_ru>Чемодан Kram ${model} ${russian.toLowerCase()} (${id})</description_ru>
<description_ua>${SENTENCE.repeat(4)}&lt;p&gt;Модель ${model}&amp;nbsp;&amp;ndash; для подорожей.&lt;/p&gt;</description_ua>
${pictures.join('\n')}
${params.map(([name, value]) => `<param name="${name}">${value}</param>`).join('\n')}
</offer>
`
}

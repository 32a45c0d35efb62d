import { type NamedVariant, variantLabel } from '../../core/catalog/index.ts'
import type { Words } from '../locales/words.ts'
import { button, type Card, GAP } from '../screens/card.ts'
import type { CardsOf, ScreenOf } from '../screens/screen.ts'
import type { ScansScreen } from './scans.screens.ts'

const goods = ({ article, values }: Pick<NamedVariant, 'article' | 'values'>, words: Words): string =>
  [article, variantLabel(values, words.language)].filter(Boolean).join(' · ')

const unknownCard = ({ code, choices, shipmentId }: ScreenOf<'code_unknown'>, words: Words): Card => ({
  lines: [{ bold: words.say('scan.unknown', { code }) }, GAP, words.say('scan.unknown_lead')],
  rows: [
    ...choices.map((choice) => [
      button(words.say('scan.bind', { goods: goods(choice, words) }), {
        to: 'bind',
        variantId: choice.variantId,
        code,
        shipmentId,
      }),
    ]),
    [button(words.say('parcel.back'), { to: 'parcel', shipmentId })],
  ],
})

const bindCard = ({ code, variant, shipmentId }: ScreenOf<'bind'>, words: Words): Card => ({
  lines: [
    { bold: words.say('scan.bind_title', { code }) },
    GAP,
    `${words.of(variant.name)} · ${goods(variant, words)}`,
  ],
  rows: [
    [
      button(words.say('scan.bind_yes'), {
        to: 'bind_yes',
        variantId: variant.variantId,
        code,
        ...(shipmentId === null ? {} : { shipmentId }),
      }),
    ],
    [
      shipmentId === null
        ? button(words.say('scan.back'), { to: 'stock_at', productId: variant.productId })
        : button(words.say('parcel.back'), { to: 'parcel', shipmentId }),
    ],
  ],
})

const CODES = 20

const codesCard = ({ variant, codes, asked }: ScreenOf<'codes'>, words: Words): Card => {
  const { variantId } = variant
  return {
    lines: [
      { bold: goods(variant, words) },
      GAP,
      asked
        ? words.say('scan.ask_unbind', { code: asked })
        : words.say(codes.length > 0 ? 'scan.codes_lead' : 'scan.no_codes'),
    ],
    rows: [
      ...(asked
        ? [[button(words.say('scan.unbind_yes'), { to: 'unbind_yes', variantId, code: asked })]]
        : []),
      ...(asked
        ? []
        : codes.slice(0, CODES).map((code) => [button(code, { to: 'unbind', variantId, code })])),
      [
        asked
          ? button(words.say('scan.back'), { to: 'codes', variantId })
          : button(words.say('scan.back'), { to: 'stock_at', productId: variant.productId }),
      ],
    ],
  }
}

export const scansCards: CardsOf<ScansScreen> = {
  code_unknown: (screen, { words }) => unknownCard(screen, words),
  bind: (screen, { words }) => bindCard(screen, words),
  codes: (screen, { words }) => codesCard(screen, words),
}

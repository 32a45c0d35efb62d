import i18next, { type i18n } from 'i18next'
import type { DomainError } from '../../core/kernel/errors.ts'
import { LANGUAGES, type Language, type Text } from '../../core/kernel/text.ts'
import enBrowse from './en/dialogue/browse.json' with { type: 'json' }
import enChats from './en/dialogue/chats.json' with { type: 'json' }
import enCheckout from './en/dialogue/checkout.json' with { type: 'json' }
import enCounts from './en/dialogue/counts.json' with { type: 'json' }
import enCuts from './en/dialogue/cuts.json' with { type: 'json' }
import enData from './en/dialogue/data.json' with { type: 'json' }
import enManager from './en/dialogue/manager.json' with { type: 'json' }
import enMoves from './en/dialogue/moves.json' with { type: 'json' }
import enMyPhone from './en/dialogue/my-phone.json' with { type: 'json' }
import enOrders from './en/dialogue/orders.json' with { type: 'json' }
import enPacking from './en/dialogue/packing.json' with { type: 'json' }
import enPeople from './en/dialogue/people.json' with { type: 'json' }
import enPickups from './en/dialogue/pickups.json' with { type: 'json' }
import enScans from './en/dialogue/scans.json' with { type: 'json' }
import enSettings from './en/dialogue/settings.json' with { type: 'json' }
import enShelves from './en/dialogue/shelves.json' with { type: 'json' }
import enShop from './en/dialogue/shop.json' with { type: 'json' }
import enStaff from './en/dialogue/staff.json' with { type: 'json' }
import enSupport from './en/dialogue/support.json' with { type: 'json' }
import enTransfers from './en/dialogue/transfers.json' with { type: 'json' }
import enWishes from './en/dialogue/wishes.json' with { type: 'json' }
import enErrors from './en/errors.json' with { type: 'json' }
import enNotices from './en/notices.json' with { type: 'json' }
import ukBrowse from './uk/dialogue/browse.json' with { type: 'json' }
import ukChats from './uk/dialogue/chats.json' with { type: 'json' }
import ukCheckout from './uk/dialogue/checkout.json' with { type: 'json' }
import ukCounts from './uk/dialogue/counts.json' with { type: 'json' }
import ukCuts from './uk/dialogue/cuts.json' with { type: 'json' }
import ukData from './uk/dialogue/data.json' with { type: 'json' }
import ukManager from './uk/dialogue/manager.json' with { type: 'json' }
import ukMoves from './uk/dialogue/moves.json' with { type: 'json' }
import ukMyPhone from './uk/dialogue/my-phone.json' with { type: 'json' }
import ukOrders from './uk/dialogue/orders.json' with { type: 'json' }
import ukPacking from './uk/dialogue/packing.json' with { type: 'json' }
import ukPeople from './uk/dialogue/people.json' with { type: 'json' }
import ukPickups from './uk/dialogue/pickups.json' with { type: 'json' }
import ukScans from './uk/dialogue/scans.json' with { type: 'json' }
import ukSettings from './uk/dialogue/settings.json' with { type: 'json' }
import ukShelves from './uk/dialogue/shelves.json' with { type: 'json' }
import ukShop from './uk/dialogue/shop.json' with { type: 'json' }
import ukStaff from './uk/dialogue/staff.json' with { type: 'json' }
import ukSupport from './uk/dialogue/support.json' with { type: 'json' }
import ukTransfers from './uk/dialogue/transfers.json' with { type: 'json' }
import ukWishes from './uk/dialogue/wishes.json' with { type: 'json' }
import ukErrors from './uk/errors.json' with { type: 'json' }
import ukNotices from './uk/notices.json' with { type: 'json' }

/** Words of the dialogue, an area a file; no key stands in two of them. */
export const DIALOGUE = {
  uk: [
    ukShop,
    ukBrowse,
    ukData,
    ukCheckout,
    ukOrders,
    ukStaff,
    ukTransfers,
    ukWishes,
    ukManager,
    ukPacking,
    ukScans,
    ukMoves,
    ukShelves,
    ukCounts,
    ukPeople,
    ukSettings,
    ukPickups,
    ukCuts,
    ukMyPhone,
    ukSupport,
    ukChats,
  ],
  en: [
    enShop,
    enBrowse,
    enData,
    enCheckout,
    enOrders,
    enStaff,
    enTransfers,
    enWishes,
    enManager,
    enPacking,
    enScans,
    enMoves,
    enShelves,
    enCounts,
    enPeople,
    enSettings,
    enPickups,
    enCuts,
    enMyPhone,
    enSupport,
    enChats,
  ],
} as const

/** Words by their keys. */
interface Tree {
  readonly [key: string]: string | Tree
}

/** The areas' words together. @throws Error where two files have words under one key: one would hide the other's */
const together = (files: readonly object[]): Tree => {
  const all: Record<string, string | Tree> = {}
  for (const [key, words] of files.flatMap((file) => Object.entries(file as Tree))) {
    if (Object.hasOwn(all, key)) throw new Error(`two files of words have "${key}"`)
    all[key] = words
  }
  return all
}

export const RESOURCES = {
  uk: { dialogue: together(DIALOGUE.uk), notices: ukNotices, errors: ukErrors },
  en: { dialogue: together(DIALOGUE.en), notices: enNotices, errors: enErrors },
} as const

export type Namespace = keyof (typeof RESOURCES)['uk']
export type Params = Readonly<Record<string, unknown>>

/** What we say in one language. */
export interface Words {
  readonly language: Language
  /** Words of the dialogue: `say('cart.total', { sum })`. A number called `count` chooses the plural. */
  say(key: string, params?: Params): string
  /** Whether a notice's code is a word of the dialogue; else it is a refusal's, as is one that both have (`order.waybill`). */
  knows(key: string): boolean
  /** A message that the shop sends by itself. */
  notice(key: string, params?: Params): string
  /** Why something was refused, by the error's code. */
  refusal(error: Pick<DomainError, 'code' | 'params'>): string
  /** The shop's own data (names, descriptions) in this language. */
  of(text: Text): string
}

const instance: i18n = i18next.createInstance()
await instance.init({
  resources: RESOURCES,
  lng: 'uk',
  fallbackLng: 'uk',
  supportedLngs: [...LANGUAGES],
  ns: ['dialogue', 'notices', 'errors'],
  defaultNS: 'dialogue',
  // Each messenger escapes for itself when it draws.
  interpolation: { escapeValue: false },
  returnNull: false,
})

/** Whether there are words for an error's code (`count` finds those that have only plurals): a code without any is a bug, and a test finds it. */
export const hasRefusal = (code: string): boolean =>
  instance.exists(code, { ns: 'errors', lng: 'uk', count: 1, returnObjects: false })

const speak = (language: Language): Words => {
  const t = (ns: Namespace) => {
    const fixed = instance.getFixedT(language, ns)
    return (key: string, params: Params = {}): string => fixed(key, { ...params }) as string
  }
  const [dialogue, notices, errors] = [t('dialogue'), t('notices'), t('errors')]
  return {
    language,
    say: dialogue,
    knows: (key) => !hasRefusal(key) && instance.exists(key, { ns: 'dialogue', lng: language }),
    notice: notices,
    refusal: ({ code, params }) => errors(code, params),
    of: (text) => text[language] || text.uk,
  }
}

const WORDS: Readonly<Record<Language, Words>> = { uk: speak('uk'), en: speak('en') }

/** The words of a language. */
export const wordsIn = (language: Language): Words => WORDS[language]

const UKRAINIAN_READERS: ReadonlySet<string> = new Set(['uk', 'be', 'ru', 'pl', ''])

/** Our language nearest to what a messenger says of its user (`uk`, `uk-UA`, `en-GB` …): Ukrainian for neighbours and where nothing is said, English for everybody else. */
export const nearestLanguage = (code: string | undefined): Language =>
  UKRAINIAN_READERS.has((code ?? '').toLowerCase().split(/[-_]/)[0] ?? '') ? 'uk' : 'en'

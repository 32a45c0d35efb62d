import { variantLabel } from '../../core/catalog/index.ts'
import type { StaffRole } from '../../core/kernel/actor.ts'
import type { Money } from '../../core/kernel/money.ts'
import { money } from '../../core/kernel/money.ts'
import type { Text } from '../../core/kernel/text.ts'
import type { AgainLine, OrderedAgain } from '../../core/orders/index.ts'
import type { Words } from '../locales/words.ts'
import { formatMoment, formatMoney } from './format.ts'
import { atMoment } from './moment-words.ts'
import type { Notice, ScreenOf } from './screen.ts'

/** What was just done or refused, in words: a refusal's code has its words in errors.json. */
export const noticeWords = ({ code, params = {} }: Notice, words: Words): string => {
  if (code === 'product.added' || code === 'product.added_open') {
    const { product, variantId } = params as {
      product: ScreenOf<'product'>['product']
      variantId: string | null
    }
    const values = product.variants.find(({ id }) => id === variantId)?.values ?? []
    return words.say(code, {
      name: [words.of(product.name), variantLabel(values, words.language)].filter(Boolean).join(', '),
    })
  }
  if (code === 'cart.price_changed') {
    const { was, total } = params as { was: Money; total: Money }
    return words.refusal({ code, params: { was: formatMoney(was), total: formatMoney(total) } })
  }
  if (code === 'again.put') return againWords(params as unknown as OrderedAgain, words)
  if (code === 'call.at') return words.say(code, { time: formatMoment(params.time as Date, words.language) })
  if (code === 'order.call_hour')
    return words.refusal({ code, params: { nearest: atMoment(params.nearest as Date, words) } })
  if (code === 'invite.accepted')
    return words.say(code, { role: words.say(`role.${params.role as StaffRole}`).toLowerCase() })
  if (code === 'pack.wrong_size') {
    const label = (values: unknown) => variantLabel(values as Text[], words.language) || '—'
    return words.refusal({ code, params: { wanted: label(params.wanted), got: label(params.got) } })
  }
  if (code === 'scan.other' || code === 'scan.checked_already')
    return words.say(code, { goods: goodsOf(params, words) })
  if (code === 'count.fits' || code === 'count.differs')
    return words.say(code, { ...params, goods: goodsOf(params, words) })
  if (code === 'code.taken' || code === 'count.held')
    return words.refusal({ code, params: { ...params, goods: goodsOf(params, words) } })
  if (code === 'staff.over_sum')
    return words.refusal({ code, params: { sum: formatMoney(money(Number(params.sum))) } })
  if (code === 'settings.bounds_money') {
    const [min, max] = [params.min, params.max].map((sum) => formatMoney(money(Number(sum))))
    return words.refusal({ code, params: { min, max } })
  }
  return words.knows(code) ? words.say(code, params) : words.refusal({ code, params })
}

/** «12.1.250 · 35». */
const goodsOf = ({ article, got }: NonNullable<Notice['params']>, words: Words): string =>
  [article, variantLabel(got as Text[], words.language)].filter(Boolean).join(' · ')

/** What of an order went into the cart again, and line by line what is not as it was. */
const againWords = ({ number, lines }: OrderedAgain, words: Words): string => {
  const changes = lines.flatMap((line) => againLineWords(line, words) ?? [])
  const said = changes.length > 0 ? words.say('again.partly', { number }) : words.say('again.put', { number })
  return [said, ...changes].join('\n')
}

const againLineWords = (line: AgainLine, words: Words): string | undefined => {
  const { available, wanted, was, price } = line
  const name = [words.of(line.name), variantLabel(line.values, words.language)].filter(Boolean).join(', ')
  if (available === 0) return words.say('again.gone', { name })
  const said = [
    ...(available < wanted ? [words.say('again.fewer', { available, wanted })] : []),
    ...(price === was
      ? []
      : [words.say('again.price', { price: formatMoney(price), was: formatMoney(was) })]),
  ]
  return said.length > 0 ? `• ${name}: ${said.join(', ')}` : undefined
}

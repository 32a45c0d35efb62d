import type { Delivery, Recipient } from '../../core/carts/index.ts'
import type { Money } from '../../core/kernel/money.ts'
import type { Outlet } from '../../core/outlets/index.ts'
import type { Words } from '../locales/words.ts'
import { formatMoney, formatPhone } from './format.ts'

/** "Нова пошта, Київ, відділення № 12": a delivery in words; `outlet` is the store of a pickup. */
export const deliveryWords = (
  delivery: Delivery,
  { outlet, words }: { outlet: Outlet | undefined; words: Words },
): string => {
  const method = words.say(`delivery.short.${delivery.method}`)
  if (delivery.method === 'pickup') {
    return [method, outlet && `${words.of(outlet.city)}, ${words.of(outlet.address)}`]
      .filter(Boolean)
      .join(', ')
  }
  const { index, country, city, street, house, flat } = delivery
  const [kind, number] = (delivery.branch ?? '').split(' ')
  const branch = kind && number ? words.say(`delivery.${kind}`, { number }) : undefined
  return [
    method,
    index,
    country,
    city,
    branch,
    street,
    house,
    flat && words.say('delivery.flat_no', { flat }),
  ]
    .filter(Boolean)
    .join(', ')
}

/** "післяплата 1 060 ₴"; of a pickup "сплатити в магазині". */
export const codWords = (sum: Money, { delivery, words }: { delivery: Delivery; words: Words }): string =>
  words.say(
    'card.cod',
    delivery.method === 'pickup' ? { sum: formatMoney(sum), context: 'pickup' } : { sum: formatMoney(sum) },
  )

/** "Коваль Олена, +380 67 123 45 67". */
export const recipientWords = ({ surname, firstName, phone }: Recipient): string =>
  [[surname, firstName].filter(Boolean).join(' '), phone && formatPhone(phone)].filter(Boolean).join(', ')

/** Who lives in the sandbox from the start; the page adds as many as one likes. The owner is OWNERS' telegram:900001. */
export const PERSONS = [
  {
    id: 100001,
    firstName: 'Олена',
    lastName: 'Коваль',
    phone: '+380671234567',
    languageCode: 'uk',
    side: 'customer',
  },
  {
    id: 100002,
    firstName: 'Тарас',
    lastName: 'Мельник',
    phone: '+380501112233',
    languageCode: 'uk',
    side: 'customer',
  },
  {
    id: 900001,
    firstName: 'Оксана',
    lastName: 'Власна',
    phone: '+380442223344',
    languageCode: 'uk',
    side: 'staff',
  },
  {
    id: 900002,
    firstName: 'Марко',
    lastName: 'Комірний',
    phone: '+380932223344',
    languageCode: 'uk',
    side: 'staff',
  },
] as const

export const SANDBOX_OWNER = 'telegram:900001'

/** Who of them has Viber too, with the same phone. */
export const VIBER_IDS: Readonly<Record<number, string>> = {
  100001: 'OlenaKoval+Viber/0001A==',
  100002: 'TarasMelnyk+Viber/002A==',
}

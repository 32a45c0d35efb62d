import type { DemoOutlet } from './product.ts'

export const outlets: readonly DemoOutlet[] = [
  {
    code: 'kyiv-warehouse',
    kind: 'warehouse',
    name: { uk: 'Склад', en: 'Warehouse' },
    city: { uk: 'Київ', en: 'Kyiv' },
    address: { uk: 'вул. Бориспільська, 9, корпус 4', en: '9 Boryspilska St, building 4' },
    hours: { uk: 'пн–сб 9:00–18:00', en: 'Mon–Sat 9:00–18:00' },
    phone: '+380441234501',
    pickup: false,
  },
  {
    code: 'kyiv-store',
    kind: 'store',
    name: { uk: 'Магазин на Великій Васильківській', en: 'Store on Velyka Vasylkivska' },
    city: { uk: 'Київ', en: 'Kyiv' },
    address: { uk: 'вул. Велика Васильківська, 57', en: '57 Velyka Vasylkivska St' },
    hours: { uk: 'щодня 10:00–20:00', en: 'daily 10:00–20:00' },
    phone: '+380441234502',
    pickup: true,
    mapUrl: `https://www.openstreetmap.org/search?query=${encodeURIComponent('Київ, Велика Васильківська 57')}`,
  },
  {
    code: 'lviv-store',
    kind: 'store',
    name: { uk: 'Магазин на Городоцькій', en: 'Store on Horodotska' },
    city: { uk: 'Львів', en: 'Lviv' },
    address: { uk: 'вул. Городоцька, 82', en: '82 Horodotska St' },
    hours: { uk: 'пн–сб 10:00–19:00, нд 11:00–17:00', en: 'Mon–Sat 10:00–19:00, Sun 11:00–17:00' },
    phone: '+380321234503',
    pickup: true,
    mapUrl: `https://www.openstreetmap.org/search?query=${encodeURIComponent('Львів, Городоцька 82')}`,
  },
]

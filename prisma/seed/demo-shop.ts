import { boys } from './demo/boys.ts'
import { care } from './demo/care.ts'
import { girls } from './demo/girls.ts'
import { home } from './demo/home.ts'
import { men } from './demo/men.ts'
import { outlets } from './demo/outlets.ts'
import type { DemoCategory, DemoOutlet, DemoProduct } from './demo/product.ts'
import { women } from './demo/women.ts'

export type { DemoCategory, DemoOutlet, DemoProduct, DemoVariant, Words } from './demo/product.ts'

export interface DemoShop {
  readonly categories: readonly DemoCategory[]
  readonly products: readonly DemoProduct[]
  readonly outlets: readonly DemoOutlet[]
}

/**
 * The shop that a fresh installation opens with: shoes for the whole family. Pictures are in
 * `prisma/seed/pictures`, drawn by `prisma/seed/draw/main.ts`; `placeholder.jpg` there is for products without one.
 *
 * It holds every case that a screen must cope with: sold-out sizes, a size with one last pair
 * (34.2.350, size 38), a product wholly sold out (23.5.190), large sizes that cost more
 * (14.3.310, 43.1.450), products without sizes (category `care`).
 */
export const demoShop: DemoShop = {
  categories: [
    { slug: 'boys', name: { uk: 'Для хлопчика', en: 'For boys' } },
    { slug: 'girls', name: { uk: 'Для дівчинки', en: 'For girls' } },
    { slug: 'women', name: { uk: 'Жіноче', en: 'Women' } },
    { slug: 'men', name: { uk: 'Чоловіче', en: 'Men' } },
    { slug: 'home', name: { uk: 'Домашнє взуття', en: 'House shoes' } },
    { slug: 'care', name: { uk: 'Догляд за взуттям', en: 'Shoe care' } },
  ],
  products: [...boys, ...girls, ...women, ...men, ...home, ...care],
  outlets,
}

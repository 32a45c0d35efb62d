import { balletFlat } from '../kinds/ballet-flat.ts'
import { chelsea } from '../kinds/chelsea.ts'
import { rubberBoot } from '../kinds/rubber-boot.ts'
import { sandal } from '../kinds/sandal.ts'
import { sneaker } from '../kinds/sneaker.ts'
import { type Model, of, STUDIO, standing } from '../model.ts'

const flowerSandals: Model = {
  article: '21.1.240',
  studio: STUDIO.girls,
  stands: 'floor',
  thing: standing.open((ink) =>
    sandal(ink, {
      upper: of('#e0a3a6'),
      accent: of('#c4767f'),
      lining: of('#ead2b4', 'suede'),
      midsole: '#f7f1e8',
      outsole: '#b98a7c',
      thread: '#fbe7e2',
      motif: 'flower',
    }),
  ),
  others: [{ view: 'detail', cut: [180, 420, 360] }, { view: 'pair' }],
}

const whiteTrainers: Model = {
  article: '21.6.255',
  studio: STUDIO.girls,
  stands: 'floor',
  thing: standing.sneaker((ink) =>
    sneaker(ink, {
      upper: of('#f3efe9', 'leather'),
      overlay: of('#fbf8f3', 'smooth'),
      accent: of('#b9a3cf', 'smooth'),
      lining: of('#d9cbe6', 'textile'),
      midsole: '#fbf9f5',
      outsole: '#a78fc2',
      thread: '#cdbfda',
      closure: 'velcro',
    }),
  ),
  others: [
    { view: 'sole', look: { tread: 'chevron', rubber: '#a78fc2', edge: '#f6f3ee' } },
    { view: 'box', paper: '#c98f93' },
  ],
}

const bowFlats: Model = {
  article: '22.1.230',
  studio: STUDIO.girls,
  stands: 'plinth',
  thing: standing.low((ink) =>
    balletFlat(ink, {
      upper: of('#d99a9a'),
      accent: of('#b86f73', 'smooth'),
      lining: of('#ecd9c4'),
      midsole: '#a8836b',
      outsole: '#5a4338',
      thread: '#f6dad5',
      strap: false,
    }),
  ),
  others: [
    { view: 'box', paper: '#c98f93' },
    { view: 'detail', cut: [170, 480, 320] },
  ],
}

const patentShoes: Model = {
  article: '22.4.245',
  studio: STUDIO.girls,
  stands: 'plinth',
  thing: standing.low((ink) =>
    balletFlat(ink, {
      upper: of('#2c2a35', 'patent'),
      accent: of('#d8b45c', 'smooth'),
      lining: of('#e2d3bf'),
      midsole: '#2b2426',
      outsole: '#1d181a',
      thread: '#6b6675',
      strap: true,
    }),
  ),
  others: [
    { view: 'pair' },
    { view: 'sole', look: { tread: 'smooth', rubber: '#4a4148', edge: '#2b2426', slim: 0.9 } },
  ],
}

const berryChelsea: Model = {
  article: '23.2.300',
  studio: STUDIO.girls,
  stands: 'floor',
  thing: standing.boot((ink) =>
    chelsea(ink, {
      upper: of('#8b4456', 'leather'),
      overlay: of('#8b4456'),
      accent: of('#5f2f3d', 'textile'),
      lining: of('#e5c9b4'),
      midsole: '#3c2a2e',
      outsole: '#3c2a2e',
      thread: '#d29aa5',
    }),
  ),
  others: [
    { view: 'pair' },
    { view: 'sole', look: { tread: 'lugs', rubber: '#4d383d', edge: '#3c2a2e', slim: 0.95 } },
  ],
}

const raspberryBoots: Model = {
  article: '23.5.190',
  studio: STUDIO.girls,
  stands: 'floor',
  thing: standing.boot((ink) =>
    rubberBoot(ink, {
      upper: of('#c8436d'),
      overlay: of('#c8436d'),
      accent: of('#f0d9c8'),
      lining: of('#e3b4bf', 'textile'),
      midsole: '#f0e2d4',
      outsole: '#d8b7a4',
      thread: '#ffffff',
    }),
  ),
  others: [{ view: 'pair' }, { view: 'sole', look: { tread: 'lugs', rubber: '#d8b7a4', edge: '#f0e2d4' } }],
}

export const girls: readonly Model[] = [
  flowerSandals,
  whiteTrainers,
  bowFlats,
  patentShoes,
  berryChelsea,
  raspberryBoots,
]

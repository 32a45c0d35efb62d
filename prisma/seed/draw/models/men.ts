import { chelsea } from '../kinds/chelsea.ts'
import { derby } from '../kinds/derby.ts'
import { laceBoot } from '../kinds/lace-boot.ts'
import { loafer } from '../kinds/loafer.ts'
import { sandal } from '../kinds/sandal.ts'
import { sneaker } from '../kinds/sneaker.ts'
import { type Model, of, STUDIO, standing } from '../model.ts'

const blackDerbies: Model = {
  article: '41.1.410',
  studio: STUDIO.men,
  stands: 'floor',
  thing: standing.low((ink) =>
    derby(ink, {
      upper: of('#4a2d22', 'smooth'),
      accent: of('#8a6248', 'textile'),
      lining: of('#cda57a'),
      midsole: '#33221b',
      outsole: '#1f1512',
      thread: '#b98a68',
    }),
  ),
  others: [
    { view: 'pair' },
    { view: 'box', paper: '#5e6b5c' },
    { view: 'sole', look: { tread: 'smooth', rubber: '#9a7350', edge: '#33221b' } },
  ],
}

const cognacLoafers: Model = {
  article: '42.2.400',
  studio: STUDIO.men,
  stands: 'floor',
  thing: standing.low((ink) =>
    loafer(ink, {
      upper: of('#a5662f', 'suede'),
      accent: of('#8d5424', 'suede'),
      lining: of('#e0c096'),
      midsole: '#4d3220',
      outsole: '#2d1e15',
      thread: '#e7c18e',
    }),
  ),
  others: [{ view: 'pair' }, { view: 'detail', cut: [330, 390, 320] }],
}

const blackChelsea: Model = {
  article: '43.1.450',
  studio: STUDIO.men,
  stands: 'floor',
  thing: standing.boot((ink) =>
    chelsea(ink, {
      upper: of('#35333a', 'smooth'),
      overlay: of('#35333a'),
      accent: of('#1f1e22', 'textile'),
      lining: of('#b39a7c'),
      midsole: '#242226',
      outsole: '#242226',
      thread: '#77737d',
    }),
  ),
  others: [
    { view: 'pair' },
    { view: 'sole', look: { tread: 'lugs', rubber: '#39363c', edge: '#242226' } },
    { view: 'box', paper: '#5e6b5c' },
  ],
}

const graphiteTrainers: Model = {
  article: '44.3.380',
  studio: STUDIO.men,
  stands: 'floor',
  thing: standing.sneaker((ink) =>
    sneaker(ink, {
      upper: of('#4d5358', 'mesh'),
      overlay: of('#373c40', 'suede'),
      accent: of('#a9c05a', 'smooth'),
      lining: of('#2e3235', 'textile'),
      midsole: '#e9ebe6',
      outsole: '#373c40',
      thread: '#9aa39c',
      closure: 'laces',
    }),
  ),
  others: [
    { view: 'sole', look: { tread: 'chevron', rubber: '#373c40', edge: '#dfe2db' } },
    { view: 'pair' },
  ],
}

const winterBoots: Model = {
  article: '45.2.480',
  studio: STUDIO.men,
  stands: 'floor',
  thing: standing.boot((ink) =>
    laceBoot(ink, {
      upper: of('#5a3d28', 'leather'),
      overlay: of('#442c1c'),
      accent: of('#33241a', 'suede'),
      lining: of('#b79b78', 'felt'),
      midsole: '#3c2d22',
      outsole: '#221a15',
      thread: '#cfa868',
      fur: false,
    }),
  ),
  others: [{ view: 'pair' }, { view: 'sole', look: { tread: 'lugs', rubber: '#403127', edge: '#2b211a' } }],
}

const sandals: Model = {
  article: '46.1.360',
  studio: STUDIO.men,
  stands: 'floor',
  thing: standing.open((ink) =>
    sandal(ink, {
      upper: of('#4b4038'),
      accent: of('#2e2824'),
      lining: of('#b08d63', 'suede'),
      midsole: '#3a332e',
      outsole: '#231e1b',
      thread: '#a58f76',
      motif: 'none',
    }),
  ),
  others: [{ view: 'pair' }, { view: 'sole', look: { tread: 'dots', rubber: '#4a423b', edge: '#2f2925' } }],
}

export const men: readonly Model[] = [
  blackDerbies,
  cognacLoafers,
  blackChelsea,
  graphiteTrainers,
  winterBoots,
  sandals,
]

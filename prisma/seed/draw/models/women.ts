import { balletFlat } from '../kinds/ballet-flat.ts'
import { chelsea } from '../kinds/chelsea.ts'
import { laceBoot } from '../kinds/lace-boot.ts'
import { loafer } from '../kinds/loafer.ts'
import { pump } from '../kinds/pump.ts'
import { sneaker } from '../kinds/sneaker.ts'
import { strapSandal } from '../kinds/strap-sandal.ts'
import { type Model, of, STUDIO, standing } from '../model.ts'

const pumps: Model = {
  article: '31.1.380',
  studio: STUDIO.women,
  stands: 'plinth',
  thing: standing.pump((ink) =>
    pump(ink, {
      upper: of('#b7604a', 'suede'),
      accent: of('#a65440', 'suede'),
      lining: of('#f0e0cd'),
      midsole: '#6d3d31',
      outsole: '#40312a',
      thread: '#ffffff',
    }),
  ),
  others: [{ view: 'box', paper: '#8c6f5a' }, { view: 'pair' }],
}

const blackFlats: Model = {
  article: '31.2.360',
  studio: STUDIO.women,
  stands: 'plinth',
  thing: standing.low((ink) =>
    balletFlat(ink, {
      upper: of('#ddc3a0'),
      accent: of('#2b272a', 'patent'),
      lining: of('#f2e3d0'),
      midsole: '#4a3a33',
      outsole: '#2b2220',
      thread: '#f7ead6',
      strap: false,
    }),
  ),
  others: [
    { view: 'pair' },
    { view: 'sole', look: { tread: 'smooth', rubber: '#b08b66', edge: '#4a3a33', slim: 0.84 } },
  ],
}

const brownChelsea: Model = {
  article: '32.3.420',
  studio: STUDIO.women,
  stands: 'floor',
  thing: standing.boot((ink) =>
    chelsea(ink, {
      upper: of('#6b4330', 'smooth'),
      overlay: of('#6b4330'),
      accent: of('#33271f', 'textile'),
      lining: of('#c8a882'),
      midsole: '#3a2a22',
      outsole: '#221917',
      thread: '#b58a64',
    }),
  ),
  others: [
    { view: 'pair' },
    { view: 'detail', cut: [500, 130, 400] },
    { view: 'sole', look: { tread: 'smooth', rubber: '#7c5a40', edge: '#33271f', slim: 0.9 } },
  ],
}

const corkSandals: Model = {
  article: '33.1.340',
  studio: STUDIO.women,
  stands: 'floor',
  thing: standing.open((ink) =>
    strapSandal(ink, {
      upper: of('#c58a5a'),
      accent: of('#d6b45f', 'smooth'),
      lining: of('#d9b78c', 'suede'),
      midsole: '#c79f6c',
      outsole: '#4a372a',
      thread: '#f3dfc0',
    }),
  ),
  others: [{ view: 'pair' }, { view: 'detail', cut: [190, 400, 380] }],
}

const wineLoafers: Model = {
  article: '34.2.350',
  studio: STUDIO.women,
  stands: 'floor',
  thing: standing.low((ink) =>
    loafer(ink, {
      upper: of('#77313a', 'smooth'),
      accent: of('#682831', 'smooth'),
      lining: of('#d9b98f'),
      midsole: '#3b2524',
      outsole: '#241718',
      thread: '#cf9a86',
    }),
  ),
  others: [{ view: 'pair' }, { view: 'box', paper: '#8c6f5a' }],
}

const beigeTrainers: Model = {
  article: '35.1.330',
  studio: STUDIO.women,
  stands: 'floor',
  thing: standing.sneaker((ink) =>
    sneaker(ink, {
      upper: of('#efe9df'),
      overlay: of('#dfd2bf', 'suede'),
      accent: of('#7fa08d', 'smooth'),
      lining: of('#cfc3b2', 'textile'),
      midsole: '#f7f4ee',
      outsole: '#b98d5e',
      thread: '#b8a88f',
      closure: 'laces',
    }),
  ),
  others: [
    { view: 'pair' },
    { view: 'sole', look: { tread: 'chevron', rubber: '#b98d5e', edge: '#f4efe6', slim: 0.92 } },
    { view: 'detail', cut: [360, 260, 380] },
  ],
}

const furBoots: Model = {
  article: '36.4.460',
  studio: STUDIO.women,
  stands: 'floor',
  thing: standing.boot((ink) =>
    laceBoot(ink, {
      upper: of('#b07a45', 'suede'),
      overlay: of('#8a5a2e'),
      accent: of('#4c3524'),
      lining: of('#f3eadb', 'fur'),
      midsole: '#e9dcc4',
      outsole: '#4a3626',
      thread: '#f0dcb4',
      fur: true,
    }),
  ),
  others: [
    { view: 'pair' },
    { view: 'detail', cut: [470, 150, 400] },
    { view: 'sole', look: { tread: 'lugs', rubber: '#5f4733', edge: '#4a3626', slim: 0.94 } },
  ],
}

export const women: readonly Model[] = [
  pumps,
  blackFlats,
  brownChelsea,
  corkSandals,
  wineLoafers,
  beigeTrainers,
  furBoots,
]

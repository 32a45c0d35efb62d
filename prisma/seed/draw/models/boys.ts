import { derby } from '../kinds/derby.ts'
import { laceBoot } from '../kinds/lace-boot.ts'
import { rubberBoot } from '../kinds/rubber-boot.ts'
import { sandal } from '../kinds/sandal.ts'
import { sneaker } from '../kinds/sneaker.ts'
import { type Model, of, STUDIO, standing } from '../model.ts'

const navyTrainers: Model = {
  article: '11.2.250',
  studio: STUDIO.boys,
  stands: 'floor',
  thing: standing.sneaker((ink) =>
    sneaker(ink, {
      upper: of('#34527a', 'mesh'),
      overlay: of('#24364f'),
      accent: of('#e8a33d', 'smooth'),
      lining: of('#8fa5bd', 'textile'),
      midsole: '#f2f0ea',
      outsole: '#2b3b52',
      thread: '#c9d3de',
      closure: 'velcro',
    }),
  ),
  others: [
    { view: 'sole', look: { tread: 'chevron', rubber: '#2b3b52', edge: '#f2f0ea' } },
    { view: 'box', paper: '#5d7f99' },
    { view: 'detail', cut: [330, 340, 380] },
  ],
}

const greyTrainers: Model = {
  article: '11.4.260',
  studio: STUDIO.boys,
  stands: 'floor',
  thing: standing.sneaker((ink) =>
    sneaker(ink, {
      upper: of('#9aa3ab', 'mesh'),
      overlay: of('#727c86', 'suede'),
      accent: of('#d9543f', 'smooth'),
      lining: of('#5a636d', 'textile'),
      midsole: '#fafaf7',
      outsole: '#d9543f',
      thread: '#e8ecef',
      closure: 'laces',
    }),
  ),
  others: [
    { view: 'pair' },
    { view: 'sole', look: { tread: 'chevron', rubber: '#c94c38', edge: '#f4f4f0' } },
  ],
}

const sandals: Model = {
  article: '12.1.250',
  studio: STUDIO.boys,
  stands: 'floor',
  thing: standing.open((ink) =>
    sandal(ink, {
      upper: of('#7d4d2c'),
      accent: of('#2f4a63'),
      lining: of('#d8b88e', 'suede'),
      midsole: '#efe8da',
      outsole: '#5b4030',
      thread: '#ecd3ab',
      motif: 'none',
    }),
  ),
  others: [
    { view: 'pair' },
    { view: 'detail', cut: [380, 380, 400] },
    { view: 'sole', look: { tread: 'chevron', rubber: '#5b4030', edge: '#e6dcc9' } },
  ],
}

const yellowBoots: Model = {
  article: '13.1.180',
  studio: STUDIO.boys,
  stands: 'floor',
  thing: standing.boot((ink) =>
    rubberBoot(ink, {
      upper: of('#f0b92e'),
      overlay: of('#f0b92e'),
      accent: of('#2f5d7c'),
      lining: of('#6d8ea3', 'textile'),
      midsole: '#2f5d7c',
      outsole: '#24485f',
      thread: '#ffffff',
    }),
  ),
  others: [{ view: 'pair' }, { view: 'sole', look: { tread: 'lugs', rubber: '#2f5d7c', edge: '#24485f' } }],
}

const winterBoots: Model = {
  article: '14.3.310',
  studio: STUDIO.boys,
  stands: 'floor',
  thing: standing.boot((ink) =>
    laceBoot(ink, {
      upper: of('#3f4d63', 'suede'),
      overlay: of('#2c3748'),
      accent: of('#2c3748'),
      lining: of('#efe8dc', 'fur'),
      midsole: '#d9d4c8',
      outsole: '#2b2f38',
      thread: '#e2b75c',
      fur: true,
    }),
  ),
  others: [
    { view: 'pair' },
    { view: 'sole', look: { tread: 'lugs', rubber: '#39404d', edge: '#2b2f38' } },
    { view: 'box', paper: '#5d7f99' },
  ],
}

const schoolShoes: Model = {
  article: '15.2.270',
  studio: STUDIO.boys,
  stands: 'floor',
  thing: standing.low((ink) =>
    derby(ink, {
      upper: of('#2b2a30', 'smooth'),
      accent: of('#57555e', 'textile'),
      lining: of('#b58d63'),
      midsole: '#2a272b',
      outsole: '#1b191c',
      thread: '#7b7782',
    }),
  ),
  others: [
    { view: 'pair' },
    { view: 'sole', look: { tread: 'chevron', rubber: '#353238', edge: '#232125', slim: 0.95 } },
  ],
}

export const boys: readonly Model[] = [
  navyTrainers,
  greyTrainers,
  sandals,
  yellowBoots,
  winterBoots,
  schoolShoes,
]

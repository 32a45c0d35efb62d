import { houseBootie, slipper } from '../kinds/house-shoe.ts'
import { type Model, of, STUDIO, standing } from '../model.ts'

const furSlippers: Model = {
  article: '51.1.090',
  studio: STUDIO.home,
  stands: 'plinth',
  thing: standing.open((ink) =>
    slipper(ink, {
      upper: of('#8d93b5', 'felt'),
      accent: of('#5f6588'),
      lining: of('#f4ecdf', 'fur'),
      midsole: '#d7cbb8',
      outsole: '#7b6a58',
      thread: '#e9e4f2',
      trim: 'fur',
    }),
  ),
  others: [{ view: 'pair' }, { view: 'sole', look: { tread: 'dots', rubber: '#8d7c66', edge: '#d7cbb8' } }],
}

const feltSlippers: Model = {
  article: '51.2.095',
  studio: STUDIO.home,
  stands: 'plinth',
  thing: standing.open((ink) =>
    slipper(ink, {
      upper: of('#566b5a', 'felt'),
      accent: of('#3d3128', 'smooth'),
      lining: of('#c9b08c', 'suede'),
      midsole: '#b99a72',
      outsole: '#5d4833',
      thread: '#d9cdb4',
      trim: 'binding',
    }),
  ),
  others: [{ view: 'pair' }, { view: 'detail', cut: [330, 450, 320] }],
}

const childSlippers: Model = {
  article: '51.4.070',
  studio: STUDIO.home,
  stands: 'plinth',
  thing: standing.open((ink) =>
    slipper(ink, {
      upper: of('#4f86a8', 'felt'),
      accent: of('#f0b85a', 'textile'),
      lining: of('#e6d9c4', 'felt'),
      midsole: '#f0e9dc',
      outsole: '#a59a88',
      thread: '#f6d999',
      trim: 'binding',
    }),
  ),
  others: [{ view: 'pair' }, { view: 'sole', look: { tread: 'dots', rubber: '#b3a791', edge: '#f0e9dc' } }],
}

const greyBooties: Model = {
  article: '52.1.110',
  studio: STUDIO.home,
  stands: 'floor',
  thing: standing.open((ink) =>
    houseBootie(ink, {
      upper: of('#9a9aa3', 'felt'),
      accent: of('#efe6d8', 'felt'),
      lining: of('#efe6d8', 'fur'),
      midsole: '#cfc0a8',
      outsole: '#74624f',
      thread: '#b5483f',
    }),
  ),
  others: [{ view: 'pair' }, { view: 'detail', cut: [480, 270, 400] }],
}

const childBooties: Model = {
  article: '52.3.105',
  studio: STUDIO.home,
  stands: 'floor',
  thing: standing.open((ink) =>
    houseBootie(ink, {
      upper: of('#c57a56', 'felt'),
      accent: of('#f2e4cd', 'felt'),
      lining: of('#f2e4cd', 'fur'),
      midsole: '#dccaa9',
      outsole: '#86694c',
      thread: '#3f6b62',
    }),
  ),
  others: [{ view: 'pair' }, { view: 'sole', look: { tread: 'dots', rubber: '#a1876a', edge: '#dccaa9' } }],
}

export const home: readonly Model[] = [furSlippers, feltSlippers, childSlippers, greyBooties, childBooties]

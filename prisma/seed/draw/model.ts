import type { Ink, Material } from './ink.ts'
import type { Studio } from './scene.ts'
import type { Standing } from './views/settings.ts'
import type { SoleView } from './views/sole-view.ts'

/** A picture of a model besides the first one. */
export type Other =
  | { readonly view: 'pair' }
  | { readonly view: 'box'; readonly paper: string }
  | { readonly view: 'sole'; readonly look: SoleView }
  /** A square cut out of the side view: its top left corner and its side, in the drawing's own pixels. */
  | { readonly view: 'detail'; readonly cut: readonly [x: number, y: number, side: number] }
  | { readonly view: 'set'; readonly draw: (ink: Ink) => string }

/** What the pictures of one product are drawn from; files are named `<article>-<view>.jpg`, the first `-side`. */
export interface Model {
  readonly article: string
  readonly studio: Studio
  readonly stands: 'floor' | 'plinth' | 'flat'
  readonly thing: Standing
  readonly others: readonly Other[]
}

/** A material in two words. */
export const of = (colour: string, surface: Material['surface'] = 'leather'): Material => ({
  colour,
  surface,
})

type Draw = (ink: Ink) => string

const WHOLE_SOLE = [[156, 872]] as const

/** Where each kind of footwear stands, and how high it reaches. */
export const standing = {
  sneaker: (draw: Draw): Standing => ({ draw, touches: WHOLE_SOLE, top: 318 }),
  boot: (draw: Draw): Standing => ({ draw, touches: WHOLE_SOLE, top: 180 }),
  low: (draw: Draw): Standing => ({ draw, touches: WHOLE_SOLE, top: 400 }),
  open: (draw: Draw): Standing => ({ draw, touches: WHOLE_SOLE, top: 376 }),
  pump: (draw: Draw): Standing => ({
    draw,
    touches: [
      [130, 390],
      [786, 866],
    ],
    top: 400,
  }),
} as const

/** Each category's studio. */
export const STUDIO = {
  boys: { wall: '#d9e4ea', disc: '#b9cedb', floor: '#cddae2' },
  girls: { wall: '#f5e3e0', disc: '#ecc7c4', floor: '#eed8d3' },
  women: { wall: '#f1e7db', disc: '#e3cdb2', floor: '#e9dcca' },
  men: { wall: '#e2e4dd', disc: '#c3cabd', floor: '#d5d8ce' },
  home: { wall: '#ece6f0', disc: '#cfc3dd', floor: '#dfd7e6' },
  care: { wall: '#e2ece4', disc: '#bfd5c6', floor: '#d3e0d6' },
} as const satisfies Record<string, Studio>

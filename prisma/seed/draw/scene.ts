import sharp from 'sharp'
import { darker, lighter, mix } from './colour.ts'
import type { Ink } from './ink.ts'
import { ellipse, line, outline, polyline, type XY } from './path.ts'

/** Colours of a category's studio: the wall, the disc on it and the floor. */
export interface Studio {
  readonly wall: string
  readonly disc: string
  readonly floor: string
}

export const SIDE = 1000
export const GROUND = 730

/** The empty studio: wall lit from the top left, a disc of paint on it, a floor, light of a window. */
export function backdrop(ink: Ink, studio: Studio, look: { disc?: boolean; horizon?: number } = {}): string {
  const { disc = true, horizon = 640 } = look
  const glow = ink.define(
    (id) =>
      `<radialGradient id="${id}" gradientUnits="userSpaceOnUse" cx="240" cy="160" r="1050"><stop offset="0" stop-color="${lighter(studio.wall, 0.55)}"/><stop offset="0.55" stop-color="${studio.wall}"/><stop offset="1" stop-color="${mix(studio.wall, darker(studio.wall, 0.3), 0.55)}"/></radialGradient>`,
  )
  const floor = outline(
    line([
      [-10, horizon],
      [SIDE + 10, horizon],
    ]),
    line([
      [SIDE + 10, SIDE + 10],
      [-10, SIDE + 10],
    ]),
  )
  const floorPaint = ink.fade(
    [
      [0, mix(studio.floor, studio.wall, 0.55)],
      [0.35, studio.floor],
      [1, lighter(studio.floor, 0.18)],
    ],
    [0, 0],
    [0, 1],
  )
  const round = ellipse([500, 470], [372, 372])
  const beam = (x: number): string =>
    ink.soft(
      polyline(
        [
          [x, -40],
          [x + 120, -40],
          [x + 560, 760],
          [x + 440, 760],
        ],
        true,
      ),
      { colour: '#fffdf4', opacity: 0.2, blur: 20 },
    )
  return [
    `<rect width="${SIDE}" height="${SIDE}" fill="url(#${glow})"/>`,
    disc
      ? ink.fill(
          round,
          ink.fade([
            [0, lighter(studio.disc, 0.25)],
            [1, studio.disc],
          ]),
        )
      : '',
    horizon >= SIDE
      ? ''
      : `<rect x="-10" y="${horizon}" width="1020" height="${SIDE + 10 - horizon}" fill="${floorPaint}"/>`,
    ink.soft(floor, { colour: darker(studio.floor, 0.4), opacity: 0.14, blur: 10, width: 12 }),
    beam(-60),
    beam(120),
  ].join('')
}

/** The shadow under something that stands on the floor from x to x: dark where it touches, wide and faint to the right. */
export function contactShadow(
  ink: Ink,
  from: number,
  to: number,
  look: { y?: number; strength?: number } = {},
): string {
  const { y = GROUND, strength = 1 } = look
  const middle = (from + to) / 2
  const half = (to - from) / 2
  return [
    ink.soft(ellipse([middle + 46, y + 14], [half * 1.05, 34]), {
      colour: '#2a1c22',
      opacity: 0.26 * strength,
      blur: 24,
    }),
    ink.soft(ellipse([middle + 16, y + 6], [half * 1.0, 15]), {
      colour: '#22151b',
      opacity: 0.4 * strength,
      blur: 9,
    }),
    ink.soft(ellipse([middle + 4, y], [half * 0.94, 6]), {
      colour: '#160c11',
      opacity: 0.6 * strength,
      blur: 3.5,
    }),
  ].join('')
}

/** Puts a drawing elsewhere, turned and scaled about a point. */
export function placed(
  content: string,
  look: { at?: XY; scale?: number; turnDeg?: number; about?: XY; flip?: boolean },
): string {
  const { at = [0, 0], scale = 1, turnDeg = 0, about = [500, GROUND], flip = false } = look
  const size = flip ? `scale(${-scale} ${scale})` : `scale(${scale})`
  return `<g transform="translate(${at[0] + about[0]} ${at[1] + about[1]}) rotate(${turnDeg}) ${size} translate(${-about[0]} ${-about[1]})">${content}</g>`
}

/** The whole picture as SVG text. */
export const svgOf = (
  ink: Ink,
  content: string,
  view: readonly [number, number, number, number] = [0, 0, SIDE, SIDE],
): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="${SIDE}" height="${SIDE}" viewBox="${view.join(' ')}"><defs>${ink.defs.join('')}</defs>${content}</svg>`

const HEAVIEST_BYTES = 90 * 1024

/** SVG text to a JPEG of 1000 × 1000 px, at most 90 KB: a rough surface costs a few points of quality. */
export async function jpegOf(svg: string, quality = 80): Promise<Buffer> {
  const jpeg = await sharp(Buffer.from(svg))
    .flatten({ background: '#ffffff' })
    .jpeg({ quality, mozjpeg: true })
    .toBuffer()
  return jpeg.length <= HEAVIEST_BYTES ? jpeg : jpegOf(svg, quality - 6)
}

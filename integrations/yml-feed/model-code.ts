import type { Text } from '../../core/kernel/text.ts'
import { colourOfCode } from './colours.ts'
import { isSizeLetter } from './words.ts'

/** A shop's code of one offer taken apart: `33703-L-Black` = model 33703, size L, colour black. */
export interface ModelCode {
  /** What is left without the options: names the product. */
  readonly model: string
  readonly size?: string
  readonly colour?: Text
}

/**
 * Takes a code apart where its parts say size or colour: by the letters of sizes, by names of colours, or
 * because the offer's own parameters say the very same. The first part is never an option. Undefined where
 * no part is one: then the code may name the product or the variant, and cannot tell which.
 */
export const readCode = (
  code: string,
  said: { size?: string | undefined; colour?: string | undefined },
): ModelCode | undefined => {
  const [first, ...rest] = code.split(/[-_/\s]+/).filter((token) => token !== '')
  if (first === undefined) return undefined
  const model = [first]
  let size: string | undefined
  let colour: Text | undefined
  for (let i = 0; i < rest.length; i++) {
    const token = rest[i]!
    const next = rest[i + 1]
    if (size === undefined && (isSizeLetter(token) || same(token, said.size))) {
      size = isSizeLetter(token) ? token.toUpperCase() : token
      continue
    }
    if (colour === undefined) {
      // "Dark-blue" is one colour, but in "Black-L" the L is a size.
      const double = next !== undefined && !isSizeLetter(next) ? colourOfCode([token, next]) : undefined
      colour = double ?? colourOfCode([token]) ?? (same(token, said.colour) ? { uk: token } : undefined)
      if (double) i += 1
      if (colour) continue
    }
    model.push(token)
  }
  if (size === undefined && colour === undefined) return undefined
  return { model: model.join('-'), ...(size !== undefined && { size }), ...(colour && { colour }) }
}

const same = (token: string, said: string | undefined) =>
  said !== undefined && token.toLowerCase() === said.toLowerCase()

/** The code that a shop wrote into the name: "… чорна (33703-L-Black)" or "… TP01-Grey" at the end. */
export const codeInName = (name: string): string | undefined =>
  /\(([\p{L}\d][\p{L}\d._/-]*)\)\s*$/u.exec(name)?.[1] ??
  /(?:^|\s)([A-Z\d]+(?:[-_][A-Za-z\d]+)+)\s*$/.exec(name)?.[1]

/** The name without the code in brackets at its end. */
export const withoutBracketCode = (name: string): string =>
  name.replace(/\s*\([\p{L}\d][\p{L}\d._/-]*\)\s*$/u, '').trim()

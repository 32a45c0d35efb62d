import { expect, it } from 'vitest'
import { readMarks } from './viber-marks.ts'

const bold = (text: string) => readMarks(text).flatMap(({ words, bold }) => (bold ? [words] : []))

it('words between stars are bold, as Viber tells: beside a space or an end, with no space inside', () => {
  expect(bold('*Кошик*\n\n1. Туфлі *нові* тут')).toEqual(['Кошик', 'нові'])
  for (const plain of ['*Viber*bots', '* Viber*', '5 * 3 * 2', '**', '*', 'a*b*c'])
    expect(bold(plain)).toEqual([])
})

it('nothing but the stars is lost', () => {
  const text = '*А* б *в г* *д*'
  expect(
    readMarks(text)
      .map(({ words }) => words)
      .join(''),
  ).toBe('А б в г д')
})

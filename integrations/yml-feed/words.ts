import type { Text } from '../../core/kernel/text.ts'

export const SIZE: Text = { uk: 'Розмір', en: 'Size' }
export const COLOUR: Text = { uk: 'Колір', en: 'Colour' }

const SIZE_PARAM = /^(розмір|размер|size)( (взуття|одягу|обуви|одежды))?$/i
const COLOUR_PARAM = /^(колір|цвет|colou?r)$/i
const WEIGHT_PARAM = /^(вага|вес|weight)$/i

export const isSize = (param: string): boolean => SIZE_PARAM.test(param)
export const isColour = (param: string): boolean => COLOUR_PARAM.test(param)
export const isWeight = (param: string): boolean => WEIGHT_PARAM.test(param)

/** Sizes by letters, from the smallest: what is a size inside a code, and the order they are shown in. */
const LETTERS = /^(?:[2-6]?x{1,5}[sl]|[sml])$/i

export const isSizeLetter = (token: string): boolean => LETTERS.test(token)

/** Sorts sizes as a shop would: XS < S < M < L < XL < 2XL; numbers by value. Undefined for anything else. */
export const sizeRank = (size: string): number | undefined => {
  const letter = /^(\d*)(x*)([sml])$/i.exec(size)
  if (letter && isSizeLetter(size)) {
    const times = Number(letter[1] || 1) * letter[2]!.length
    const base = { s: -1, m: 0, l: 1 }[letter[3]!.toLowerCase() as 's' | 'm' | 'l']
    return base + Math.sign(base) * times
  }
  const number = /^\d+(?:[.,]\d+)?/.exec(size)
  return number ? Number(number[0].replace(',', '.')) : undefined
}

/** The words of marketplaces' parameter lists that come in Russian again and again. */
const UKRAINIAN: Readonly<Record<string, string>> = {
  размер: 'Розмір',
  цвет: 'Колір',
  материал: 'Матеріал',
  объем: 'Обʼєм',
  вес: 'Вага',
  высота: 'Висота',
  ширина: 'Ширина',
  глубина: 'Глибина',
  длина: 'Довжина',
  пол: 'Стать',
  тип: 'Тип',
  сезон: 'Сезон',
  'страна производитель': 'Країна-виробник',
  'страна-производитель': 'Країна-виробник',
  'длина стельки': 'Довжина устілки',
  есть: 'Є',
  нет: 'Немає',
  да: 'Так',
  женский: 'Жіноча',
  мужской: 'Чоловіча',
  унисекс: 'Унісекс',
  чемодан: 'Валіза',
  чехол: 'Чохол',
  рюкзак: 'Рюкзак',
  подушка: 'Подушка',
  'сумка дорожная': 'Дорожня сумка',
  'дорожная сумка': 'Дорожня сумка',
  'без колес': 'Без коліс',
  кожа: 'Шкіра',
  хлопок: 'Бавовна',
  ткань: 'Тканина',
  китай: 'Китай',
  украина: 'Україна',
  польша: 'Польща',
}

/** A name or value of a parameter, in Ukrainian where it is one of the common words. */
export const inUkrainian = (said: string): string =>
  UKRAINIAN[said.toLowerCase().replaceAll('ё', 'е')] ?? said

import { describe, expect, it } from 'vitest'
import { chooseWords, oneLine, plainText } from './text.ts'

describe('a description of a feed', () => {
  it('loses its markup and keeps its lines', () => {
    expect(
      plainText('<h2>Валіза</h2><p>Легка &amp; міцна.</p><ul><li>4 колеса</li><li>замок</li></ul>'),
    ).toBe('Валіза\n\nЛегка & міцна.\n• 4 колеса\n• замок')
    expect(plainText('перший рядок\nдругий &ndash; рядок')).toBe('перший рядок\nдругий – рядок')
    expect(plainText('<p>один</p><p>два<br>три</p>')).toBe('один\nдва\nтри')
  })

  it('is text also where it was escaped twice', () => {
    expect(plainText('&lt;p&gt;Об&rsquo;єм 40&nbsp;л&lt;/p&gt;')).toBe('Об’єм 40 л')
    expect(plainText('&amp;lt;b&amp;gt;так&amp;lt;/b&amp;gt;')).toBe('так')
  })

  it('keeps what only looks like markup', () => {
    expect(plainText('вага < 3 кг & об’єм > 30 л')).toBe('вага < 3 кг & об’єм > 30 л')
  })

  it('has nothing that Telegram or PostgreSQL refuse', () => {
    expect(plainText('а\u0000б\u200eв \ud83d г')).toBe('абв \ufffd г')
    expect(
      plainText(
        '<a href="https://x.example">сайт</a><img src="https://x.example/1.jpg"><script>x()</script>',
      ),
    ).toBe('сайт')
  })

  it('is cut after a sentence, at most 3,500 characters long', () => {
    const sentence = 'Міцна та практична валіза для подорожей. '
    const cut = plainText(sentence.repeat(200))
    expect(cut.length).toBeLessThanOrEqual(3500)
    expect(cut.endsWith('подорожей.')).toBe(true)
    expect(plainText('слово '.repeat(1000)).endsWith('слово…')).toBe(true)
    expect(plainText('😀'.repeat(3000), 101).isWellFormed()).toBe(true)
  })

  it('loses the menu of a translator that was pasted into it', () => {
    const menu =
      'translator Afrikaans Albanian - shqipe Welsh - Cymraeg Yiddish Double-click Select to translate'
    expect(plainText(`${menu} Дорожня валіза ${menu}`)).toBe('Дорожня валіза')
    expect(plainText(menu)).toBe('')
  })

  it('names stand on one line', () => {
    expect(oneLine(' Валіза \n <b>Wings</b>  ')).toBe('Валіза Wings')
  })
})

describe('of the languages of a feed', () => {
  it('Ukrainian is preferred, Russian is taken only where nothing else is, and said', () => {
    expect(chooseWords({ uk: 'Валіза', ru: 'Чемодан' }, plainText)).toEqual({
      text: 'Валіза',
      russian: false,
    })
    expect(chooseWords({ plain: 'Черный чемодан', uk: 'Чорна валіза' }, plainText).text).toBe('Чорна валіза')
    expect(chooseWords({ plain: 'Валіза', ru: 'Чемодан' }, plainText)).toEqual({
      text: 'Валіза',
      russian: false,
    })
    expect(chooseWords({ plain: 'Чёрный чемодан' }, plainText)).toEqual({
      text: 'Чёрный чемодан',
      russian: true,
    })
    expect(chooseWords({ uk: '<p> </p>', ru: 'Чемодан' }, plainText)).toEqual({
      text: 'Чемодан',
      russian: true,
    })
    expect(chooseWords({}, plainText)).toEqual({ text: '', russian: false })
  })
})

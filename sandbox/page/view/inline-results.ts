import { useEffect, useState } from 'preact/hooks'
import { fileAddress } from '../text/links.ts'
import type { InlineFound, InlineResult } from '../wire.ts'
import { h } from './h.ts'
import { useDoing } from './sandbox.ts'

interface Props {
  readonly personId: number
  readonly query: string
}

/** Who types on is not asked about at every letter. */
const pauseMs = 250

interface Listed extends InlineResult {
  readonly queryId: string
}

interface Found {
  readonly listed: readonly Listed[]
  readonly last: InlineFound | null
}

const nothing: Found = { listed: [], last: null }

/** What the bot finds for the words after its name, above the line one writes in. A new query is a new list (`key`). */
export function InlineResults({ personId, query }: Props) {
  const doing = useDoing()
  const [found, setFound] = useState<Found | 'waiting' | 'silent'>('waiting')

  const look = async (offset: string, before: Found): Promise<Found | 'silent'> => {
    const last = await doing.findInline(personId, { query, offset })
    if (!last) return 'silent'
    const { queryId } = last
    return { listed: [...before.listed, ...(last.results ?? []).map((each) => ({ ...each, queryId }))], last }
  }
  useEffect(() => {
    let isCurrent = true
    const timer = setTimeout(async () => {
      const first = await look('', nothing)
      if (isCurrent) setFound(first)
    }, pauseMs)
    return () => {
      isCurrent = false
      clearTimeout(timer)
    }
  }, [])

  if (found === 'waiting') return h('div', { class: 'inline-results', 'aria-busy': 'true' }, note('Шукаємо…'))
  if (found === 'silent') return h('div', { class: 'inline-results' }, note('Бот не відповів'))
  const { listed, last } = found
  const { button, nextOffset } = last ?? {}
  const more = async () => setFound(await look(nextOffset ?? '', found))
  return h(
    'div',
    { class: 'inline-results', role: 'group', 'aria-label': 'Знайдене' },
    button &&
      h(
        'button',
        {
          type: 'button',
          class: 'inline-more',
          onClick: () => {
            doing.draft(personId, { text: '' })
            doing.send(personId, { text: `/start ${button.startParameter}` })
          },
        },
        button.text,
      ),
    listed.map((result) => h(Result, { key: `${result.queryId} ${result.id}`, personId, result })),
    listed.length === 0 && !button && note('Нічого не знайшли'),
    nextOffset && h('button', { type: 'button', class: 'inline-more', onClick: more }, 'Ще'),
  )
}

const note = (words: string) => h('p', null, words)

function Result({ personId, result }: { personId: number; result: Listed }) {
  const doing = useDoing()
  const { photo, title, description, queryId, id: resultId } = result
  return h(
    'button',
    {
      type: 'button',
      class: 'inline-result',
      onClick: () => doing.pickInline(personId, { queryId, resultId }),
    },
    photo
      ? h('img', { src: fileAddress(photo.url), alt: '', width: 44, height: 44 })
      : h('span', { class: 'inline-letter', 'aria-hidden': 'true' }, title.slice(0, 1)),
    h(
      'span',
      { class: 'card-words' },
      h('span', { class: 'card-title' }, title),
      h('span', { class: 'card-line' }, description),
    ),
  )
}

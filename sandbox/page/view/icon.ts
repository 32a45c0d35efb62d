import { h } from './h.ts'

const paths = {
  add: 'M12 5v14M5 12h14',
  attach:
    'M20 11.5 12.2 19.3a5 5 0 0 1-7-7l8.3-8.4a3.3 3.3 0 0 1 4.7 4.7l-8.1 8.2a1.6 1.6 0 0 1-2.4-2.3l7.3-7.3',
  block: 'M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18ZM5.8 5.8l12.4 12.4',
  chat: 'M5 5h14a1 1 0 0 1 1 1v9.5a1 1 0 0 1-1 1h-7.5L7 20v-3.5H5a1 1 0 0 1-1-1V6a1 1 0 0 1 1-1Z',
  check: 'm5 12.5 4.5 4.5L19 7.5',
  close: 'M6 6l12 12M18 6 6 18',
  copy: 'M9 9h10v11H9zM6 15H5V4h10v2',
  document: 'M7 3h7l4 4v14H7zM14 3v4.5h4',
  down: 'M12 5v13M6 13l6 6 6-6',
  forward: 'M14.5 6 20 11.5 14.5 17M19.5 11.5H11c-4 0-6.5 2-7 6',
  keyboard: 'M3 7h18v11H3zM7 11h.01M11 11h.01M15 11h.01M17.5 11h.01M8 14.5h8',
  menu: 'M4 7h16M4 12h16M4 17h10',
  more: 'M12 5.5h.01M12 12h.01M12 18.5h.01',
  move: 'M4 8h13M13 4l4 4-4 4M20 16H7M11 12l-4 4 4 4',
  open: 'M8 16 17 7M9.5 7H17v7.5',
  people:
    'M9 11.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7ZM2.5 19.5c.6-3.3 3.2-5 6.5-5s5.9 1.7 6.5 5M15.5 5a3.3 3.3 0 0 1 0 6.3M18 14.9c1.9.6 3.1 2.2 3.5 4.6',
  person: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM4.5 20c.7-3.7 3.7-5.5 7.5-5.5s6.8 1.8 7.5 5.5',
  photo: 'M4 5h16v14H4zM4 16l4.5-4.5 4 4 2.5-2.5 5 5M15.5 9.5h.01',
  place:
    'M12 21s-6.5-5.7-6.5-11a6.5 6.5 0 0 1 13 0c0 5.3-6.5 11-6.5 11ZM12 12.2a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.4Z',
  reply: 'M9.5 6 4 11.5 9.5 17M4.5 11.5H13c4 0 6.5 2 7 6',
  power: 'M12 3.5v8M7.2 6.5a7.5 7.5 0 1 0 9.6 0',
  send: 'M4.5 4.5 20.5 12 4.5 19.5 7 12zM7 12h6',
  sticker: 'M12 3.5a8.5 8.5 0 1 0 8.5 8.5c-5 0-8.5-3.5-8.5-8.5ZM8.5 13.5c.8 1.6 2 2.3 3.5 2.3',
  voice:
    'M12 4a2.5 2.5 0 0 1 2.5 2.5v5a2.5 2.5 0 0 1-5 0v-5A2.5 2.5 0 0 1 12 4ZM6.5 11.5a5.5 5.5 0 0 0 11 0M12 17v3',
} as const

export type IconName = keyof typeof paths

/** A picture beside words or in a button that has a name of its own: never read aloud. */
export function Icon({ name }: { name: IconName }) {
  return h(
    'svg',
    { class: `icon icon-${name}`, viewBox: '0 0 24 24', 'aria-hidden': 'true' },
    h('path', { d: paths[name] }),
  )
}

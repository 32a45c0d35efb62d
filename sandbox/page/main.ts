import { createElement, render } from 'preact'
import { roomFound } from './state/changes.ts'
import { createDoing } from './state/doing.ts'
import { keepUp } from './state/keep-up.ts'
import { remember, remembered } from './state/remember.ts'
import { initialState } from './state/state.ts'
import { createStore } from './state/store.ts'
import { createViberDoing } from './state/viber-doing.ts'
import { keepViberUp } from './state/viber-keep-up.ts'
import { App } from './view/app.ts'
import { SandboxContext } from './view/sandbox.ts'

const store = createStore({ ...initialState, ...remembered() })
const doing = createDoing(store)
const inViber = createViberDoing(store, doing.attempt)

const forTwo = matchMedia('(min-width: 860px)')
const forThree = matchMedia('(min-width: 1180px)')
const fitWindow = () => store.update(roomFound(forThree.matches ? 3 : forTwo.matches ? 2 : 1))
forTwo.addEventListener('change', fitWindow)
forThree.addEventListener('change', fitWindow)
fitWindow()

remember(store)
keepUp(store, doing.answered)
keepViberUp(store)

render(
  createElement(SandboxContext.Provider, { value: { store, doing, inViber } }, createElement(App, {})),
  document.getElementById('page')!,
)

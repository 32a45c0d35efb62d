import { createElement, render } from 'preact'
import { narrowed } from './state/changes.ts'
import { createDoing } from './state/doing.ts'
import { keepUp } from './state/keep-up.ts'
import { remember, remembered } from './state/remember.ts'
import { initialState } from './state/state.ts'
import { createStore } from './state/store.ts'
import { App } from './view/app.ts'
import { SandboxContext } from './view/sandbox.ts'

const store = createStore({ ...initialState, ...remembered() })
const doing = createDoing(store)

const narrowWindow = matchMedia('(max-width: 859px)')
const fitWindow = () => store.update(narrowed(narrowWindow.matches))
narrowWindow.addEventListener('change', fitWindow)
fitWindow()

remember(store)
keepUp(store, doing.answered)

render(
  createElement(SandboxContext.Provider, { value: { store, doing } }, createElement(App, {})),
  document.getElementById('page')!,
)

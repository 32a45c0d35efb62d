import { createHash } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import { DomainError } from '../../core/kernel/errors.ts'
import type { OutletText } from '../../core/outlets/index.ts'
import { checkSetting } from '../../core/settings/index.ts'
import { type AskingOf, FREE } from '../dialogue/step.ts'
import {
  type Fallbacks,
  type HandlersOf,
  type QuestionsOf,
  type Reply,
  type Turn,
  unlessRefused,
  withNotice,
} from '../dialogue/turn.ts'
import { requireStaff } from './require-staff.ts'
import type { settingsActions, settingsSteps } from './settings.actions.ts'
import type { SettingsScreen } from './settings.screens.ts'
import { type FieldCode, fieldOf, partOf, presentOf, type Section, withPart } from './settings-fields.ts'
import { KINDS } from './settings-kinds.ts'

/** «Вимкнути» as it is kept with the question. */
const OFF = '—off—'
const HISTORY = 50

const requireOwner = ({ actor }: Turn): void => requireStaff(actor, ['owner'])

const setup = async (turn: Turn): Promise<Reply> => {
  requireOwner(turn)
  return { screen: { name: 'setup' }, step: FREE }
}

const section = async (turn: Turn, { section: name }: { section: Section }): Promise<Reply> => {
  requireOwner(turn)
  const settings = await turn.core.settings.read()
  return { screen: { name: 'setup_section', section: name, settings }, step: FREE }
}

/** The newest change that touched this part of the setting. */
const lastOf = async ({ core }: Turn, code: FieldCode) => {
  const { key, path } = fieldOf(code)
  const lines = await core.settings.history(key, { limit: HISTORY })
  const line = lines.find(
    ({ before, after }) => !isDeepStrictEqual(partOf(before, path), partOf(after, path)),
  )
  return line && { at: line.at, byName: line.byName, was: partOf(line.before, path) }
}

type Asks = Extract<SettingsScreen, { name: 'setup_field' }>['asks']

const showField = async (
  turn: Turn,
  { field }: { field: FieldCode },
  { asks = null, typed = null }: { asks?: Asks; typed?: string | null } = {},
): Promise<Reply> => {
  requireOwner(turn)
  const present = presentOf(await turn.core.settings.read(), field)
  const screen = { name: 'setup_field', field, present, last: await lastOf(turn, field), asks } as const
  return { screen, step: { asks: 'setup', field, typed } }
}

const sumOf = (typed: string): number => createHash('sha256').update(typed).digest().readUInt32BE(0) % 100_000

/** @throws DomainError `settings.<kind>` for what is no value of the field's kind */
const readTyped = (field: FieldCode, typed: string): unknown => {
  const { off } = fieldOf(field)
  if (typed === OFF && off !== undefined) return off
  const value = KINDS[fieldOf(field).kind].read(typed)
  if (value === undefined) throw new DomainError(`settings.${fieldOf(field).kind}`)
  return value
}

const save = async (turn: Turn, field: FieldCode, value: unknown): Promise<Reply> => {
  const { key, path } = fieldOf(field)
  await turn.core.settings.change({
    actor: turn.actor,
    key,
    edit: (present) => withPart(present, path, value),
    cause: turn.cause,
  })
  return withNotice(await showField(turn, { field }), { code: 'setup.saved' })
}

/** A new value: it holds at once, or is asked once more where it costs money. What is refused is refused before that. */
const propose = async (turn: Turn, field: FieldCode, typed: string): Promise<Reply> => {
  requireOwner(turn)
  const { key, path, twice } = fieldOf(field)
  const value = readTyped(field, typed)
  const settings = await turn.core.settings.read()
  checkSetting(key, withPart(settings[key], path, value))
  if (!twice) return save(turn, field, value)
  return showField(turn, { field }, { asks: { value, sum: sumOf(typed) }, typed })
}

const surely = async (turn: Turn, { field, sum }: { field: FieldCode; sum: number }): Promise<Reply> => {
  const { step } = turn
  if (step.asks !== 'setup' || step.field !== field || step.typed === null || sumOf(step.typed) !== sum)
    return withNotice(await showField(turn, { field }), { code: 'setup.again' })
  return save(turn, field, readTyped(field, step.typed))
}

const choose = async (
  turn: Turn,
  { field, n, on }: { field: FieldCode; n: number; on: boolean },
): Promise<Reply> => {
  requireOwner(turn)
  const { choices = [], one } = KINDS[fieldOf(field).kind]
  const choice = choices[n]
  if (choice === undefined) return showField(turn, { field })
  if (one) return save(turn, field, choice)
  const present = presentOf(await turn.core.settings.read(), field) as readonly (string | number)[]
  const value = choices.filter((each) => (each === choice ? on : present.includes(each)))
  return save(turn, field, value)
}

const answer = (turn: Turn, step: AskingOf<'setup'>, text: string): Promise<Reply> =>
  propose(turn, step.field, text).catch(
    unlessRefused(async (refusal) => withNotice(await showField(turn, step), refusal)),
  )

const outlets = async (turn: Turn): Promise<Reply> => {
  requireOwner(turn)
  return { screen: { name: 'outlets', outlets: await turn.core.outlets.all() }, step: FREE }
}

const outlet = async (
  turn: Turn,
  { outletId }: { outletId: string },
  asks: OutletText | null = null,
): Promise<Reply> => {
  requireOwner(turn)
  const found = await turn.core.outlets.find(outletId)
  if (!found) throw new DomainError('outlet.unknown')
  const [last] = await turn.core.settings.history(`outlet:${outletId}`, { limit: 1 })
  return {
    screen: { name: 'outlet', outlet: found, last, asks },
    step: asks ? { asks: 'outlet_text', outletId, text: asks } : FREE,
  }
}

type Change = Parameters<Turn['core']['outlets']['change']>[0]['change']

const changeOutlet = async (turn: Turn, outletId: string, change: Change): Promise<Reply> => {
  await turn.core.outlets.change({ actor: turn.actor, id: outletId, change, cause: turn.cause })
  return withNotice(await outlet(turn, { outletId }), { code: 'setup.saved' })
}

const addOutlet = async (turn: Turn): Promise<Reply> => {
  requireOwner(turn)
  return { screen: { name: 'outlet_add' }, step: { asks: 'outlet_name' } }
}

export const questions: QuestionsOf<typeof settingsSteps> = {
  setup: {
    answer,
    again: (turn, step) => showField(turn, step),
    repeated: (turn, step) => showField(turn, step),
  },
  outlet_text: {
    answer: (turn, { outletId, text }, value) =>
      changeOutlet(turn, outletId, { text, value }).catch(
        unlessRefused(async (refusal) => withNotice(await outlet(turn, { outletId }, text), refusal)),
      ),
    again: (turn, step) => outlet(turn, step, step.text),
    repeated: (turn, step) => outlet(turn, step),
  },
  outlet_name: {
    answer: (turn, _, name) =>
      turn.core.outlets
        .add({ actor: turn.actor, name, cause: turn.cause })
        .then((outletId) => outlet(turn, { outletId }))
        .catch(unlessRefused(async (refusal) => withNotice(await addOutlet(turn), refusal))),
    again: addOutlet,
    repeated: outlets,
  },
}

export const handlers: HandlersOf<typeof settingsActions> = {
  setup,
  setup_section: section,
  setup_field: (turn, action) => showField(turn, action),
  setup_choose: choose,
  setup_off: (turn, { field }) => propose(turn, field, OFF),
  setup_surely: surely,
  outlets,
  outlet_add: addOutlet,
  outlet_shown: (turn, action) => outlet(turn, action),
  outlet_text: (turn, { outletId, text }) => outlet(turn, { outletId }, text),
  outlet_pickup: (turn, { outletId, on }) => changeOutlet(turn, outletId, { pickup: on }),
  outlet_hide: (turn, { outletId, on }) => changeOutlet(turn, outletId, { hidden: on }),
}

export const fallbacks: Fallbacks<typeof settingsActions> = {
  setup_choose: (turn, action) => showField(turn, action),
  setup_off: (turn, action) => showField(turn, action),
  setup_surely: (turn, action) => showField(turn, action),
  outlet_shown: outlets,
  outlet_text: outlets,
  outlet_pickup: (turn, action) => outlet(turn, action),
  outlet_hide: (turn, action) => outlet(turn, action),
}

import type { myDataActions } from './my-data.actions.ts'
import { FREE } from './step.ts'
import type { Fallbacks, Handler, HandlersOf, Reply, Turn } from './turn.ts'

const data = async ({ core, user }: Turn): Promise<Reply> => ({
  screen: {
    name: 'my_data',
    summary: await core.personal.summary(user.id),
    settings: await core.settings.read(),
  },
  step: FREE,
})

const save: Handler<'data_save'> = async ({ core, user }) => ({
  screen: { name: 'data_file', kept: await core.personal.kept(user.id), at: core.clock.now() },
  step: FREE,
})

const reminders: Handler<'data_reminders'> = async (turn, { on }) => {
  await turn.core.users.setReminders(turn.user.id, on)
  return data(turn)
}

/** Asked first, with what goes and what stays; or why it cannot be yet. */
const ask: Handler<'data_erase'> = async ({ core, user }) => ({
  screen: { name: 'erase_data', hindrance: await core.personal.hindrance(user.id) },
  step: FREE,
})

const erased = async (): Promise<Reply> => ({ screen: { name: 'data_erased' }, step: FREE })

const erase: Handler<'data_erase_surely'> = async ({ core, user, cause }) => {
  await core.personal.erase({ userId: user.id, cause })
  return erased()
}

export const handlers: HandlersOf<typeof myDataActions> = {
  data,
  data_save: save,
  data_erase: ask,
  data_erase_surely: erase,
  data_reminders: reminders,
}

export const fallbacks: Fallbacks<typeof myDataActions> = { data_erase_surely: data }

/** They are gone already, and so is who asked. */
export const repeats: Fallbacks<typeof myDataActions> = { data_erase_surely: erased }

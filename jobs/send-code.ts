import type { Core } from '../core/index.ts'
import type { Follower } from './job.ts'

/** A code that was asked for goes out. */
export const sendCode = (core: Core): Follower<'phone.code_asked'> => ({
  name: 'send-code',
  run: async ({ codeId }, { done }) => {
    await core.users.sendCode(codeId, done)
    await core.notifications.sendDue()
  },
})

import type { Core } from '../core/index.ts'
import type { Follower } from './job.ts'

/** What was said goes to whom it is said, with the files that whoever reads it in another messenger needs. */
export const relayTicket = (core: Core): Follower<'ticket.changed'> => ({
  name: 'relay-ticket',
  run: async ({ ticketId }, { done }) => {
    for (const file of await core.support.filesToRelay(ticketId)) await core.files.keep(file)
    await core.support.relay(ticketId, done)
    await core.notifications.sendDue()
  },
})

/** An answer that did not reach the customer: who wrote it is told. */
export const tellUndelivered = (core: Core): Follower<'message.undelivered'> => ({
  name: 'tell-undelivered',
  run: async ({ template, params, why }, { done }) => {
    if (template !== 'ticket.answer') return
    const answer = { ticketId: String(params.ticketId), number: Number(params.number), why }
    await core.support.noteUndelivered(answer, done)
    await core.notifications.sendDue()
  },
})

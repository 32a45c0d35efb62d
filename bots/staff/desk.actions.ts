import { id, maybe, oneOf } from '../dialogue/address.ts'

export const QUEUES = ['confirm', 'pay', 'ship'] as const
export type QueueName = (typeof QUEUES)[number]

/** The desk: what waits for whom. */
export const deskActions = {
  desk: {},
  queue: { queue: oneOf(QUEUES), after: maybe(id('ord')) },
} as const

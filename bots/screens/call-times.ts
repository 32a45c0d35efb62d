import type { DomainError } from '../../core/kernel/errors.ts'

/** Whether a named time was refused for what it is, so that another one is asked for. */
export const isWrongTime = ({ code }: DomainError): boolean =>
  code === 'order.mark_time' || code === 'order.call_hour'

/** The nearest time that would do, as the refusal of another one names it. */
export const nearestOf = ({ params }: DomainError): Date | undefined =>
  params.nearest instanceof Date ? params.nearest : undefined

/** The times that are offered, with this one at their head. */
export const firstOf = (offered: readonly Date[], first: Date | undefined): readonly Date[] =>
  first ? [first, ...offered.filter((time) => time.getTime() !== first.getTime())] : offered

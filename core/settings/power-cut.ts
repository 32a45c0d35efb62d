import type { Settings } from './settings.ts'

/** Until when a power cut holds; null where none does now. */
export const powerCutUntil = ({ powerCut }: Pick<Settings, 'powerCut'>, now: Date): Date | null => {
  if (!powerCut) return null
  const until = new globalThis.Date(powerCut.until)
  return until > now ? until : null
}

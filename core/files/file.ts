/** A file that a person sent, as the messenger that has it names it. */
export interface SentMedia {
  readonly kind: 'photo' | 'voice' | 'video' | 'video_note' | 'audio' | 'document'
  readonly id: string
  readonly messenger: string
}

/** What a file of a kind ends with where its messenger does not say. */
const USUAL_ENDING: Readonly<Record<SentMedia['kind'], string>> = {
  photo: 'jpg',
  voice: 'ogg',
  video: 'mp4',
  video_note: 'mp4',
  audio: 'mp3',
  document: 'dat',
}

/** What a kept file is called: its kind, and an ending that is nothing but letters and digits. */
export const nameOf = (kind: SentMedia['kind'], ending: string): string => {
  const known = /^[a-z0-9]{1,8}$/i.test(ending) ? ending.toLowerCase() : USUAL_ENDING[kind]
  // Telegram calls a voice "oga", which no player of a phone opens by its name.
  return `${kind}.${known === 'oga' ? 'ogg' : known}`
}

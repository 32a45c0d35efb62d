import {
  fileIdOf,
  fileOfId,
  type RecordingKind,
  type StoredFile,
  storeRecording,
  uniqueIdOf,
} from '../files.ts'
import { text, type Upload } from '../params.ts'
import type { Call, Method } from '../platform.ts'
import { badRequest } from '../refusal.ts'
import type { Content, Recording } from '../world.ts'
import { captionContent, rendered, send } from './send.ts'
import { writableChat } from './targets.ts'

const names: Record<string, string> = {
  photo: 'Photo',
  document: 'Document',
  voice: 'VoiceNote',
  video: 'Video',
  video_note: 'VideoNote',
  audio: 'Audio',
}

/** A voice, video or sound as Telegram's object: only those with a picture have sides, a round one has a length. */
export function recordingOf(botId: number, file: StoredFile): Recording {
  const { kind, durationS = 0, width = 1, height = 1 } = file
  return {
    file_id: fileIdOf(botId, file),
    file_unique_id: uniqueIdOf(file),
    duration: durationS,
    file_size: file.size,
    ...(kind === 'video' && { width, height }),
    ...(kind === 'video_note' && { length: width }),
    ...(kind !== 'video_note' && { mime_type: file.mimeType }),
    ...((kind === 'video' || kind === 'audio') && { file_name: file.fileName }),
  }
}

async function take(call: Call, kind: RecordingKind): Promise<Content> {
  const source = text(call.params, kind) ?? ''
  const file = await fileOf(call, kind, source)
  return { [kind]: recordingOf(call.bot.id, file) }
}

async function fileOf(
  { world, bot, uploads }: Call,
  kind: RecordingKind,
  source: string,
): Promise<StoredFile> {
  if (source.startsWith('attach://')) {
    const upload: Upload | undefined = uploads.get(source.slice('attach://'.length))
    if (!upload) throw badRequest(`there is no ${kind.replace('_', ' ')} in the request`)
    return storeRecording(world.files, upload.bytes, { kind, ...upload })
  }
  // Neither round videos nor anything from elsewhere: what a shop sends came to it from a person.
  const file = fileOfId(world.files, source, bot.id)
  if (!file) throw badRequest('wrong file identifier/HTTP URL specified')
  if (file.kind !== kind) throw badRequest(`can't use file of type ${names[file.kind]} as ${names[kind]}`)
  return file
}

const sender =
  (kind: RecordingKind): Method =>
  async (call) => {
    // The schema lets no caption to a round video through.
    const caption = captionContent(call.params)
    writableChat(call)
    const content = await take(call, kind)
    const chat = writableChat(call)
    return rendered(call, chat, send(call, chat, { ...content, ...caption }))
  }

export const recordingMethods: Record<string, Method> = {
  sendVoice: sender('voice'),
  sendVideo: sender('video'),
  sendVideoNote: sender('video_note'),
  sendAudio: sender('audio'),
}

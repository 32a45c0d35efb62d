import { expect, test } from 'vitest'
import {
  anEmulator,
  aPng,
  aSite,
  aStartedPerson,
  blobOf,
  refusalOf,
  resultOf,
  token,
} from './emulator.fixture.ts'

async function aChat() {
  const emulator = await anEmulator()
  const chat_id = await aStartedPerson(emulator)
  const upload = async (bytes: Buffer, caption = '') =>
    emulator.callWithFiles('sendPhoto', {
      chat_id: String(chat_id),
      photo: blobOf(bytes),
      ...(caption && { caption }),
    })
  return { emulator, chat_id, upload }
}

test('an uploaded photo has its sizes, and its file_id sends it again', async () => {
  const { emulator, chat_id, upload } = await aChat()
  const bytes = await aPng(1000, 500)
  const { photo, caption } = await resultOf(upload(bytes, 'Їжак'))
  expect(caption).toBe('Їжак')
  expect(photo.map((size: { width: number; height: number }) => [size.width, size.height])).toEqual([
    [90, 45],
    [320, 160],
    [800, 400],
    [1000, 500],
  ])
  for (const { file_id } of [photo[0], photo.at(-1)]) {
    const again = await resultOf(emulator.call('sendPhoto', { chat_id, photo: file_id }))
    expect(again.photo).toEqual(photo)
  }
  expect((await resultOf(upload(bytes))).photo).toEqual(photo)
})

test('a file is downloaded by the path that getFile gives', async () => {
  const { emulator, upload } = await aChat()
  const bytes = await aPng()
  const { photo } = await resultOf(upload(bytes))
  const { file_id } = photo.at(-1)
  const file = await resultOf(emulator.call('getFile', { file_id }))
  expect(file).toMatchObject({
    file_id,
    file_size: bytes.length,
    file_path: expect.stringMatching(/^photos\/.+\.png$/),
  })
  const download = await fetch(`${emulator.url}/file/bot${token}/${file.file_path}`)
  expect(download.headers.get('content-type')).toBe('image/png')
  expect(Buffer.from(await download.arrayBuffer())).toEqual(bytes)
  expect((await fetch(`${emulator.url}/file/bot${token}/photos/nothing.jpg`)).status).toBe(404)
})

test('a file_id belongs to its bot', async () => {
  const { emulator, chat_id, upload } = await aChat()
  const { photo } = await resultOf(upload(await aPng()))
  const other = '99:other'
  await emulator.call('getMe', {}, other)
  await emulator.control(`/persons/${chat_id}/messages`, { text: '/start', bot: 99 })
  const { file_id } = photo.at(-1)
  expect(await refusalOf(emulator.call('sendPhoto', { chat_id, photo: file_id }, other))).toBe(
    'Bad Request: wrong file identifier/HTTP URL specified',
  )
  expect(await refusalOf(emulator.call('getFile', { file_id }, other))).toBe('Bad Request: invalid file_id')
})

test('what is no good photo is refused', async () => {
  const { emulator, chat_id, upload } = await aChat()
  expect(await refusalOf(upload(Buffer.from('no image at all')))).toBe('Bad Request: IMAGE_PROCESS_FAILED')
  expect(await refusalOf(upload(Buffer.alloc(0)))).toBe('Bad Request: file must be non-empty')
  expect(await refusalOf(upload(await aPng(2100, 100)))).toBe('Bad Request: PHOTO_INVALID_DIMENSIONS')
  expect(await refusalOf(upload(await aPng(6000, 4001)))).toBe('Bad Request: PHOTO_INVALID_DIMENSIONS')
  expect(await refusalOf(upload(Buffer.alloc(10 * 1024 * 1024 + 1)))).toMatch(/is too big for a photo/)
  expect(await refusalOf(upload(await aPng(), 'x'.repeat(1025)))).toBe(
    'Bad Request: message caption is too long',
  )
  expect(await refusalOf(emulator.call('sendPhoto', { chat_id, photo: 'some words' }))).toBe(
    'Bad Request: wrong file identifier/HTTP URL specified',
  )
  expect(await refusalOf(emulator.call('sendPhoto', { chat_id, photo: 'attach://nothing' }))).toBe(
    'Bad Request: there is no photo in the request',
  )
})

test('a photo may come from a site on this machine, and from nowhere else', async () => {
  const { emulator, chat_id } = await aChat()
  const site = await aSite(await aPng(), 'image/png')
  const text = await aSite(Buffer.from('hello'), 'text/plain')
  const send = (photo: string) => emulator.call('sendPhoto', { chat_id, photo })
  expect((await resultOf(send(`${site}/a.png`))).photo.at(-1)).toMatchObject({ width: 400, height: 300 })
  expect(await refusalOf(send(`${site}/missing`))).toBe('Bad Request: failed to get HTTP URL content')
  expect(await refusalOf(send('http://127.0.0.1:1/a.png'))).toBe(
    'Bad Request: failed to get HTTP URL content',
  )
  expect(await refusalOf(send('https://kram.example/a.png'))).toBe(
    'Bad Request: failed to get HTTP URL content',
  )
  expect(await refusalOf(send('https://'))).toBe('Bad Request: wrong file identifier/HTTP URL specified')
  expect(await refusalOf(send(`${text}/a.txt`))).toBe('Bad Request: wrong type of the web page content')
})

test('documents keep their names, and are no photos', async () => {
  const { emulator, chat_id } = await aChat()
  const receipt = new File([new Uint8Array(Buffer.from('%PDF-1.4'))], 'чек №5.pdf', {
    type: 'application/pdf',
  })
  const form = new FormData()
  form.append('chat_id', String(chat_id))
  form.append('document', receipt)
  const response = await fetch(`${emulator.url}/bot${token}/sendDocument`, { method: 'POST', body: form })
  const { result } = (await response.json()) as { result: { document: { file_id: string } } }
  expect(result.document).toMatchObject({
    file_name: 'чек №5.pdf',
    mime_type: 'application/pdf',
    file_size: 8,
  })
  expect(await refusalOf(emulator.call('sendPhoto', { chat_id, photo: result.document.file_id }))).toBe(
    "Bad Request: can't use file of type Document as Photo",
  )
  const shown = (await emulator.control(`/persons/${chat_id}/chat`)) as {
    messages: { document?: { url: string } }[]
  }
  expect(await (await fetch(shown.messages.at(-1)!.document!.url)).text()).toBe('%PDF-1.4')
})

test('an album is 2-10 messages of one group, each with its caption', async () => {
  const { emulator, chat_id, upload } = await aChat()
  const { photo } = await resultOf(upload(await aPng()))
  const item = { type: 'photo', media: photo.at(-1).file_id }
  const send = (media: object[]) => emulator.call('sendMediaGroup', { chat_id, media })
  const messages = await resultOf(send([{ ...item, caption: 'перше' }, item, item]))
  expect(new Set(messages.map((message: { media_group_id: string }) => message.media_group_id)).size).toBe(1)
  expect(messages.map((message: { caption?: string }) => message.caption)).toEqual([
    'перше',
    undefined,
    undefined,
  ])
  expect(await refusalOf(send([item]))).toBe('Bad Request: media group must include 2-10 items')
  expect(await refusalOf(send(Array.from({ length: 11 }, () => item)))).toBe(
    'Bad Request: too many messages to send as an album',
  )
  expect(await refusalOf(send([item, { type: 'document', media: item.media }]))).toBe(
    "Bad Request: document can't be mixed with other media types",
  )
  expect(await refusalOf(send([item, { type: 'video', media: item.media }]))).toBe(
    'Bad Request: can\'t parse InputMedia: type "video" is not supported by the emulator',
  )
  expect(await refusalOf(send([item, { ...item, caption: 'x'.repeat(1025) }]))).toBe(
    'Bad Request: message caption is too long',
  )
  const edit = { chat_id, message_id: messages[0].message_id, media: { type: 'document', media: item.media } }
  expect(await refusalOf(emulator.call('editMessageMedia', edit))).toBe(
    "Bad Request: can't use file of type Photo as Document",
  )
})

test('an upload of an album comes in one request', async () => {
  const { emulator, chat_id } = await aChat()
  const media = [
    { type: 'photo', media: 'attach://one' },
    { type: 'photo', media: 'attach://two' },
  ]
  const messages = await resultOf(
    emulator.callWithFiles('sendMediaGroup', {
      chat_id: String(chat_id),
      media: JSON.stringify(media),
      one: blobOf(await aPng(100, 100)),
      two: blobOf(await aPng(200, 100)),
    }),
  )
  expect(messages.map((message: { photo: { width: number }[] }) => message.photo.at(-1)?.width)).toEqual([
    100, 200,
  ])
})

import { createHmac, timingSafeEqual } from 'node:crypto'
import express, { type Router } from 'express'
import sharp from 'sharp'
import type { KeptFile } from '../../core/files/index.ts'
import type { Core } from '../../core/index.ts'
import { DAY_MS, HOUR_MS, later } from '../../core/kernel/clock.ts'
import { type Card, GAP } from '../screens/card.ts'
import type { ViberMessage } from './drawing.ts'

/** Whoever was offline gets what was sent to them when they are back. */
const SENT_FOR_MS = 30 * DAY_MS
/** What the shop made because somebody asked for it is fetched at once. */
const MADE_FOR_MS = HOUR_MS
/** A picture message (viber facts: 1 MB); in pixels. */
const PICTURE_MAX = 1280

/** Endings that Viber takes from nobody (developers.viber.com: file messages). */
const REFUSED: ReadonlySet<string> = new Set(
  (
    'action apk app bat bin cmd com command cpl csh exe gadget inf1 ins inx ipa isu job jse ksh lnk msc msi msp ' +
    'mst osx out paf pif prg ps1 reg rgs run sct shb shs u3p vb vbe vbs vbscript workflow ws wsf'
  ).split(' '),
)

export interface FilesNeeds {
  readonly core: () => Core
  readonly publicUrl: string
  /** The bot's: addresses are signed with a key made of it, the same in every process. */
  readonly token: string
}

/** A card as it is drawn, and the message with its file that goes before it. */
export interface WithFile {
  readonly card: Card
  readonly attached: ViberMessage | undefined
}

export type ViberFiles = ReturnType<typeof createViberFiles>

/**
 * Files of persons for Viber, which takes no uploads: each is fetched from us by an address that says until when it is
 * good, and is signed. Who does not have the address has nothing, and no address leads anywhere but to one file.
 */
export const createViberFiles = ({ core, publicUrl, token }: FilesNeeds) => {
  const key = createHmac('sha256', token).update('addresses of files').digest()
  const signatureOf = (id: string, until: string): Buffer =>
    createHmac('sha256', key).update(`${id}:${until}`).digest()

  const urlOf = ({ id, name }: Pick<KeptFile, 'id' | 'name'>, forMs: number): string => {
    const until = String(later(core().clock.now(), forMs).getTime())
    return `${publicUrl}/files/${id}/${encodeURIComponent(name)}?until=${until}&sign=${signatureOf(id, until).toString('hex')}`
  }

  const isSigned = (id: string, { until, sign }: Record<string, unknown>): boolean => {
    if (typeof until !== 'string' || typeof sign !== 'string' || !/^[0-9a-f]{64}$/.test(sign)) return false
    return (
      timingSafeEqual(signatureOf(id, until), Buffer.from(sign, 'hex')) &&
      Number(until) > core().clock.now().getTime()
    )
  }

  const sentMessage = (file: KeptFile): ViberMessage | undefined => {
    const { kind, name, size } = file
    // Whatever its format was, it is served as a JPEG.
    if (kind === 'photo') return { type: 'picture', url: urlOf({ ...file, name: 'photo.jpg' }, SENT_FOR_MS) }
    const url = urlOf(file, SENT_FOR_MS)
    const ending = endingOf(name)
    if (kind === 'video' && ending === 'mp4') return { type: 'video', url, size }
    return REFUSED.has(ending) ? undefined : { type: 'file', url, name, size }
  }

  /** A card with what it shows of a file: that of a person, or one of ours, made for `userId`; without it, words in its place. */
  const withFile = async (card: Card, userId: string | undefined): Promise<WithFile> => {
    if (card.file && userId) {
      const made = await core().files.make({ userId, ...card.file })
      const { name, size } = made
      return { card, attached: { type: 'file', url: urlOf(made, MADE_FOR_MS), name, size } }
    }
    if (!card.media) return { card, attached: undefined }
    const kept = await core().files.of(card.media)
    const attached = kept && sentMessage(kept)
    if (attached) return { card, attached }
    return { card: { ...card, lines: [...card.lines, GAP, card.media.instead] }, attached: undefined }
  }

  const routes = (): Router => {
    const router = express.Router()
    router.get('/files/:id/:name', async (request, response, next) => {
      const { id } = request.params
      if (!isSigned(id, request.query)) {
        response.status(403).json({ error: 'the address is wrong, or not good any more' })
        return
      }
      const file = await core().files.read(id)
      if (!file) return next()
      response.set({
        'Cache-Control': 'private, max-age=3600',
        'Content-Security-Policy': "default-src 'none'; sandbox",
        'X-Content-Type-Options': 'nosniff',
      })
      if (file.kind === 'photo') response.type('jpeg').send(await asPicture(file.bytes))
      else response.attachment(file.name).send(Buffer.from(file.bytes))
    })
    return router
  }

  return { withFile, routes }
}

const endingOf = (name: string): string => /\.(\w+)$/.exec(name)?.[1] ?? ''

const asPicture = (bytes: Uint8Array): Promise<Buffer> =>
  sharp(bytes)
    .rotate()
    .resize({ width: PICTURE_MAX, height: PICTURE_MAX, fit: 'inside', withoutEnlargement: true })
    .flatten({ background: '#ffffff' })
    .jpeg({ quality: 80 })
    .toBuffer()

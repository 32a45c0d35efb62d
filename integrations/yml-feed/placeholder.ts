import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { type PictureFile, pictureFile } from '../../core/catalog/index.ts'

const PATH = join(import.meta.dirname, '../../prisma/seed/pictures/placeholder.jpg')

/** The shop's placeholder: what a product shows until its picture is there. */
export const readPlaceholder = async (path = PATH): Promise<PictureFile> => {
  const bytes = await readFile(path)
  const { width, height } = await sharp(bytes).metadata()
  return pictureFile({ mime: 'image/jpeg', width, height, bytes })
}

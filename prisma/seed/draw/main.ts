/**
 * Draws every picture of the demo shop again: `node prisma/seed/draw/main.ts [article …]`.
 * The same code gives the same pictures; they are kept in the repository, so nobody needs to run this to have a shop.
 */
import { mkdir, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { createInk, type Ink } from './ink.ts'
import { parcel } from './kinds/parcel.ts'
import type { Model, Other } from './model.ts'
import { boys } from './models/boys.ts'
import { care } from './models/care.ts'
import { girls } from './models/girls.ts'
import { home } from './models/home.ts'
import { men } from './models/men.ts'
import { women } from './models/women.ts'
import { backdrop, jpegOf, svgOf } from './scene.ts'
import { drawTextures } from './texture.ts'
import { asPair, flatLay, onBox, onFloor, onPlinth } from './views/settings.ts'
import { solePair } from './views/sole-view.ts'

const FOLDER = fileURLToPath(new URL('../pictures/', import.meta.url))
const PLAIN = { wall: '#ececea', disc: '#dcdbd7', floor: '#e3e2df' }
const WHOLE = [0, 0, 1000, 1000] as const

const nameOf = (article: string, view: string): string => `${article.replaceAll('.', '-')}-${view}.jpg`

function sideView(ink: Ink, { studio, stands, thing }: Model): string {
  if (stands === 'flat') return flatLay(ink, studio, thing.draw(ink))
  return stands === 'plinth' ? onPlinth(ink, studio, thing) : onFloor(ink, studio, thing)
}

function otherView(ink: Ink, model: Model, other: Other): string {
  const { studio, thing } = model
  switch (other.view) {
    case 'pair':
      return asPair(ink, studio, thing)
    case 'box':
      return onBox(ink, studio, thing, other.paper)
    case 'sole':
      return flatLay(ink, studio, solePair(ink, other.look))
    case 'set':
      return backdrop(ink, studio, { horizon: model.stands === 'flat' ? 1100 : 600 }) + other.draw(ink)
    case 'detail':
      return (
        (model.stands === 'flat' ? flatLay(ink, studio, '') : backdrop(ink, studio, { disc: false })) +
        thing.draw(ink)
      )
  }
}

const textures = await drawTextures()

async function keep(
  name: string,
  draw: (ink: Ink) => string,
  view: readonly [number, number, number, number] = WHOLE,
): Promise<void> {
  const ink = createInk(textures)
  const content = draw(ink)
  const jpeg = await jpegOf(svgOf(ink, content, view))
  await writeFile(`${FOLDER}${name}`, jpeg)
  console.log(`${name} ${Math.round(jpeg.length / 1024)} KB`)
}

async function keepAll(model: Model): Promise<void> {
  await keep(nameOf(model.article, 'side'), (ink) => sideView(ink, model))
  for (const other of model.others) {
    const view =
      other.view === 'detail' ? ([other.cut[0], other.cut[1], other.cut[2], other.cut[2]] as const) : WHOLE
    await keep(nameOf(model.article, other.view), (ink) => otherView(ink, model, other), view)
  }
}

await mkdir(FOLDER, { recursive: true })
const wanted = process.argv.slice(2)
const models = [...boys, ...girls, ...women, ...men, ...home, ...care]
for (const model of models) if (wanted.length === 0 || wanted.includes(model.article)) await keepAll(model)
if (wanted.length === 0) {
  const thing = { draw: (ink: Ink) => parcel(ink, '#cfc6b8'), touches: [[245, 755]] as const, top: 392 }
  await keep('placeholder.jpg', (ink) => onFloor(ink, PLAIN, thing))
}

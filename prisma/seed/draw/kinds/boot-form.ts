import type { Material } from '../ink.ts'
import { ellipse, line, outline } from '../path.ts'

export interface BootLook {
  readonly upper: Material
  readonly overlay: Material
  readonly accent: Material
  readonly lining: Material
  readonly midsole: string
  readonly outsole: string
  readonly thread: string
}

const SHIN = line([
  [154, 660],
  [162, 616],
  [196, 578],
  [284, 556],
  [380, 534],
  [462, 484],
  [512, 410],
  [532, 320],
  [538, 226],
])

export const RIM = line([
  [538, 226],
  [600, 236],
  [690, 240],
  [770, 232],
  [806, 216],
])

const CALF = line([
  [806, 216],
  [808, 320],
  [812, 410],
  [830, 486],
  [862, 560],
  [876, 640],
  [884, 690],
])

export const BOOT = outline(
  SHIN,
  RIM,
  CALF,
  line([
    [884, 700],
    [600, 716],
    [300, 712],
    [156, 680],
  ]),
)

export const MOUTH = ellipse([672, 226], [134, 22], -2)

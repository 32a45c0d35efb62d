import type { NamedVariant } from '../../core/catalog/index.ts'

/** What a barcode is of. */
export type ScansScreen =
  | {
      readonly name: 'code_unknown'
      readonly code: string
      readonly shipmentId: string
      /** What it may be of: the sizes in the parcel. */
      readonly choices: readonly Pick<NamedVariant, 'variantId' | 'article' | 'values'>[]
    }
  | {
      readonly name: 'codes'
      readonly variant: NamedVariant
      readonly codes: readonly string[]
      /** The one that is asked about. */
      readonly asked: string | null
    }
  | {
      readonly name: 'bind'
      readonly code: string
      readonly shipmentId: string | null
      readonly variant: NamedVariant
    }

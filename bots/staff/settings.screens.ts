import type { Outlet, OutletText } from '../../core/outlets/index.ts'
import type { SettingLine, Settings } from '../../core/settings/index.ts'
import type { FieldCode, Section } from './settings-fields.ts'

/** What the owner sets. */
export type SettingsScreen =
  | { readonly name: 'setup' }
  | { readonly name: 'setup_section'; readonly section: Section; readonly settings: Settings }
  | {
      readonly name: 'setup_field'
      readonly field: FieldCode
      readonly present: unknown
      /** What it was before, who changed it and when; undefined where nobody did. */
      readonly last: (Pick<SettingLine, 'at' | 'byName'> & { readonly was: unknown }) | undefined
      /** Asked once more: the new value and its check sum; `null` = switched off. */
      readonly asks: { readonly value: unknown; readonly sum: number } | null
    }
  | { readonly name: 'outlets'; readonly outlets: readonly Outlet[] }
  | {
      readonly name: 'outlet'
      readonly outlet: Outlet
      readonly last: SettingLine | undefined
      readonly asks: OutletText | null
    }
  | { readonly name: 'outlet_add' }

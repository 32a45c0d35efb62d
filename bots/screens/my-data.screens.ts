import type { DataSummary, Hindrance, KeptData } from '../../core/personal/index.ts'
import type { Settings } from '../../core/settings/index.ts'

/** What is kept of a person. */
export type MyDataScreen =
  | { readonly name: 'my_data'; readonly summary: DataSummary; readonly settings: Settings }
  | { readonly name: 'data_file'; readonly kept: KeptData; readonly at: Date }
  | { readonly name: 'erase_data'; readonly hindrance: Hindrance | undefined }
  | { readonly name: 'data_erased' }

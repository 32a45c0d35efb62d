/** A file that nobody asked for, and whose slip it may be. */
export interface SentMediaScreen {
  readonly name: 'sent_media'
  /** The person's orders that wait for a transfer. */
  readonly orders: readonly { readonly id: string; readonly number: number }[]
}

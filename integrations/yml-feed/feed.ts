/** A word of the feed in the languages that marketplaces know; `plain` is the one without a language. */
export interface FeedText {
  uk?: string
  ru?: string
  plain?: string
}

export interface FeedParam {
  readonly name: string
  readonly value: string
}

export interface FeedCategory {
  readonly id: string
  readonly name: string
}

/** An offer as it stands in the file: nothing is checked, everything may be missing. */
export interface FeedOffer {
  readonly id: string
  readonly available: boolean | undefined
  readonly groupId: string | undefined
  readonly name: FeedText
  readonly description: FeedText
  readonly params: FeedParam[]
  readonly pictures: string[]
  price?: string
  /** What it cost before, under any of the names that marketplaces give it. */
  oldPrice?: string
  currency?: string
  categoryId?: string
  vendor?: string
  vendorCode?: string
  /** Left out where the feed says none, so that it changes nothing of what such an offer was. */
  barcodes?: string[]
  quantity?: string
}

/** The file or the answer of the server is not a whole marketplace feed; nothing of it is used. */
export class BrokenFeed extends Error {
  constructor(why: string, options?: ErrorOptions) {
    super(why, options)
    this.name = 'BrokenFeed'
  }
}

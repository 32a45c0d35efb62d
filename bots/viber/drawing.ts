/** What is sent to Viber: its keyboards and messages as the API names them (developers.viber.com/docs/tools/keyboards). */

export interface ViberButton {
  /** Of six. */
  readonly Columns: number
  readonly Rows: number
  readonly ActionType: 'reply' | 'open-url' | 'share-phone' | 'none'
  readonly ActionBody: string
  /** HTML-lite: what comes from people is escaped. */
  readonly Text?: string
  readonly Image?: string
  readonly ImageScaleType?: 'crop' | 'fill' | 'fit'
  readonly BgColor?: string
  readonly TextSize?: 'small' | 'regular' | 'large'
  readonly TextHAlign?: 'left' | 'center' | 'right'
  readonly TextVAlign?: 'top' | 'middle' | 'bottom'
  /** The press leaves no message of the person in the chat. */
  readonly Silent?: boolean
}

export interface ViberKeyboard {
  readonly Type: 'keyboard'
  readonly Buttons: readonly ViberButton[]
  readonly BgColor: string
  readonly DefaultHeight: false
}

/** One message. The keyboard goes with the last of several. */
export type ViberMessage =
  | { readonly type: 'text'; readonly text: string }
  /** `text`: 120 signs at most. */
  | { readonly type: 'picture'; readonly url: string; readonly text?: string }
  /** An mp4 that plays in the chat. */
  | { readonly type: 'video'; readonly url: string; readonly size: number }
  | { readonly type: 'file'; readonly url: string; readonly name: string; readonly size: number }
  /** Cards of `rows` rows of six columns, filled by the buttons in their order. */
  | {
      readonly type: 'carousel'
      readonly rows: number
      readonly buttons: readonly ViberButton[]
      readonly alt: string
    }

export interface Drawing {
  readonly messages: readonly ViberMessage[]
  readonly keyboard: ViberKeyboard | null
}

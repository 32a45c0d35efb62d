/** The little of viber-bot 1.0.18 that client.ts uses: it has no types of its own. */
declare module 'viber-bot' {
  /** A message of one of Viber's types; frozen when it is made. */
  interface Message {
    readonly minApiVersion: number | undefined
    toJson(): Record<string, unknown>
  }

  interface Configuration {
    readonly authToken: string
    readonly name: string
    readonly avatar: string
    readonly registerToEvents?: readonly string[]
  }

  class Bot {
    constructor(configuration: Configuration)
    /** Private: the transport that client.ts replaces (client.test.ts pins the name). */
    readonly _client: { _sendRequest(endpoint: string, data: Record<string, unknown>): Promise<unknown> }
    setWebhook(url: string): Promise<unknown>
    getBotProfile(): Promise<unknown>
    /** One after another, the keyboard with the last. Takes the last out of the array that it is given. */
    sendMessage(to: { readonly id: string }, messages: Message[]): Promise<unknown[]>
  }

  type Nothing = null | undefined

  const library: {
    readonly Bot: typeof Bot
    readonly Message: {
      readonly Text: new (
        text: string,
        keyboard: object | Nothing,
        trackingData: Nothing,
        timestamp: Nothing,
        token: Nothing,
        minApiVersion?: number,
      ) => Message
      readonly Picture: new (
        url: string,
        text: string | Nothing,
        thumbnail: string | Nothing,
        keyboard: object | Nothing,
        trackingData: Nothing,
        timestamp: Nothing,
        token: Nothing,
        minApiVersion?: number,
      ) => Message
      readonly Video: new (
        url: string,
        sizeInBytes: number,
        text: string | Nothing,
        thumbnail: string | Nothing,
        duration: number | Nothing,
        keyboard: object | Nothing,
        trackingData: Nothing,
        timestamp: Nothing,
        token: Nothing,
        minApiVersion?: number,
      ) => Message
      readonly File: new (
        url: string,
        sizeInBytes: number,
        fileName: string,
        keyboard: object | Nothing,
        trackingData: Nothing,
        timestamp: Nothing,
        token: Nothing,
        minApiVersion?: number,
      ) => Message
      readonly RichMedia: new (
        richMedia: object,
        keyboard: object | Nothing,
        trackingData: Nothing,
        timestamp: Nothing,
        token: Nothing,
        altText?: string,
        minApiVersion?: number,
      ) => Message
    }
  }
  export default library
}

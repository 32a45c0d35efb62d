import type { Language } from '../kernel/text.ts'

/** Port: a text message to a phone number, in words of the template. @throws IntegrationError when it did not go */
export interface TextSender {
  send(message: {
    /** E.164. */
    readonly to: string
    readonly template: 'phone.code'
    readonly params: { readonly code: string }
    readonly language: Language
  }): Promise<void>
}

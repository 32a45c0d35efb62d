/** The own number, and its proof. */
export type MyPhoneScreen =
  /** `phone`: proven already; null until then. */
  | { readonly name: 'my_phone'; readonly phone: string | null }
  | { readonly name: 'phone_code'; readonly phone: string }

import type { DeliveryField } from '../../core/carts/index.ts'
import type { Contact } from '../../core/contacts/index.ts'

/** Saved recipients and addresses. */
export type ContactsScreen =
  | { readonly name: 'contacts'; readonly contacts: readonly Contact[] }
  | { readonly name: 'contact'; readonly contact: Contact }
  | { readonly name: 'contact_name'; readonly contact: Contact }
  | { readonly name: 'contact_data'; readonly contact: Contact }
  | { readonly name: 'contact_field'; readonly contact: Contact; readonly field: DeliveryField }

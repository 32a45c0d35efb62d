/**
 * What the shop means: no messenger, no provider, no queue. `createCore` gets what is outside by ports
 * and gives the use cases; app.ts is its one caller besides tests.
 */
import { checkBooks } from './books.ts'
import { createCarts, type DeliveryDirectory, type Providers } from './carts/index.ts'
import {
  bindBarcode,
  createBrowsing,
  decidePrices,
  findBarcodes,
  findBarcodesOf,
  findCategories,
  findPendingPrices,
  findPicture,
  findProduct,
  findProductInLink,
  findProductOf,
  findVariantNamed,
  lookUpProduct,
  unbindBarcode,
} from './catalog/index.ts'
import { createContacts } from './contacts/index.ts'
import { createConversations, createMediaIds } from './conversations/index.ts'
import { createFiles, type FetchFile } from './files/index.ts'
import { findNeglected, type Received, receive, updateFailed } from './inbox.ts'
import type { Actor } from './kernel/actor.ts'
import type { Clock } from './kernel/clock.ts'
import type { Db } from './kernel/db.ts'
import { DomainError } from './kernel/errors.ts'
import { createLeases } from './leases.ts'
import { createNotifications, type Messenger } from './notifications/index.ts'
import { createOrders } from './orders/index.ts'
import { createAnnounce, type FollowersOf } from './outbox.ts'
import { createOutlets } from './outlets/index.ts'
import { createPayments } from './payments/index.ts'
import { createPersonal } from './personal/index.ts'
import { createProof, type TextSender } from './proof/index.ts'
import { createSettings } from './settings/index.ts'
import { createStaff, createStaffCards, createWorkplaces } from './staff/index.ts'
import { createStock } from './stock/index.ts'
import { createSupport } from './support/index.ts'
import { createUsers } from './users/index.ts'
import { findWaitingWork } from './waiting-work.ts'
import { createWishes } from './wishes/index.ts'

export type { WaitingWork } from './waiting-work.ts'

export interface Outside {
  readonly db: Db
  readonly clock: Clock
  readonly followersOf: FollowersOf
  readonly messenger: Messenger
  /** Text messages; without one the shop sends none. */
  readonly texts?: TextSender | null
  /** Gets a file from the messenger that has it; without one nothing crosses from one messenger to another. */
  readonly fetchFile?: FetchFile
  readonly directory: DeliveryDirectory
  readonly providers: Providers
  /** Messenger accounts that are owners by configuration. */
  readonly owners: readonly string[]
  /** Names this process in leases. */
  readonly process: string
}

/** Where there is no messenger. */
const unreachable: FetchFile = () => Promise.reject(new DomainError('photo.unreachable'))

export type Core = ReturnType<typeof createCore>

export const createCore = (outside: Outside) => {
  const { db, clock, followersOf } = outside
  const settings = createSettings({ db, clock })
  const announce = createAnnounce({ clock, followersOf })
  const needs = { ...outside, settings, announce }
  const staff = createStaff(needs)
  const notifications = createNotifications(needs)
  return {
    db,
    clock,
    providers: outside.providers,
    announce,
    settings,
    users: {
      ...createUsers(needs),
      ...createProof({ ...needs, notifications, texts: outside.texts ?? null }),
    },
    staff,
    staffCards: createStaffCards(needs),
    workplaces: createWorkplaces(needs),
    outlets: createOutlets(needs),
    catalog: {
      categories: () => findCategories(db.queries),
      productOf: (variantId: string) => findProductOf(db.queries, variantId),
      product: (id: string) => findProduct(db.queries, id),
      inLink: (word: string) => findProductInLink(db.queries, word),
      browse: createBrowsing({ db, clock }),
      lookUp: (text: string) => lookUpProduct(db.queries, text),
      pendingPrices: ({ limit = 20 } = {}) => findPendingPrices(db.queries, limit),
      decidePrices: decidePrices({ db, clock }),
      /** Which variants these barcodes are of; a code that nobody bound is left out. */
      barcodes: (codes: readonly string[]) => findBarcodes(db.queries, codes),
      variantNamed: (id: string) => findVariantNamed(db.queries, id),
      unbindBarcode: unbindBarcode({ db, clock }),
      /** The codes by which a size is known. */
      barcodesOf: (variantId: string) => findBarcodesOf(db.queries, variantId),
      bindBarcode: bindBarcode({ db, clock }),
      picture: (hash: string) => findPicture(db.queries, hash),
    },
    wishes: createWishes(needs),
    stock: createStock(needs),
    carts: createCarts(needs),
    orders: createOrders(needs),
    payments: createPayments(needs),
    contacts: createContacts(needs),
    personal: createPersonal(needs),
    notifications,
    support: createSupport({ ...needs, staff, notifications }),
    files: createFiles({ ...needs, fetchFile: outside.fetchFile ?? unreachable }),
    conversations: createConversations(needs),
    mediaIds: createMediaIds(needs),
    leases: createLeases(needs),
    inbox: {
      receive: (updates: readonly Received[]) => receive(db, updates, clock.now()),
      failed: (id: bigint, failure: { error: string; retryAt: Date | null }) =>
        updateFailed(db.queries, id, { ...failure, now: clock.now() }),
      neglected: ({ limit = 100 } = {}) => findNeglected(db.queries, clock.now(), limit),
    },
    /** What stands on the desk of one of the staff. */
    waitingWork: (actor: Actor & { readonly userId: string }) => findWaitingWork(db.queries, actor),
    checkBooks: () => checkBooks(db.queries, clock.now()),
  }
}

/** What the shop sells: categories, products, variants, pictures. How many there are of it is core/stock. */

export {
  type BarcodeOf,
  findBarcodes,
  findBarcodesOf,
  findVariantNamed,
  type NamedVariant,
} from './barcode.store.ts'
export { readBarcode, withCheckDigit } from './barcode.ts'
export { bindBarcode } from './bind-barcode.ts'
export {
  type Browse,
  chosenCount,
  type Edge,
  type PriceRange,
  type ProductPage,
  questionOf,
  SHELVES,
  type Shelf,
  SORTS,
  type Sort,
  type Trait,
  type TraitChoice,
} from './browse.ts'
export { createBrowsing } from './browse-products.ts'
export { decidePrices, findPendingPrices, type PendingPrice, pendingPricesCount } from './decide-prices.ts'
export { type ImportReport, importCatalog } from './import-catalog.ts'
export {
  type FetchPicture,
  importPictures,
  type PictureFile,
  type PicturesReport,
  pictureFile,
} from './import-pictures.ts'
export type { Choice, ImportCategory, ImportProduct, ImportVariant } from './import-product.ts'
export { mergeBrowses } from './merge-browses.store.ts'
export { coverOf, findNewest, findOffers, type Offer } from './offer.store.ts'
export {
  type Beside,
  findCategories,
  findPicture,
  findProduct,
  findProductInLink,
  findProductOf,
  lookUpProduct,
} from './product.store.ts'
export {
  type Category,
  type Product,
  type ProductSummary,
  soleVariant,
  type Variant,
  variantCalled,
  variantLabel,
} from './product.ts'
export { searchProducts } from './search-products.ts'
export { unbindBarcode } from './unbind-barcode.ts'

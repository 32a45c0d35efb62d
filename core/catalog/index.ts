/** What the shop sells: categories, products, variants, pictures. How many there are of it is core/stock. */

export { decidePrices, findPendingPrices, type PendingPrice } from './decide-prices.ts'
export {
  findCategories,
  findPicture,
  findProduct,
  findProductPage,
  lookUpProduct,
  type PageRequest,
  type ProductPage,
} from './product.store.ts'
export {
  type Category,
  type Product,
  type ProductSummary,
  soleVariant,
  type Variant,
  variantLabel,
} from './product.ts'

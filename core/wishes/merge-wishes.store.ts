import type { Tx } from '../kernel/db.ts'
import type { Merge } from '../kernel/merge.ts'
import { RECENT_MAX } from './wish.store.ts'

/** A step: favourites and watches of both, each thing once; of what both looked at the last twenty. */
export const mergeWishes = async (tx: Tx, { stays, goes }: Merge): Promise<void> => {
  await tx.$executeRaw`
    DELETE FROM favourites f USING favourites own
    WHERE f.user_id = ${goes} AND own.user_id = ${stays} AND own.product_id = f.product_id`
  await tx.$executeRaw`UPDATE favourites SET user_id = ${stays} WHERE user_id = ${goes}`
  await tx.$executeRaw`
    DELETE FROM stock_watches w USING stock_watches own
    WHERE w.user_id = ${goes} AND own.user_id = ${stays} AND own.product_id = w.product_id AND own.variant_id IS NOT DISTINCT FROM w.variant_id`
  await tx.$executeRaw`UPDATE stock_watches SET user_id = ${stays} WHERE user_id = ${goes}`
  await tx.$executeRaw`
    UPDATE product_views own SET at = GREATEST(own.at, v.at) FROM product_views v
    WHERE own.user_id = ${stays} AND v.user_id = ${goes} AND v.product_id = own.product_id`
  await tx.$executeRaw`
    DELETE FROM product_views v USING product_views own
    WHERE v.user_id = ${goes} AND own.user_id = ${stays} AND own.product_id = v.product_id`
  await tx.$executeRaw`UPDATE product_views SET user_id = ${stays} WHERE user_id = ${goes}`
  await tx.$executeRaw`
    DELETE FROM product_views v USING (
      SELECT product_id FROM product_views WHERE user_id = ${stays} ORDER BY at DESC, product_id DESC OFFSET ${RECENT_MAX}
    ) old WHERE v.user_id = ${stays} AND v.product_id = old.product_id`
}

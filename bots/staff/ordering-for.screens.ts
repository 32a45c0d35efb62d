/** Which customer a manager orders for. */
export type OrderingForScreen = { readonly name: 'order_for' }

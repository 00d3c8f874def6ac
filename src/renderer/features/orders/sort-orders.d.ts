import type { Order } from '../../../shared/domain/orders.ts';
export declare const SORT_KEYS: readonly ['time', 'account', 'symbol', 'side', 'type', 'quantity', 'filled', 'remaining', 'limit', 'stop', 'average', 'tif', 'status', 'id'];
export type SortKey = (typeof SORT_KEYS)[number];
export interface OrderSort {
    readonly key: SortKey;
    readonly direction: 'ascending' | 'descending';
}
export declare const SORT_BY_TIME: OrderSort;
/** The time at which an order last changed: the server's where it told one. */
export declare const timeOf: (order: Order) => number;
/** A new array. What has no value comes last either way; ties are settled by the order id, so that rows keep still. */
export declare function sortOrders(orders: readonly Order[], sort: OrderSort): readonly Order[];
/** Another column sorts ascending first (time: newest first); the same column turns round. */
export declare function nextSort(sort: OrderSort, key: SortKey): OrderSort;

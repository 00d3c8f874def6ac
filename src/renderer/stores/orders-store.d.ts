import type { OrdersItem, OrdersSnapshot } from '../../shared/contract/views.ts';
import type { FeedGap, FeedHealth, Order } from '../../shared/domain/orders.ts';
export interface OrdersData {
    /** An order that did not change keeps its identity, so that its row does not render again. */
    readonly orders: ReadonlyMap<string, Order>;
    readonly health: FeedHealth;
    readonly gaps: readonly FeedGap[];
    /** False until the first snapshot: "no orders" and "not known yet" are two things. */
    readonly known: boolean;
    /** Ids that arrived or changed after the first snapshot, with the time of it: their rows flash. */
    readonly touched: ReadonlyMap<string, number>;
}
export declare const NO_ORDERS: OrdersData;
export declare const useOrdersStore: import("zustand").UseBoundStore<import("zustand").StoreApi<OrdersData>>;
/** A later snapshot repairs the view: what it changes counts as news, what it repeats keeps its identity. */
export declare function ordersFromSnapshot(data: OrdersData, snapshot: OrdersSnapshot, now: number): OrdersData;
export declare function applyOrdersItems(data: OrdersData, batch: readonly OrdersItem[], now: number): OrdersData;
/** How long a change stays marked, in ms. */
export declare const FLASH_MS = 1200;

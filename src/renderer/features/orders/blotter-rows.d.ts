import type { FeedGap, Order } from '../../../shared/domain/orders.ts';
import { type SavedView } from './saved-views.ts';
import { type OrderSort } from './sort-orders.ts';
/** A line of the blotter: an order, or a stretch in which nothing was seen. */
export type BlotterRow = {
    readonly kind: 'order';
    readonly id: string;
    readonly order: Order;
} | {
    readonly kind: 'gap';
    readonly id: string;
    readonly gap: FeedGap;
};
export interface BlotterQuery {
    readonly savedView: SavedView;
    readonly filter: string;
    readonly sort: OrderSort;
}
/** The lines as they are shown. Gaps have their place only where the lines follow the time. */
export declare function blotterRows(orders: Iterable<Order>, gaps: readonly FeedGap[], { savedView, filter, sort }: BlotterQuery): readonly BlotterRow[];

import { type Order } from '../../../shared/domain/orders.ts';
export declare const SAVED_VIEWS: readonly ['all', 'working', 'filled', 'cancelled'];
export type SavedView = (typeof SAVED_VIEWS)[number];
export declare const SAVED_VIEW_TITLES: Readonly<Record<SavedView, string>>;
export declare const isSavedView: (value: unknown) => value is SavedView;
/** Every order is in `all` and in exactly one of the others. What failed ended without a fill, like what was cancelled. */
export declare function savedViewOf(order: Order): Exclude<SavedView, 'all'>;
export declare function countViews(orders: Iterable<Order>): Readonly<Record<SavedView, number>>;
/** Every word of the filter is somewhere in what the row shows. */
export declare function matchesFilter(order: Order, filter: string): boolean;

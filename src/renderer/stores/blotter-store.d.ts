import { type SavedView } from '../features/orders/saved-views.ts';
import { type OrderSort } from '../features/orders/sort-orders.ts';
export type OrderPane = {
    readonly kind: 'none';
} | {
    readonly kind: 'timeline';
    readonly orderId: string;
} | {
    readonly kind: 'ticket';
};
/** How the blotter is looked at; what it shows lives in the orders store. */
export interface BlotterData {
    readonly savedView: SavedView;
    readonly filter: string;
    readonly sort: OrderSort;
    readonly activeId: string | undefined;
    readonly pane: OrderPane;
}
export declare const useBlotterStore: import("zustand").UseBoundStore<import("zustand").StoreApi<BlotterData>>;
export declare function chooseSavedView(savedView: SavedView): void;

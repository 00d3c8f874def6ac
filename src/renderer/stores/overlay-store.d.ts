import type { Order } from '../../shared/domain/orders.ts';
/** What lies over the view. One at a time: a question is never asked on top of another. */
export type Overlay = {
    readonly kind: 'none';
} | {
    readonly kind: 'palette';
} | {
    readonly kind: 'help';
} | {
    readonly kind: 'arm-live';
} | {
    readonly kind: 'take-over';
} | {
    readonly kind: 'cancel-order';
    readonly order: Order;
};
export declare const useOverlayStore: import("zustand").UseBoundStore<import("zustand").StoreApi<{
    readonly overlay: Overlay;
}>>;
export declare function openOverlay(overlay: Overlay): void;
export declare function closeOverlay(): void;

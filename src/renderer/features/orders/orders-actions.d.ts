import type { Order } from '../../../shared/domain/orders.ts';
import type { SavedView } from './saved-views.ts';
export declare function openTicket(): void;
export declare function openTimeline(orderId: string): void;
export declare function closeOrderPane(): void;
/** After the next paint, when whatever closed is gone. */
export declare function focusBlotter(): void;
export declare function showSavedView(view: SavedView): void;
export declare function focusOrderFilter(): void;
export declare function refreshOrders(): void;
/** Asks before cancelling the order that the cursor is on. */
export declare function askToCancelActive(): void;
export declare function askToCancel(order: Order): void;
export declare function cancelOrder(order: Order): void;

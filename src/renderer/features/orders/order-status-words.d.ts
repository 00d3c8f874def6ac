import type { OrderStatus } from '../../../shared/domain/orders.ts';
import type { Tone } from '../session/session-words.ts';
export interface OrderStatusWords {
    readonly label: string;
    readonly tone: Tone;
    readonly explanation: string;
}
/** A word that IBKR never published is shown as it came. */
export declare function orderStatusWords(status: OrderStatus): OrderStatusWords;

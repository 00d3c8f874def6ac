import { type PendingOrder } from '../../stores/ticket-store.ts';
/** Checks the ticket and asks for the last word, or shows at the fields what is missing. */
export declare function reviewTicket(): void;
export declare function backToTicket(): void;
export declare function placeOrder(pending: PendingOrder): Promise<void>;
/** Answers the question that IBKR asked; there may be another one after it. */
export declare function replyToQuestion(confirmed: boolean): Promise<void>;

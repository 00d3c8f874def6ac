import type { OrderTicket } from '../../../shared/contract/contract.ts';
import type { ContractMatch } from '../../../shared/contract/views.ts';
import type { Side } from '../../../shared/domain/orders.ts';
export declare const ORDER_TYPES: readonly ['MKT', 'LMT', 'STP', 'STOP_LIMIT'];
export declare const TIMES_IN_FORCE: readonly ['DAY', 'GTC', 'IOC', 'OPG'];
export type TicketOrderType = (typeof ORDER_TYPES)[number];
export type TimeInForce = (typeof TIMES_IN_FORCE)[number];
export declare const ORDER_TYPE_WORDS: Readonly<Record<TicketOrderType, string>>;
export declare const TIME_IN_FORCE_WORDS: Readonly<Record<TimeInForce, string>>;
/** The ticket as typed: texts, so that nothing is lost or rounded while it is written. */
export interface TicketForm {
    readonly contract: ContractMatch | undefined;
    /** Undefined: the selected account of the session. */
    readonly accountId: string | undefined;
    readonly side: Side;
    readonly orderType: TicketOrderType;
    readonly quantity: string;
    readonly limitPrice: string;
    readonly stopPrice: string;
    readonly timeInForce: TimeInForce;
    readonly outsideRegularHours: boolean;
}
export declare const EMPTY_TICKET: TicketForm;
export type TicketField = 'contract' | 'accountId' | 'quantity' | 'limitPrice' | 'stopPrice';
export type TicketProblems = Readonly<Partial<Record<TicketField, string>>>;
export type CheckedTicket = {
    readonly kind: 'ready';
    readonly order: OrderTicket;
    readonly contract: ContractMatch;
    readonly price: string;
} | {
    readonly kind: 'invalid';
    readonly problems: TicketProblems;
};
export declare const takesLimit: (type: TicketOrderType) => boolean;
export declare const takesStop: (type: TicketOrderType) => boolean;
/** Turns a ticket into an order, or says at each field why not. `price` is the limit, or the stop of a plain stop order. */
export declare function checkTicket(form: TicketForm, selectedAccount: string | undefined): CheckedTicket;

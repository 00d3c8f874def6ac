import { create } from 'zustand'
import type { OrderTicket } from '../../../../shared/contract/schemas.ts'
import type { ContractMatch, OrderResponse } from '../../../../shared/contract/views.ts'
import { EMPTY_TICKET, type TicketForm, type TicketProblems } from './ticket-form.ts'

/** An order on its way, with what a confirmation has to show. */
export interface PendingOrder {
  readonly order: OrderTicket
  readonly contract: ContractMatch
  /** In words. */
  readonly price: string
  /** The profile that was in use when the order was reviewed. */
  readonly profileId?: string | undefined
  /** A change of an order that is there; `before` as it was, where that is known. */
  readonly change?: { readonly orderId: string; readonly before: OrderTicket | undefined }
}

/** The order that the ticket changes. */
export interface ChangedOrder {
  readonly orderId: string
  /** As it was when the change was begun. */
  readonly before: OrderTicket
  readonly filled: number
  /** The ticket of a new order that was being written. */
  readonly kept: TicketForm
}

export interface TicketFailure {
  readonly title: string
  readonly message: string
  /** It may have reached IBKR: the feed has to be looked at before anything else. */
  readonly outcomeUnknown: boolean
  readonly notArmed: boolean
}

/** Where placing stands. The form stays as it is through all of it: nothing that was typed is lost. */
export type TicketPhase =
  | { readonly kind: 'editing'; readonly failure?: TicketFailure }
  | { readonly kind: 'review'; readonly pending: PendingOrder }
  | { readonly kind: 'placing'; readonly pending: PendingOrder; readonly waitId: string }
  | {
      readonly kind: 'question'
      readonly pending: PendingOrder
      readonly question: Extract<OrderResponse, { kind: 'question' }>
      /** An answer is on its way. */
      readonly replying: boolean
      /** The name of that answer while it waits in the pacing queue. */
      readonly waitId?: string
    }

export interface TicketData {
  readonly form: TicketForm
  /** Tickets that were left unfinished in other profiles, by profile id. */
  readonly drafts: ReadonlyMap<string, TicketForm>
  readonly problems: TicketProblems
  readonly phase: TicketPhase
  /** Undefined while the ticket is about a new order. */
  readonly changing: ChangedOrder | undefined
  /** The last price that was seen of a contract, for the review. */
  readonly quote: { readonly conid: number; readonly last: string } | undefined
}

export const useTicketStore = create<TicketData>()(() => ({
  form: EMPTY_TICKET,
  drafts: new Map(),
  problems: {},
  phase: { kind: 'editing' },
  changing: undefined,
  quote: undefined,
}))

export function changeTicket(change: Partial<TicketForm>): void {
  useTicketStore.setState(({ form }) => ({ form: { ...form, ...change }, problems: {} }))
}

/** Another contract has other prices: those that were typed for the one before are cleared with it. */
export function chooseContract(contract: ContractMatch | undefined): void {
  const before = useTicketStore.getState().form.contract
  const isAnother = before !== undefined && before.conid !== contract?.conid
  changeTicket({ contract, ...(isAnother && { limitPrice: '', stopPrice: '' }) })
}

/** Each profile has a ticket of its own. A change that was begun ends; an order on its way reports its outcome by itself. */
export function switchDraft(from: string, to: string): void {
  useTicketStore.setState(({ form, drafts, changing, phase }) => ({
    form: drafts.get(to) ?? EMPTY_TICKET,
    drafts: new Map(drafts).set(from, changing?.kept ?? form),
    changing: undefined,
    problems: {},
    quote: undefined,
    ...(phase.kind !== 'placing' && { phase: { kind: 'editing' } as const }),
  }))
}

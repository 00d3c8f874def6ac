import { create } from 'zustand'
import type { OrderTicket } from '../../../../shared/contract/schemas.ts'
import type { ContractMatch, OrderResponse, QuoteView } from '../../../../shared/contract/views.ts'
import { EMPTY_TICKET, type TicketForm, type TicketProblems } from './ticket-form.ts'

/** An order under review or being sent, with what a confirmation shows. */
export interface PendingOrder {
  readonly order: OrderTicket
  readonly contract: ContractMatch
  /** "Limit 187.30" */
  readonly price: string
  /** The profile in use at the time of the review. */
  readonly profileId?: string | undefined
  /** The existing order that it changes; `before`: its state, if known. */
  readonly change?: { readonly orderId: string; readonly before: OrderTicket | undefined }
}

/** The existing order that the ticket changes. */
export interface ChangedOrder {
  readonly orderId: string
  /** Its state when the change began. */
  readonly before: OrderTicket
  readonly filled: number
  /** The unfinished ticket of a new order, restored afterwards. */
  readonly newOrder: TicketForm
}

export interface TicketFailure {
  readonly title: string
  readonly message: string
  /** It may have reached IBKR: check the order list first. */
  readonly outcomeUnknown: boolean
  readonly notArmed: boolean
}

/** Progress of placing an order. The form is unchanged until IBKR has accepted it. */
export type TicketPhase =
  | { readonly kind: 'editing'; readonly failure?: TicketFailure }
  | { readonly kind: 'review'; readonly pending: PendingOrder }
  | { readonly kind: 'placing'; readonly pending: PendingOrder; readonly waitId: string }
  | {
      readonly kind: 'question'
      readonly pending: PendingOrder
      readonly question: Extract<OrderResponse, { kind: 'question' }>
      /** A reply is being sent. */
      readonly replying: boolean
      /** The id of that reply in the pacing queue. */
      readonly waitId?: string
    }

export interface TicketData {
  readonly form: TicketForm
  /** Unfinished tickets of other profiles, by profile id. */
  readonly drafts: ReadonlyMap<string, TicketForm>
  readonly problems: TicketProblems
  readonly phase: TicketPhase
  /** Undefined while the ticket is a new order. */
  readonly changing: ChangedOrder | undefined
  /** The newest quote of a contract, for the review. */
  readonly quote: QuoteView | undefined
}

const EDITING: TicketPhase = { kind: 'editing' }

export const useTicketStore = create<TicketData>()(() => ({
  form: EMPTY_TICKET,
  drafts: new Map(),
  problems: {},
  phase: EDITING,
  changing: undefined,
  quote: undefined,
}))

export function changeTicket(change: Partial<TicketForm>): void {
  useTicketStore.setState(({ form }) => ({ form: { ...form, ...change }, problems: {} }))
}

/** Another contract has other prices: prices typed for the one before are cleared. */
export function chooseContract(contract: ContractMatch | undefined): void {
  const before = useTicketStore.getState().form.contract
  const isAnother = before !== undefined && before.conid !== contract?.conid
  changeTicket({ contract, ...(isAnother && { limitPrice: '', stopPrice: '' }) })
}

/** Each profile has its own ticket. An unfinished change ends; an order that is being placed reports its outcome itself. */
export function switchDraft(from: string, to: string): void {
  useTicketStore.setState(({ form, drafts, changing, phase }) => ({
    form: drafts.get(to) ?? EMPTY_TICKET,
    drafts: new Map(drafts).set(from, changing?.newOrder ?? form),
    changing: undefined,
    problems: {},
    quote: undefined,
    ...(phase.kind !== 'placing' && { phase: EDITING }),
  }))
}

import { create } from 'zustand'
import type { OrderTicket } from '../../../../shared/contract/schemas.ts'
import type { ContractMatch, OrderResponse, QuoteView } from '../../../../shared/contract/views.ts'
import { EMPTY_TICKET, type TicketForm, type TicketProblems } from './ticket-form.ts'

/** Order in review or being sent. */
export interface PendingOrder {
  readonly order: OrderTicket
  readonly contract: ContractMatch
  /** Price as text, such as "Limit 187.30". */
  readonly price: string
  /** Id of the profile that was selected at the time of the review. */
  readonly profileId?: string | undefined
  /** Existing order to modify. `before`: its previous state, if known. */
  readonly change?: { readonly orderId: string; readonly before: OrderTicket | undefined }
}

export interface ChangedOrder {
  readonly orderId: string
  /** State of the order when the user began to change it. */
  readonly before: OrderTicket
  readonly filled: number
  /** Unfinished ticket for a new order, restored after the modification. */
  readonly newOrder: TicketForm
}

export interface TicketFailure {
  readonly title: string
  readonly message: string
  /** Whether the order may have reached IBKR. */
  readonly outcomeUnknown: boolean
  readonly notArmed: boolean
}

/** Progress of placing an order. */
export type TicketPhase =
  | { readonly kind: 'editing'; readonly failure?: TicketFailure }
  | { readonly kind: 'review'; readonly pending: PendingOrder }
  | { readonly kind: 'placing'; readonly pending: PendingOrder; readonly waitId: string }
  | {
      readonly kind: 'question'
      readonly pending: PendingOrder
      readonly question: Extract<OrderResponse, { kind: 'question' }>
      readonly replying: boolean
      /** Id of the reply in the pacing queue. */
      readonly waitId?: string
    }

export interface TicketData {
  readonly form: TicketForm
  /** Unfinished tickets of other profiles, by profile id. */
  readonly drafts: ReadonlyMap<string, TicketForm>
  readonly problems: TicketProblems
  readonly phase: TicketPhase
  /** Existing order that the ticket modifies; undefined for a new order. */
  readonly changing: ChangedOrder | undefined
  /** Newest quote, for the review. */
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

/** Selects a contract. Clears the entered prices if the contract changes. */
export function chooseContract(contract: ContractMatch | undefined): void {
  const before = useTicketStore.getState().form.contract
  const isAnother = before !== undefined && before.conid !== contract?.conid
  changeTicket({ contract, ...(isAnother && { limitPrice: '', stopPrice: '' }) })
}

/** Shows the ticket of the selected profile. Discards an unfinished modification. */
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

import { create } from 'zustand'
import type { ContractMatch, OrderResponse } from '../../../../shared/contract/order-views.ts'
import type { OrderTicket } from '../../../../shared/contract/schemas.ts'
import type {
  AlgorithmInfo,
  ContractRules,
  OrderSizing,
  QuoteView,
  TicketDefaultsView,
} from '../../../../shared/contract/ticket-views.ts'
import { profileIdInUse } from '../../../stores/session-store.ts'
import { NO_ATTACHED } from './attached/attached-form.ts'
import { EMPTY_TICKET, type TicketForm, type TicketProblems } from './ticket-form.ts'

/** Order in review or being sent. */
export interface PendingOrder {
  readonly order: OrderTicket
  readonly contract: ContractMatch
  /** Currency of the contract, if known. */
  readonly currency?: string | undefined
  /** Value of a price of 1 for one unit of quantity, in `currency`, if known. */
  readonly pointValue?: number | undefined
  /** Number of price units per unit of the currency, such as 100 for pence. */
  readonly priceMagnifier?: number | undefined
  /** Price as text, such as "Limit 187.30". */
  readonly price: string
  /** Id of the profile that was selected at the time of the review. */
  readonly profileId?: string | undefined
  /** Client order id of a new order that was sent. With it, the order is found in the order list. */
  readonly reference?: string
  /** Existing order to modify. `before`: its previous state, if known. */
  readonly change?: { readonly before: OrderTicket | undefined } & Pick<ChangedOrder, 'orderId' | 'updates'>
  /** Set if the ticket holds another new order, as in a window that shows the question of a second window. */
  readonly keepsTicket?: true
}

/** Field that differs between two versions of an order. */
export interface OrderChange {
  readonly field: string
  readonly current: string
  readonly next: string
}

export interface ChangedOrder {
  readonly orderId: string
  /** State of the order at IBKR, as last read. */
  readonly before: OrderTicket
  /** Currency of the amount of an order by cash quantity, if known. */
  readonly currency?: string | undefined
  /** How the order has changed at IBKR since the user began to change it. */
  readonly updates?: readonly OrderChange[] | undefined
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
  /** Whether a note about an unconfirmed order shows the failure. */
  readonly isNoted?: boolean
  /** The change whose delivery is unconfirmed. */
  readonly lost?: PendingOrder
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

/** Unfinished change of an order that the ticket does not show. */
interface UnfinishedChange extends Pick<ChangedOrder, 'before' | 'updates'> {
  readonly edits: Partial<TicketForm>
}

type TicketDraft = Pick<TicketData, 'form' | 'changing' | 'changes'>

export interface TicketData {
  readonly form: TicketForm
  /** Content of the ticket from the order that was repeated or reversed last. */
  readonly prefilled: TicketForm | undefined
  /** Unfinished tickets of other profiles, by profile id. */
  readonly drafts: ReadonlyMap<string, TicketDraft>
  readonly problems: TicketProblems
  readonly phase: TicketPhase
  /** Existing order that the ticket modifies; undefined for a new order. */
  readonly changing: ChangedOrder | undefined
  /** Unfinished changes to orders that are not shown in the ticket, by order id. */
  readonly changes: ReadonlyMap<string, UnfinishedChange>
  /** Newest quote, for the review. */
  readonly quote: QuoteView | undefined
  /** IBKR's rules of the contract that was selected last. */
  readonly rules: ContractRules | undefined
  readonly rulesProblem: string | undefined
  /** Last loaded position and buying power, with their contract and account. */
  readonly sizing: (OrderSizing & { readonly conid: number; readonly accountId: string }) | undefined
  readonly sizingProblem: string | undefined
  /** Last loaded algorithms, with their contract. */
  readonly algorithms: { readonly conid: number; readonly list: readonly AlgorithmInfo[] } | undefined
  /** Order of the displayed preview. Any change of the ticket removes the preview. */
  readonly previewed: OrderTicket | undefined
  /** Ticket defaults by profile and asset class. */
  readonly defaults: TicketDefaultsView
}

const EDITING: TicketPhase = { kind: 'editing' }

export const useTicketStore = create<TicketData>()(() => ({
  form: EMPTY_TICKET,
  prefilled: undefined,
  drafts: new Map(),
  problems: {},
  phase: EDITING,
  changing: undefined,
  changes: new Map(),
  quote: undefined,
  rules: undefined,
  rulesProblem: undefined,
  sizing: undefined,
  sizingProblem: undefined,
  algorithms: undefined,
  previewed: undefined,
  defaults: {},
}))

export function changeTicket(change: Partial<TicketForm>): void {
  useTicketStore.setState(({ form }) => ({ form: { ...form, ...change }, problems: {}, previewed: undefined }))
}

/**
 * Selects a contract. If the contract changes, clears the prices, and every field that still has the value of a repeated
 * or reversed order. An empty ticket gets the defaults of the asset class.
 */
export function chooseContract(contract: ContractMatch | undefined): void {
  const { form: before, prefilled, defaults } = useTicketStore.getState()
  const isOther = prefilled !== undefined && prefilled.contract?.conid !== contract?.conid
  const form = isOther ? withoutValuesOf(prefilled, before) : before
  if (isOther) useTicketStore.setState({ form, prefilled: undefined })
  const isAnother = form.contract !== undefined && form.contract.conid !== contract?.conid
  const starting = contract && hasNoEntries(form) && defaultsOf(defaults, profileIdInUse(), contract.securityType)
  const cleared = { limitPrice: '', stopPrice: '', trailingAmount: '', attached: NO_ATTACHED, algorithm: undefined }
  changeTicket({ contract, ...starting, ...(isAnother && cleared) })
}

/** Returns a ticket without the values that came from another order and were not edited. */
function withoutValuesOf(prefilled: TicketForm, form: TicketForm): TicketForm {
  const names = Object.keys(form) as (keyof TicketForm)[]
  const isCopied = (name: keyof TicketForm): boolean => name !== 'contract' && form[name] === prefilled[name]
  return Object.assign(
    {},
    form,
    ...names.filter(isCopied).map((name) => ({ [name]: EMPTY_TICKET[name] })),
  ) as TicketForm
}

export const defaultsOf = (defaults: TicketDefaultsView, profileId: string | undefined, assetClass: string) =>
  defaults[profileId ?? '']?.[assetClass]

/** Reports whether the user has entered only the side and the account. */
function hasNoEntries(form: TicketForm): boolean {
  const names = ['orderType', 'timeInForce', 'quantity', 'limitPrice', 'stopPrice', 'trailingAmount'] as const
  return names.every((name) => form[name] === EMPTY_TICKET[name])
}

/** Reports whether the ticket for a new order has content that the user would lose. */
export const isUnfinished = (form: TicketForm): boolean =>
  form.contract !== undefined || form.attached.kind !== 'none' || !hasNoEntries(form)

/** Shows the ticket of the selected profile as the user left it. */
export function switchDraft(from: string, to: string): void {
  useTicketStore.setState(({ form, drafts, changing, changes, phase }) => ({
    ...(drafts.get(to) ?? { form: EMPTY_TICKET, changing: undefined, changes: new Map() }),
    drafts: new Map(drafts).set(from, { form, changing, changes }),
    prefilled: undefined,
    problems: {},
    quote: undefined,
    rules: undefined,
    rulesProblem: undefined,
    sizing: undefined,
    sizingProblem: undefined,
    algorithms: undefined,
    previewed: undefined,
    ...(phase.kind !== 'placing' && { phase: EDITING }),
  }))
}

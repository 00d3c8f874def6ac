import type { ChangeableOrder, ContractMatch, OrderResponse } from '../../../../shared/contract/order-views.ts'
import type { OrderTicket } from '../../../../shared/contract/schemas.ts'
import type {
  AlgorithmInfo,
  ContractRules,
  OrderPreview,
  OrderSizing,
  QuoteView,
  TicketDefaultsView,
} from '../../../../shared/contract/ticket-views.ts'
import { type ContractId, contractIdOf, isSameContract } from '../../../../shared/domain/combo.ts'
import { pairCurrency } from '../../../../shared/domain/order-size.ts'
import type { Side } from '../../../../shared/domain/orders.ts'
import { NO_ATTACHED } from './attached/attached-form.ts'
import type { CheckedTicket } from './check-ticket.ts'
import { marketIndependentChanges, type OrderChange, orderChanges } from './compare-orders.ts'
import { EMPTY_TICKET, editsOf, formOf, type TicketForm, type TicketProblems } from './ticket-form.ts'

/** What the value of an order depends on, apart from its price. */
interface ContractValue {
  /** Currency of the contract, if known. */
  readonly currency?: string | undefined
  /** Value of a price of 1 for one unit of quantity, in `currency`, if known. */
  readonly pointValue?: number | undefined
}

/** Order in review or being sent. */
export interface PendingOrder extends ContractValue {
  readonly order: OrderTicket
  readonly contract: ContractMatch
  /** Number of price units per unit of the currency, such as 100 for pence. */
  readonly priceMagnifier?: number | undefined
  /** Id of the profile that was selected at the time of the review. */
  readonly profileId?: string | undefined
  /** Client order id of a new order that was sent. With it, the order is found in the order list. */
  readonly reference?: string
  /** Existing order to modify. `before`: its previous state, if known. */
  readonly change?: { readonly before: OrderTicket | undefined } & Pick<ChangedOrder, 'orderId' | 'updates'>
  /** Set if the ticket holds another new order, as in a window that shows the question of a second window. */
  readonly keepsTicket?: true
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

/** Unfinished change of an order that the ticket does not show. */
interface UnfinishedChange extends Pick<ChangedOrder, 'before' | 'updates'> {
  readonly edits: Partial<TicketForm>
}

export interface TicketFailure {
  readonly title: string
  readonly message: string
  /** Whether the order may have reached IBKR. */
  readonly outcomeUnknown: boolean
  readonly notArmed: boolean
  /** The change whose delivery is unconfirmed. */
  readonly lost?: PendingOrder
}

/** Result of the last check of the ticket as it is. Any edit removes it. */
type TicketCheck =
  | { readonly kind: 'invalid'; readonly problems: TicketProblems }
  /** IBKR's preview of this order is shown. */
  | { readonly kind: 'preview'; readonly order: OrderTicket }

interface Editing {
  readonly kind: 'editing'
  /** Why the last order of this ticket was not placed. */
  readonly failure?: TicketFailure | undefined
  readonly check?: TicketCheck | undefined
  /** Id of the read of an order that the user wants to change. */
  readonly reading?: string | undefined
}

interface Review {
  readonly kind: 'review'
  readonly pending: PendingOrder
}

type OrderQuestion = Extract<OrderResponse, { readonly kind: 'question' }>

/** IBKR's question waits for a reply of the user. */
interface Question {
  readonly kind: 'question'
  readonly pending: PendingOrder
  readonly question: OrderQuestion
  /** Why the last reply had no effect. */
  readonly failure?: TicketFailure | undefined
}

/** A request whose response is awaited. Only its outcome ends this phase. */
interface InFlight {
  readonly pending: PendingOrder
  /** Id of the request in the pacing queue. */
  readonly waitId: string
  /** The profile with the draft of the order, if the user has switched to another one since. */
  readonly leftProfile?: string | undefined
}

interface Placing extends InFlight {
  readonly kind: 'placing'
}

interface Replying extends InFlight {
  readonly kind: 'replying'
  readonly question: OrderQuestion
}

/** Progress of placing an order. */
export type TicketPhase = Editing | Review | Placing | Question | Replying

/** The ticket of one profile. */
interface TicketDraft {
  readonly form: TicketForm
  /** Existing order that the ticket modifies; undefined for a new order. */
  readonly changing: ChangedOrder | undefined
  /** Unfinished changes to orders that are not shown in the ticket, by order id. */
  readonly changes: ReadonlyMap<string, UnfinishedChange>
}

/** What was read for the ticket. Each fact names its contract, because the ticket may show another one now. */
interface TicketFacts {
  /** Newest quote, for the review. */
  readonly quote?: QuoteView
  /** IBKR's rules of the contract that was selected last. */
  readonly rules?: ContractRules
  readonly rulesFailure?: ReadFailure
  /** Last loaded position and buying power. */
  readonly sizing?: OrderSizing & ContractId & { readonly accountId: string }
  /** Why they are not up to date. */
  readonly sizingFailure?: ReadFailure | undefined
  readonly algorithms?: { readonly conid: number; readonly list: readonly AlgorithmInfo[] }
  /** Newest quote of the underlying of an option, or why there is none. */
  readonly underlying?: { readonly conid: number; readonly quote?: QuoteView; readonly failure?: string }
  /** IBKR's preview of one contract of a future, or why there is none. */
  readonly margin?: MarginPreview
}

export interface MarginPreview extends ContractId {
  readonly accountId: string
  readonly side: Side
  /** Time of the preview in ms since epoch. */
  readonly at: number
  readonly preview?: OrderPreview
  readonly failure?: string
}

interface ReadFailure extends ContractId {
  readonly message: string
}

export interface TicketState extends TicketDraft {
  readonly phase: TicketPhase
  readonly facts: TicketFacts
  /** Number of profile switches so far. A response of an earlier visit to a profile is ignored. */
  readonly visit: number
  /** Content of the ticket from the order that was repeated or reversed last. */
  readonly prefilled: TicketForm | undefined
  /** Unfinished tickets of other profiles, by profile id. */
  readonly drafts: ReadonlyMap<string, TicketDraft>
  /** Ticket defaults by profile and asset class. */
  readonly defaults: TicketDefaultsView
}

/** Outcome of an order request, or of the reply to IBKR's question. */
export type OrderOutcome =
  /** `failure`: IBKR accepted only some orders of the request. */
  | (Pick<Extract<OrderResponse, { readonly kind: 'accepted' }>, 'kind' | 'orderId' | 'status' | 'warning'> & {
      readonly failure?: TicketFailure
    })
  /** `failure`: why the reply to this question had no effect. */
  | { readonly kind: 'question'; readonly question: OrderQuestion; readonly failure?: TicketFailure }
  | { readonly kind: 'failed'; readonly failure: TicketFailure }
  /** A new order may have reached IBKR. A note beside the ticket says so. */
  | { readonly kind: 'unconfirmed'; readonly failure: TicketFailure }

/** An event while the user edits the ticket. */
type EditingEvent =
  | { readonly kind: 'edited'; readonly change: Partial<TicketForm> }
  /** Undefined while the user enters another symbol. */
  | {
      readonly kind: 'contract-chosen'
      readonly contract: ContractMatch | undefined
      readonly profileId?: string | undefined
    }
  /** The values of a repeated or reversed order fill in the ticket. */
  | { readonly kind: 'filled-in'; readonly form: TicketForm }
  | { readonly kind: 'new-order-opened' }
  | { readonly kind: 'change-requested'; readonly readId: string }
  /** `keepsEdits`: whether to restore the edits of an unfinished change; if false, they are discarded. */
  | {
      readonly kind: 'change-read'
      readonly readId: string
      readonly order: ChangeableOrder
      readonly keepsEdits: boolean
    }
  /** Unfinished tickets of the page before a reload, by profile id. `profileId`: the profile in use. */
  | {
      readonly kind: 'tickets-restored'
      readonly tickets: Readonly<Record<string, TicketForm>>
      readonly profileId: string
    }
  /** The ticket shows the new order again, and keeps the edits of the change. */
  | { readonly kind: 'change-left' }
  | { readonly kind: 'change-discarded' }
  | { readonly kind: 'previewed'; readonly checked: CheckedTicket }
  /** The session has an account now. */
  | { readonly kind: 'account-known' }
  /** IBKR's question about an order that this page did not send. `sent`: the tickets of unconfirmed orders. */
  | {
      readonly kind: 'question-found'
      readonly visit: number
      readonly pending: PendingOrder
      readonly question: OrderQuestion
      readonly sent: readonly (TicketForm | undefined)[]
    }

export type TicketEvent =
  | EditingEvent
  /** Opens the review, or checks it again. */
  | { readonly kind: 'reviewed'; readonly checked: CheckedTicket; readonly profileId: string | undefined }
  | { readonly kind: 'review-closed'; readonly problems: TicketProblems }
  /** The order whose change is in review has ended. */
  | { readonly kind: 'order-ended'; readonly orderId: string; readonly failure: TicketFailure }
  | { readonly kind: 'sent'; readonly pending: PendingOrder; readonly waitId: string }
  | { readonly kind: 'reply-sent'; readonly replyId: string; readonly waitId: string }
  | { readonly kind: 'question-declined'; readonly replyId: string }
  | { readonly kind: 'value-known'; readonly order: OrderTicket; readonly value: ContractValue }
  | { readonly kind: 'settled'; readonly waitId: string; readonly outcome: OrderOutcome }
  | { readonly kind: 'profile-switched'; readonly from: string; readonly to: string }
  /** The order list contains an order whose delivery was unconfirmed. `form`: the ticket that it was sent from. */
  | { readonly kind: 'order-found'; readonly form: TicketForm }
  /** `contract`: the one that the facts are about. */
  | {
      readonly kind: 'facts-loaded'
      readonly visit: number
      readonly contract: ContractId
      readonly facts: TicketFacts
    }
  | { readonly kind: 'defaults-received'; readonly defaults: TicketDefaultsView }

const EDITING: Editing = { kind: 'editing' }
const EMPTY_DRAFT: TicketDraft = { form: EMPTY_TICKET, changing: undefined, changes: new Map() }

export const EMPTY_STATE: TicketState = {
  ...EMPTY_DRAFT,
  phase: EDITING,
  facts: {},
  visit: 0,
  prefilled: undefined,
  drafts: new Map(),
  defaults: {},
}

/** Returns the next state of the ticket. Pure; returns the same object if the event has no effect in this state. */
export function computeNextTicket(state: TicketState, event: TicketEvent): TicketState {
  switch (event.kind) {
    case 'profile-switched':
      return switchProfile(state, event.from, event.to)
    case 'order-found':
      return clearPlaced(state, event.form)
    case 'facts-loaded': {
      const isShown = event.visit === state.visit && isSameContract(event.contract, state.form.contract)
      return isShown ? { ...state, facts: { ...state.facts, ...event.facts } } : state
    }
    case 'defaults-received':
      return { ...state, defaults: event.defaults }
    default:
      return inPhase(state, event)
  }
}

function inPhase(state: TicketState, event: TicketEvent): TicketState {
  const { phase } = state
  switch (phase.kind) {
    case 'editing':
      return event.kind === 'reviewed' ? review(state, event) : whileEditing(state, phase, event)
    case 'review':
      return whileReviewing(state, phase, event)
    case 'question':
      return whileAsked(state, phase, event)
    case 'placing':
    case 'replying':
      return event.kind === 'settled' && event.waitId === phase.waitId
        ? settle(state, phase, event.outcome)
        : withValue(state, phase, event)
  }
}

function whileEditing(state: TicketState, phase: Editing, event: TicketEvent): TicketState {
  switch (event.kind) {
    case 'edited':
      return edit(state, phase, event.change)
    case 'contract-chosen':
      return chooseContract(state, phase, event.contract, event.profileId)
    case 'filled-in':
      return { ...leaveChange(state, phase), form: event.form, prefilled: event.form, phase: EDITING }
    case 'new-order-opened': {
      const left = leaveChange(state, phase)
      // A repeated or reversed order that the user left unchanged is no draft.
      if (left.form !== left.prefilled || left.phase.kind !== 'editing') return left
      return { ...left, form: EMPTY_TICKET, prefilled: undefined, phase: { ...left.phase, check: undefined } }
    }
    case 'tickets-restored':
      return restoreTickets(state, event.tickets, event.profileId)
    case 'change-requested':
      return { ...state, phase: { ...phase, reading: event.readId } }
    case 'change-read':
      return event.readId === phase.reading ? beginChange(state, phase, event.order, event.keepsEdits) : state
    case 'change-left':
      return leaveChange(state, phase)
    case 'change-discarded':
      return endChange(state, phase)
    case 'previewed': {
      const { checked } = event
      const check: TicketCheck = checked.kind === 'ready' ? { kind: 'preview', order: checked.order } : checked
      return { ...state, phase: { ...phase, check } }
    }
    case 'account-known': {
      if (phase.check?.kind !== 'invalid' || phase.check.problems.accountId === undefined) return state
      const { accountId: _, ...problems } = phase.check.problems
      return { ...state, phase: { ...phase, check: { kind: 'invalid', problems } } }
    }
    case 'question-found':
      return event.visit === state.visit ? showQuestion(state, phase, event) : state
    default:
      return state
  }
}

function whileReviewing(state: TicketState, { pending }: Review, event: TicketEvent): TicketState {
  switch (event.kind) {
    case 'reviewed': {
      const { checked } = event
      const isSame = checked.kind === 'ready' && JSON.stringify(checked.order) === JSON.stringify(pending.order)
      return isSame ? state : review(state, event)
    }
    case 'review-closed':
      return { ...state, phase: invalid(event.problems) }
    case 'order-ended':
      return event.orderId === pending.change?.orderId ? fail(state, event.failure) : state
    case 'sent':
      // The order may have changed since the user pressed the button.
      return event.pending.order === pending.order
        ? { ...state, phase: { kind: 'placing', pending: event.pending, waitId: event.waitId } }
        : state
    default:
      return state
  }
}

function whileAsked(state: TicketState, phase: Question, event: TicketEvent): TicketState {
  const isAsked = 'replyId' in event && event.replyId === phase.question.replyId
  if (isAsked && event.kind === 'reply-sent')
    return {
      ...state,
      phase: { kind: 'replying', pending: phase.pending, question: phase.question, waitId: event.waitId },
    }
  if (isAsked && event.kind === 'question-declined') return { ...state, phase: EDITING }
  return withValue(state, phase, event)
}

/** Adds the value of the contract to an order whose question is from another page. */
function withValue(state: TicketState, phase: Placing | Question | Replying, event: TicketEvent): TicketState {
  if (event.kind !== 'value-known' || event.order !== phase.pending.order) return state
  return { ...state, phase: { ...phase, pending: { ...phase.pending, ...event.value } } }
}

/** Applies the outcome to the draft that the order belongs to. The ticket of another profile shows nothing of it. */
function settle(state: TicketState, phase: Placing | Replying, outcome: OrderOutcome): TicketState {
  const { pending, leftProfile } = phase
  if (leftProfile !== undefined) {
    const draft = state.drafts.get(leftProfile)
    if (draft === undefined || outcome.kind !== 'accepted') return { ...state, phase: EDITING }
    const drafts = new Map(state.drafts).set(leftProfile, afterAcceptance(draft, pending))
    return { ...state, drafts, phase: EDITING }
  }
  switch (outcome.kind) {
    case 'accepted':
      // The failure explains which orders of the request do not exist. The others must not be placed again.
      return fail({ ...state, ...afterAcceptance(state, pending) }, outcome.failure)
    case 'question':
      return { ...state, phase: { kind: 'question', pending, question: outcome.question, failure: outcome.failure } }
    case 'failed':
      return fail(state, outcome.failure)
    case 'unconfirmed':
      return fail(state, undefined)
  }
}

function afterAcceptance({ form, changing, changes }: TicketDraft, pending: PendingOrder): TicketDraft {
  if (pending.change) return { form: changing?.newOrder ?? form, changing: undefined, changes }
  if (pending.keepsTicket) return { form, changing, changes }
  return { form: { ...EMPTY_TICKET, accountId: pending.order.accountId }, changing: undefined, changes }
}

const fail = (state: TicketState, failure: TicketFailure | undefined): TicketState => ({
  ...state,
  phase: failure === undefined ? EDITING : { kind: 'editing', failure },
})

function edit(state: TicketState, phase: Editing, change: Partial<TicketForm>): TicketState {
  const { form } = state
  const { side, attached = form.attached } = change
  const edited = { ...form, ...change }
  // The orders of a group that had the side of order 1 follow it.
  if (side !== undefined && side !== form.side && attached.group.length > 0) {
    const group = attached.group.map((order) => (order.side === form.side ? { ...order, side } : order))
    edited.attached = { ...attached, group }
  }
  return { ...state, form: edited, phase: { ...phase, check: undefined } }
}

/**
 * Selects a contract. If the contract changes, clears the prices, and every field that still has the value of a repeated
 * or reversed order. An empty ticket gets the defaults of the asset class.
 */
function chooseContract(
  state: TicketState,
  phase: Editing,
  contract: ContractMatch | undefined,
  profileId: string | undefined,
): TicketState {
  const { prefilled, defaults } = state
  const isOther = prefilled !== undefined && !isSameContract(prefilled.contract, contract)
  const form = isOther ? withoutValuesOf(prefilled, state.form) : state.form
  const isAnother = form.contract !== undefined && !isSameContract(form.contract, contract)
  const starting = contract && hasNoEntries(form) && defaultsOf(defaults, profileId, contract.securityType)
  const cleared = { limitPrice: '', stopPrice: '', trailingAmount: '', attached: NO_ATTACHED, algorithm: undefined }
  const next = { ...form, contract, ...starting, ...(isAnother && cleared) }
  // The failure concerns an order of the previous contract.
  return edit({ ...state, prefilled: isOther ? undefined : prefilled }, isAnother ? EDITING : phase, next)
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

/** Reports whether the user has entered only the side and the account. */
function hasNoEntries(form: TicketForm): boolean {
  const names = ['orderType', 'timeInForce', 'quantity', 'limitPrice', 'stopPrice', 'trailingAmount'] as const
  return names.every((name) => form[name] === EMPTY_TICKET[name])
}

const invalid = (problems: TicketProblems): Editing =>
  Object.keys(problems).length === 0 ? EDITING : { kind: 'editing', check: { kind: 'invalid', problems } }

/** Opens the review, or marks the invalid fields. */
function review(
  state: TicketState,
  { checked, profileId }: Extract<TicketEvent, { readonly kind: 'reviewed' }>,
): TicketState {
  if (checked.kind === 'invalid') return { ...state, phase: invalid(checked.problems) }
  const { order, contract } = checked
  const { changing } = state
  if (changing && orderChanges(changing.before, order).length === 0)
    return { ...state, phase: invalid({ quantity: 'No changes to submit.' }) }
  const {
    currency = changing?.currency ?? pairCurrency(contract.symbol),
    pointValue,
    priceMagnifier,
  } = rulesOf(state) ?? {}
  const change = changing && { orderId: changing.orderId, before: changing.before, updates: changing.updates }
  const pending = { order, contract, currency, pointValue, priceMagnifier, profileId, ...(change && { change }) }
  return { ...state, phase: { kind: 'review', pending } }
}

/** Opens an order in the ticket. Restores at most the fields that the user edited earlier, if `keepsEdits` is set. */
function beginChange(state: TicketState, phase: Editing, read: ChangeableOrder, keepsEdits: boolean): TicketState {
  const { orderId, order, filled, symbol, currency, description, exchange, securityType } = read
  const { form: newOrder, changes, ...left } = leaveChange(state, phase)
  const unfinished = keepsEdits ? changes.get(orderId) : undefined
  const updates = updatesSince(unfinished, read)
  const contract = { ...contractIdOf(order), symbol, name: description, exchange, securityType }
  const shown = updates.length > 0 ? updates : unfinished?.updates
  return {
    ...left,
    form: { ...formOf(order, contract), ...unfinished?.edits },
    changing: { orderId, before: order, currency, filled, newOrder, updates: shown },
    changes: new Map([...changes].filter(([id]) => id !== orderId)),
    phase: EDITING,
  }
}

/** Keeps the edits of the change, and restores the unfinished ticket for a new order. */
function leaveChange(state: TicketState, phase: Editing): TicketState {
  const unfinished = shownChange(state)
  const changes = unfinished ? new Map(state.changes).set(...unfinished) : state.changes
  return endChange(unfinished ? { ...state, changes } : state, phase)
}

/** Returns the unfinished change that the ticket shows; undefined if the user has edited nothing. */
function shownChange({ changing, form }: TicketDraft): readonly [orderId: string, UnfinishedChange] | undefined {
  if (!changing || !form.contract) return undefined
  const { orderId, before, updates } = changing
  const edits = editsOf(form, formOf(before, form.contract))
  return Object.keys(edits).length === 0 ? undefined : [orderId, { before, edits, updates }]
}

/** Closes the change of an order, and restores the draft of a new order. An order that is being read is not wanted. */
function endChange(state: TicketState, phase: Editing): TicketState {
  const { changing } = state
  if (changing) return { ...state, form: changing.newOrder, changing: undefined, phase: EDITING }
  return phase.reading === undefined ? state : { ...state, phase: { ...phase, reading: undefined } }
}

function showQuestion(
  state: TicketState,
  phase: Editing,
  { pending, question, sent }: Extract<TicketEvent, { readonly kind: 'question-found' }>,
): TicketState {
  const { order, contract, change } = pending
  const left = state.changing?.orderId === change?.orderId ? state : leaveChange(state, phase)
  // The question names a changed order itself. Its values would be those of a new order in the ticket.
  if (change) return { ...left, phase: { kind: 'question', pending, question } }
  const asked = formOf(order, contract)
  if (!isUnfinished(left.form) || sent.includes(left.form) || isSameOrder(left.form, asked))
    return { ...left, form: asked, phase: { kind: 'question', pending, question } }
  return { ...left, phase: { kind: 'question', pending: { ...pending, keepsTicket: true }, question } }
}

/** Reports whether the ticket holds the order of a question. */
const isSameOrder = (ticket: TicketForm, asked: TicketForm): boolean =>
  isSameContract(ticket.contract, asked.contract) &&
  ticket.side === asked.side &&
  (ticket.accountId ?? asked.accountId) === asked.accountId &&
  Object.keys(editsOf(ticket, asked)).length === 0

/** Clears the ticket of an order that exists, unless the user has changed it since the order was sent. */
function clearPlaced(state: TicketState, sent: TicketForm): TicketState {
  const { form, changing, phase } = state
  const empty = { ...EMPTY_TICKET, accountId: sent.accountId }
  if (form === sent)
    return { ...state, form: empty, phase: phase.kind === 'editing' ? { ...phase, check: undefined } : phase }
  return changing?.newOrder === sent ? { ...state, changing: { ...changing, newOrder: empty } } : state
}

/** Shows the ticket of another profile as the user left it. A request in flight stays until its outcome is known. */
function switchProfile(state: TicketState, from: string, to: string): TicketState {
  const { form, changing, changes, phase } = state
  const drafts = new Map(state.drafts).set(from, { form, changing, changes })
  const shown = drafts.get(to) ?? EMPTY_DRAFT
  drafts.delete(to)
  return {
    ...state,
    ...shown,
    drafts,
    phase: isInFlight(phase) ? { ...phase, leftProfile: leftProfileAfter(from, to, phase) } : EDITING,
    facts: {},
    visit: state.visit + 1,
    prefilled: undefined,
  }
}

/** Restores the tickets of the page before. A ticket that the user has begun since then stays. */
function restoreTickets(
  state: TicketState,
  tickets: Readonly<Record<string, TicketForm>>,
  profileId: string,
): TicketState {
  const { [profileId]: own, ...others } = tickets
  const restored = Object.entries(others).map(([id, form]) => [id, { ...EMPTY_DRAFT, form: filled(form) }] as const)
  const isFree = own !== undefined && state.changing === undefined && !isUnfinished(state.form)
  if (restored.length === 0 && !isFree) return state
  const drafts = new Map([...restored, ...state.drafts])
  return { ...state, drafts, ...(isFree && { form: filled(own) }) }
}

/** Adds the fields that JSON omits. */
const filled = (form: TicketForm): TicketForm => ({ ...EMPTY_TICKET, ...form })

function leftProfileAfter(from: string, to: string, { leftProfile = from }: InFlight): string | undefined {
  return leftProfile === to ? undefined : leftProfile
}

const isInFlight = (phase: TicketPhase): phase is Placing | Replying =>
  phase.kind === 'placing' || phase.kind === 'replying'

/** Returns the order that was sent, or whose question was confirmed, and whose outcome is not known yet. */
export const orderInFlight = ({ phase }: Pick<TicketState, 'phase'>): (Placing | Replying) | undefined =>
  isInFlight(phase) ? phase : undefined

/** Reports whether a read could precede IBKR's response, or the reply to its question, and void the question. */
export const isQuestionPossible = ({ phase }: Pick<TicketState, 'phase'>): boolean =>
  isInFlight(phase) || phase.kind === 'question'

/** Returns the draft that the order in flight was sent from. */
export function draftInFlight(state: TicketState): TicketDraft | undefined {
  const leftProfile = orderInFlight(state)?.leftProfile
  return leftProfile === undefined ? state : state.drafts.get(leftProfile)
}

/** Returns how an order has changed at IBKR since the user began to change it, apart from changes that are known. */
export const updatesSince = (
  unfinished: UnfinishedChange | undefined,
  { order, currency }: Pick<ChangeableOrder, 'order' | 'currency'>,
): readonly OrderChange[] => (unfinished ? marketIndependentChanges(unfinished.before, order, currency) : [])

/** Returns the unfinished change of an order, in the ticket or behind it. */
export function unfinishedChange(state: TicketDraft, orderId: string): UnfinishedChange | undefined {
  const [shownId, shown] = shownChange(state) ?? []
  return shownId === orderId ? shown : state.changes.get(orderId)
}

/** Reports whether the ticket for a new order has content that the user would lose. */
export const isUnfinished = (form: TicketForm): boolean =>
  form.contract !== undefined || form.attached.kind !== 'none' || !hasNoEntries(form)

export const defaultsOf = (defaults: TicketDefaultsView, profileId: string | undefined, assetClass: string) =>
  defaults[profileId ?? '']?.[assetClass]

const NO_PROBLEMS: TicketProblems = {}

/** Returns the error message of each invalid field. */
export const problemsOf = ({ phase }: Pick<TicketState, 'phase'>): TicketProblems =>
  phase.kind === 'editing' && phase.check?.kind === 'invalid' ? phase.check.problems : NO_PROBLEMS

type Shown = Pick<TicketState, 'facts' | 'form'>

/** Returns the rules of the ticket's contract; undefined until loaded. */
export const rulesOf = ({ facts: { rules }, form }: Shown): ContractRules | undefined =>
  isSameContract(rules, form.contract) ? rules : undefined

/** Returns why there are no rules for the ticket's contract. */
export function rulesProblemOf(state: Shown): string | undefined {
  const { rulesFailure } = state.facts
  const rules = rulesOf(state)
  if (rules !== undefined) return rules.problem
  return isSameContract(rulesFailure, state.form.contract) ? rulesFailure?.message : undefined
}

/** Returns the position and the buying power for the ticket; undefined until loaded. */
export const sizingOf = ({ facts: { sizing }, form }: Shown, accountId: string | undefined): TicketFacts['sizing'] =>
  isSameContract(sizing, form.contract) && sizing?.accountId === accountId ? sizing : undefined

/** Returns the underlying of the ticket's option, as it was read last. */
export const underlyingOf = (state: Shown): TicketFacts['underlying'] => {
  const { underlying } = state.facts
  return underlying?.conid === rulesOf(state)?.underlying ? underlying : undefined
}

/** Returns the preview of one contract for the ticket's contract, account and side. */
export const marginOf = (
  { facts: { margin }, form }: Shown,
  accountId: string | undefined,
): MarginPreview | undefined =>
  isSameContract(margin, form.contract) && margin?.accountId === accountId && margin?.side === form.side
    ? margin
    : undefined

/** Returns the newest quote of the ticket's contract. */
export const quoteOf = ({ facts: { quote }, form }: Shown): QuoteView | undefined =>
  isSameContract(quote, form.contract) ? quote : undefined

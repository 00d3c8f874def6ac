import type { GuardRailFinding } from '../../../../shared/contract/guard-rail-views.ts'
import type { OrderResponse } from '../../../../shared/contract/order-views.ts'
import type { OrderTicket } from '../../../../shared/contract/schemas.ts'
import { orderReference } from '../../../../shared/domain/order-reference.ts'
import { formatFilled, formatTrade, type SizedOrder } from '../../../../shared/domain/order-size.ts'
import { hasEnded } from '../../../../shared/domain/orders.ts'
import { RpcError } from '../../../../shared/rpc/rpc-error.ts'
import { hostLink } from '../../../platform/host-link.ts'
import { useOrdersStore } from '../../../stores/orders-store.ts'
import { profileIdInUse, useSessionStore } from '../../../stores/session-store.ts'
import { dismissToastsAbout, showLasting, showToast } from '../../../stores/toast-store.ts'
import { readNumber } from '../../../ui/read-number.ts'
import { discardSuppression, sendSuppression } from '../../confirmation/index.ts'
import { forgetWait } from '../../waiting/index.ts'
import { focusBlotter, openTimeline } from '../blotter-store.ts'
import { showAllOrders } from '../layouts/layouts.ts'
import { type CheckedTicket, checkTicket } from './check-ticket.ts'
import { findOpenQuestion } from './open-question.ts'
import { isChangeCurrent } from './open-ticket.ts'
import { outcomeOf, outcomeOfError, TICKET_UNCHANGED } from './order-outcome.ts'
import { plainPrice, sizeWithUnit } from './order-text.ts'
import { railProblems } from './rail-problems.ts'
import {
  type ChangedOrder,
  type OrderOutcome,
  orderInFlight,
  type PendingOrder,
  quoteOf,
  rulesOf,
  sizingOf,
} from './ticket-machine.ts'
import { applyToTicket, useTicketStore } from './ticket-store.ts'
import { addUnconfirmed, duplicateOf, useUnconfirmedOrders } from './unconfirmed-orders.ts'

/** Checks the ticket with all known facts about its contract and account. */
function checkCurrentTicket(): CheckedTicket {
  const ticket = useTicketStore.getState()
  const { form, changing, facts } = ticket
  const state = useSessionStore.getState().view?.state
  const selectedAccount = state?.kind === 'ready' ? state.accounts.selected : undefined
  const position = sizingOf(ticket, form.accountId ?? selectedAccount)?.position
  const last = readNumber(plainPrice(quoteOf(ticket)?.last) ?? '')
  const algorithms = facts.algorithms?.conid === form.contract?.conid ? facts.algorithms?.list : undefined
  const changed = changing?.before
  const listed = changing && listedOrder(changing)
  const { refusal } = quoteOf(ticket) ?? {}
  const about = { rules: rulesOf(ticket), refusal, position, last, algorithms, changed, listed }
  return checkTicket(form, { now: Date.now(), selectedAccount, ...about })
}

/** Returns the order that the ticket changes as the order list has it, or as it was read. */
function listedOrder({ orderId, before, filled }: ChangedOrder): SizedOrder {
  const { quantity } = before
  const read = quantity === undefined ? {} : { quantity, filled }
  return useOrdersStore.getState().orders.get(orderId) ?? { ...read, status: '' }
}

/** Shows IBKR's preview of the order in the ticket, or marks the invalid fields. */
export function previewTicket(): void {
  applyToTicket({ kind: 'previewed', checked: checkCurrentTicket() })
}

/** Opens the review, or marks the invalid fields. Checks an open review again. */
export function reviewTicket(): void {
  const checked = checkCurrentTicket()
  const profileId = profileIdInUse()
  if (checked.kind === 'ready' && useTicketStore.getState().changing === undefined) {
    // The ticket says why it opens no review.
    if (duplicateOf(checked.order, profileId, useUnconfirmedOrders.getState().orders)) return
  }
  applyToTicket({ kind: 'reviewed', checked, profileId })
}

/** Checks the order in review again, because the rules of its contract have arrived, or it has changed at IBKR. */
export function recheckReview(): void {
  if (useTicketStore.getState().phase.kind === 'review') reviewTicket()
}

/**
 * Follows the order whose change is in review. Closes the review if the order has ended, and checks the change again
 * with each fill. Returns an unsubscribe function.
 */
export function followReviewedChange(): () => void {
  return useOrdersStore.subscribe(({ orders }, before) => {
    const { phase } = useTicketStore.getState()
    const orderId = phase.kind === 'review' ? phase.pending.change?.orderId : undefined
    const order = orderId === undefined ? undefined : orders.get(orderId)
    if (order === undefined || order === before.orders.get(order.orderId)) return
    if (!hasEnded(order)) {
      recheckReview()
      return
    }
    const title = `Not sent: order ${order.orderId} is ${order.status}`
    const message = `${formatFilled(order)} filled. The order ended before you submitted the change.`
    const failure = { title, message, outcomeUnknown: false, notArmed: false }
    applyToTicket({ kind: 'order-ended', orderId: order.orderId, failure })
  })
}

/** Opens the review of a change if the ticket shows the order as it is at IBKR now; otherwise shows the current order. */
export async function reviewChange(): Promise<void> {
  if (await isChangeCurrent()) reviewTicket()
}

/** Returns from the review to the ticket, and marks the fields that a guard rail rejects. */
export function backToTicket(findings: readonly GuardRailFinding[] = []): void {
  const { form } = useTicketStore.getState()
  applyToTicket({ kind: 'review-closed', problems: railProblems(findings, form) })
}

/**
 * Places the order in review, unless it has changed since the user pressed the button. `acknowledged`: the guard rail
 * warnings that the user accepted.
 */
export async function placeReviewed(reviewed: PendingOrder, acknowledged?: string): Promise<void> {
  const waitId = crypto.randomUUID()
  const { order, change, profileId = '' } = reviewed
  const reference = orderReference(waitId, order.algorithm !== undefined)
  const pending = change ? reviewed : { ...reviewed, reference }
  if (!applyToTicket({ kind: 'sent', pending, waitId })) return
  // Dismisses toasts about the previous order, which could be mistaken for this order.
  dismissToastsAbout('order')
  const options = { waitId, profileId, ...(acknowledged !== undefined && { acknowledged }) }
  await settle(pending, waitId, () =>
    change
      ? hostLink().call('orders.modify', { ...order, ...options, orderId: change.orderId })
      : hostLink().call('orders.place', { ...order, ...options }),
  )
}

const ALREADY_ENDED = 'IBKR’s question had already got a reply, or another request had ended it.'

/** Replies to IBKR's question. Another question may follow. */
export async function replyToQuestion(confirmed: boolean): Promise<void> {
  const { phase } = useTicketStore.getState()
  if (phase.kind !== 'question') return
  const { replyId } = phase.question
  const { change, profileId = '' } = phase.pending
  if (confirmed) {
    const waitId = crypto.randomUUID()
    applyToTicket({ kind: 'reply-sent', replyId, waitId })
    const reply = (): Promise<OrderResponse> =>
      hostLink().call('orders.reply', { replyId, confirmed, waitId, profileId })
    await settle(phase.pending, waitId, reply, replyId)
    return
  }
  discardSuppression()
  const { pending } = phase
  applyToTicket({ kind: 'question-declined', replyId })
  const failure = await hostLink()
    .call('orders.reply', { replyId, confirmed, profileId })
    .then(
      () => undefined,
      (error: unknown) => error,
    )
  // Another window may have confirmed the question. After any other failure, it ends without a reply, so nothing is placed.
  if (!(failure instanceof RpcError && failure.code === 'question-ended'))
    showToast('idle', `${change ? 'Not changed' : 'Not placed'}. ${TICKET_UNCHANGED}`, 'order')
  else if (change) showLasting(`Change to ${orderText(pending)}: ${ALREADY_ENDED} Check the order.`, 'order')
  else addUnconfirmed(pending, ALREADY_ENDED, pending.profileId)
}

/**
 * Sends a request for the order in flight, and shows its outcome in the ticket, or as a message if the user has left it.
 * `replyId`: the question that the request replies to.
 */
async function settle(
  pending: PendingOrder,
  waitId: string,
  request: () => Promise<OrderResponse>,
  replyId?: string,
): Promise<void> {
  const profile = useSessionStore.getState().view?.profile
  let isOtherOpen = false
  const result = await request().then(
    (response) => outcomeOf(response, pending),
    (error: unknown) => {
      isOtherOpen = error instanceof RpcError && error.code === 'question-open'
      return outcomeOfError(error, pending)
    },
  )
  const outcome = result.kind === 'failed' && replyId !== undefined ? await askAgain(replyId, result) : result
  forgetWait(waitId)
  if (outcome.kind === 'unconfirmed') addUnconfirmed(pending, outcome.failure.message, profile?.id)
  const isShown = orderInFlight(useTicketStore.getState())?.leftProfile === undefined
  applyToTicket({ kind: 'settled', waitId, outcome })
  const mayContinue = isShown && (outcome.kind === 'question' || outcome.failure === undefined)
  if (!mayContinue) discardSuppression()
  if (!isShown) reportToOtherProfile(pending, profile?.name, outcome)
  else if (outcome.kind === 'accepted') showAccepted(pending, outcome)
  // The user must reply to another question first.
  else if (isOtherOpen) findOpenQuestion(hostLink())
}

/** Returns the question whose reply failed, if it is still open: a reply that was not sent leaves it open. */
async function askAgain(replyId: string, failed: Extract<OrderOutcome, { kind: 'failed' }>): Promise<OrderOutcome> {
  const open = await hostLink()
    .call('orders.openQuestion', {})
    .catch(() => null)
  if (open?.kind !== 'ticket' || open.question.replyId !== replyId) return failed
  return { kind: 'question', question: open.question, failure: failed.failure }
}

/** Describes the attached orders, for the name of the request. */
const attachedText = ({ attached }: OrderTicket): string =>
  attached === undefined ? '' : attached.kind === 'bracket' ? ' with its exits' : ` and ${attached.orders.length} more`

const orderText = ({ order, contract, currency }: PendingOrder): string =>
  `${order.side} ${formatTrade(sizeWithUnit(order, contract, currency), contract.symbol)}${attachedText(order)}`

/** Reports the outcome of an order whose profile the user has left. */
function reportToOtherProfile(pending: PendingOrder, profile: string | undefined, outcome: OrderOutcome): void {
  const about = `“${profile}”: ${orderText(pending)}`
  if (outcome.kind === 'question') {
    showToast('bad', `${about} not placed: the profile was switched before IBKR’s question was answered.`, 'order')
  } else if (outcome.failure) {
    const { title, message, outcomeUnknown } = outcome.failure
    const text = `${about}: ${title}. ${message}`
    if (outcomeUnknown || outcome.kind === 'accepted') showLasting(text, 'order')
    else showToast('bad', text, 'order')
  } else if (outcome.kind === 'accepted') {
    showToast('good', `${about} accepted: ${outcome.status}.`, 'order')
  }
}

/** Shows an accepted order in the list. */
function showAccepted(pending: PendingOrder, outcome: Extract<OrderOutcome, { readonly kind: 'accepted' }>): void {
  const { orderId, status, warning, failure } = outcome
  if (!pending.change) showAllOrders()
  if (failure !== undefined) return
  showToast(
    'good',
    `${pending.change ? 'Change to ' : ''}${orderText(pending)} accepted: ${status}.`,
    `order ${orderId}`,
  )
  if (warning !== undefined) showToast('bad', warning, 'order')
  openTimeline(orderId)
  focusBlotter()
  void sendSuppression()
}

import type { ContractErrorCode } from '../../../../shared/contract/errors.ts'
import type { GuardRailFinding } from '../../../../shared/contract/guard-rail-views.ts'
import type { OrderResponse } from '../../../../shared/contract/order-views.ts'
import type { OrderTicket } from '../../../../shared/contract/schemas.ts'
import { orderReference } from '../../../../shared/domain/order-reference.ts'
import { formatFilled, pairCurrency, type SizedOrder } from '../../../../shared/domain/order-size.ts'
import { hasEnded } from '../../../../shared/domain/orders.ts'
import { errorText, isUnconfirmed, mayHaveBeenSent, RpcError } from '../../../../shared/rpc/rpc-error.ts'
import { hostLink } from '../../../platform/host-link.ts'
import { useOrdersStore } from '../../../stores/orders-store.ts'
import { profileIdInUse, useSessionStore } from '../../../stores/session-store.ts'
import { dismissToastsAbout, showLasting, showToast } from '../../../stores/toast-store.ts'
import { readNumber } from '../../../ui/read-number.ts'
import { discardSuppression, sendSuppression } from '../../confirmation/index.ts'
import { forgetWait } from '../../waiting/index.ts'
import { focusBlotter, openTimeline } from '../blotter-store.ts'
import { showAllOrders } from '../layouts/layouts.ts'
import { reportParts } from './attached/part-report.ts'
import { type CheckedTicket, checkTicket } from './check-ticket.ts'
import { endChange, isChangeCurrent } from './open-ticket.ts'
import { orderChanges } from './order-changes.tsx'
import { partsWarning, plainPrice, sizeText } from './order-text.ts'
import { railProblems } from './rail-problems.ts'
import { rulesOf, sizingOf } from './ticket-facts.ts'
import { EMPTY_TICKET } from './ticket-form.ts'
import { type ChangedOrder, type PendingOrder, type TicketFailure, useTicketStore } from './ticket-store.ts'
import { addUnconfirmed, duplicateOf, useUnconfirmedOrders } from './unconfirmed-orders.ts'

/** Checks the ticket with all known facts about its contract and account. */
function checkCurrentTicket(): CheckedTicket {
  const data = useTicketStore.getState()
  const state = useSessionStore.getState().view?.state
  const selectedAccount = state?.kind === 'ready' ? state.accounts.selected : undefined
  const position = sizingOf(data, data.form.accountId ?? selectedAccount)?.position
  const conid = data.form.contract?.conid
  const last = data.quote?.conid === conid ? readNumber(plainPrice(data.quote?.last) ?? '') : undefined
  const algorithms = data.algorithms?.conid === conid ? data.algorithms?.list : undefined
  const changed = data.changing?.before
  const listed = data.changing && listedOrder(data.changing)
  return checkTicket(data.form, { selectedAccount, rules: rulesOf(data), position, last, algorithms, changed, listed })
}

/** Returns the order that the ticket changes as the order list has it, or as it was read. */
function listedOrder({ orderId, before, filled }: ChangedOrder): SizedOrder {
  const { quantity } = before
  const read = quantity === undefined ? {} : { quantity, filled }
  return useOrdersStore.getState().orders.get(orderId) ?? { ...read, status: '' }
}

/** Shows IBKR's preview of the order in the ticket, or marks the invalid fields. */
export function previewTicket(): void {
  const checked = checkCurrentTicket()
  useTicketStore.setState(
    checked.kind === 'invalid' ? { problems: checked.problems } : { problems: {}, previewed: checked.order },
  )
}

/** Opens the review, or marks the invalid fields. */
export function reviewTicket(): void {
  const checked = checkCurrentTicket()
  if (checked.kind === 'invalid') {
    useTicketStore.setState({ problems: checked.problems, phase: { kind: 'editing' } })
  } else {
    const { order, contract, price } = checked
    const { changing } = useTicketStore.getState()
    if (changing && orderChanges(changing.before, order).length === 0) {
      useTicketStore.setState({ problems: { quantity: 'No changes to submit.' }, phase: { kind: 'editing' } })
      return
    }
    const change = changing && { orderId: changing.orderId, before: changing.before, updates: changing.updates }
    const profileId = profileIdInUse()
    // The ticket says why it opens no review.
    if (!changing && duplicateOf(order, profileId, useUnconfirmedOrders.getState().orders)) return
    const {
      currency = changing?.currency ?? pairCurrency(contract.symbol),
      pointValue,
      priceMagnifier,
    } = rulesOf(useTicketStore.getState()) ?? {}
    const pending: PendingOrder = {
      order,
      contract,
      currency,
      pointValue,
      priceMagnifier,
      price,
      profileId,
      ...(change && { change }),
    }
    useTicketStore.setState({ problems: {}, previewed: undefined, phase: { kind: 'review', pending } })
  }
}

/**
 * Checks the order in review again after the rules of its contract have arrived. Marks the invalid fields in the ticket,
 * or reviews the order as the rules change it.
 */
export function recheckReview(): void {
  const { phase } = useTicketStore.getState()
  if (phase.kind !== 'review') return
  const checked = checkCurrentTicket()
  if (checked.kind === 'invalid') {
    useTicketStore.setState({ problems: checked.problems, phase: { kind: 'editing' } })
  } else if (JSON.stringify(checked.order) !== JSON.stringify(phase.pending.order)) reviewTicket()
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
    fail({ title, message, outcomeUnknown: false, notArmed: false })
  })
}

/** Places the order in review, unless it has changed since the user pressed the button. */
export function placeReviewed(pending: PendingOrder, acknowledged?: string): void {
  const { phase } = useTicketStore.getState()
  if (phase.kind === 'review' && phase.pending.order === pending.order) void placeOrder(pending, acknowledged)
}

/** Opens the review of a change if the ticket shows the order as it is at IBKR now; otherwise shows the current order. */
export async function reviewChange(): Promise<void> {
  if (await isChangeCurrent()) reviewTicket()
}

const TICKET_UNCHANGED = 'The ticket is unchanged.'

/** Returns to the ticket and marks the fields that a guard rail rejects. */
export function backToTicket(findings: readonly GuardRailFinding[] = []): void {
  const { form } = useTicketStore.getState()
  useTicketStore.setState({ phase: { kind: 'editing' }, problems: railProblems(findings, form) })
}

/** Places a reviewed order. `acknowledged`: the guard rail warnings that the user accepted. */
export async function placeOrder(pending: PendingOrder, acknowledged?: string): Promise<void> {
  // Dismisses toasts about the previous order, which could be mistaken for this order.
  dismissToastsAbout('order')
  const waitId = crypto.randomUUID()
  const { order, change, profileId = '' } = pending
  const sent = change ? pending : { ...pending, reference: orderReference(waitId, order.algorithm !== undefined) }
  useTicketStore.setState({ phase: { kind: 'placing', pending: sent, waitId } })
  const options = { waitId, profileId, ...(acknowledged !== undefined && { acknowledged }) }
  await settle(sent, waitId, () =>
    change
      ? hostLink().call('orders.modify', { ...order, ...options, orderId: change.orderId })
      : hostLink().call('orders.place', { ...order, ...options }),
  )
}

/** Replies to IBKR's question. Another question may follow. */
export async function replyToQuestion(confirmed: boolean): Promise<void> {
  const { phase } = useTicketStore.getState()
  if (phase.kind !== 'question' || phase.replying) return
  const waitId = crypto.randomUUID()
  useTicketStore.setState({ phase: { ...phase, replying: true, waitId } })
  const { replyId } = phase.question
  const { profileId = '' } = phase.pending
  if (confirmed) {
    await settle(phase.pending, waitId, () =>
      hostLink().call('orders.reply', { replyId, confirmed, waitId, profileId }),
    )
    return
  }
  // Ignores a failed reply, because IBKR discards an order with an open question.
  discardSuppression()
  backToTicket()
  await hostLink()
    .call('orders.reply', { replyId, confirmed, profileId })
    .catch(() => undefined)
  showToast('idle', `${phase.pending.change ? 'Not changed' : 'Not placed'}. ${TICKET_UNCHANGED}`, 'order')
}

async function settle(pending: PendingOrder, waitId: string, ask: () => Promise<OrderResponse>): Promise<void> {
  const before = profileInUse()
  const outcome = await ask().catch((error: unknown) => failureOf(error, pending))
  forgetWait(waitId)
  const isFailure = 'title' in outcome
  const isLost = isFailure && outcome.outcomeUnknown
  const isNoted = isLost && !pending.change
  if (isNoted) addUnconfirmed(pending, outcome.message, before?.id)
  if (profileInUse()?.id !== before?.id) reportToOtherProfile(pending, before, outcome)
  else if (isFailure)
    fail({ ...outcome, ...(isNoted && { isNoted }), ...(isLost && pending.change && { lost: pending }) })
  else receive(pending, outcome)
}

/** Describes the attached orders, for the name of the request. */
const attachedText = ({ attached }: OrderTicket): string =>
  attached === undefined ? '' : attached.kind === 'bracket' ? ' with its exits' : ` and ${attached.orders.length} more`

const profileInUse = () => useSessionStore.getState().view?.profile

/** Reports the outcome and the profile of an order if the user has switched profiles since. */
function reportToOtherProfile(
  { order, contract, currency, change, keepsTicket }: PendingOrder,
  profile: { readonly id: string; readonly name: string } | undefined,
  outcome: OrderResponse | TicketFailure,
): void {
  discardSuppression()
  backToTicket()
  const about = `“${profile?.name}”: ${order.side} ${sizeText(order, currency)} ${contract.symbol}${attachedText(order)}`
  if ('title' in outcome) {
    const text = `${about}: ${outcome.title}. ${outcome.message}`
    if (outcome.outcomeUnknown) showLasting(text, 'order')
    else showToast('bad', text, 'order')
  } else if (outcome.kind === 'accepted') {
    useTicketStore.setState(({ drafts }) => {
      const id = profile?.id ?? ''
      const sent = drafts.get(id)
      // Restores the unfinished new order after a modification.
      const form = ((change || keepsTicket) && (sent?.changing?.newOrder ?? sent?.form)) ?? EMPTY_TICKET
      return sent ? { drafts: new Map(drafts).set(id, { ...sent, form, changing: undefined }) } : {}
    })
    const report = reportParts(order.attached?.kind, outcome.parts)
    if (report) showLasting(`${about}: ${report.title}. ${report.message}`, 'order')
    else showToast('good', `${about} accepted: ${outcome.status}.`, 'order')
  } else if (outcome.kind === 'rejected') showToast('bad', `${about} rejected: ${outcome.message}`, 'order')
  else showToast('bad', `${about} not placed: the profile was switched before IBKR’s question was answered.`, 'order')
}

function receive(pending: PendingOrder, response: OrderResponse): void {
  switch (response.kind) {
    case 'accepted': {
      const { order, contract, currency, keepsTicket } = pending
      const cleared = keepsTicket ? {} : { form: { ...EMPTY_TICKET, accountId: order.accountId } }
      const report = reportParts(order.attached?.kind, response.parts)
      if (report !== undefined) {
        // Clears the ticket, because some of its orders exist and must not be placed again.
        useTicketStore.setState(cleared)
        showAllOrders()
        fail({ ...report, notArmed: false })
        return
      }
      showToast(
        'good',
        `${pending.change ? 'Change to ' : ''}${order.side} ${sizeText(order, currency)} ${contract.symbol}${attachedText(order)} accepted: ${response.status}.`,
        `order ${response.orderId}`,
      )
      if (response.warning !== undefined) showToast('bad', response.warning, 'order')
      if (pending.change) endChange()
      else useTicketStore.setState(cleared)
      useTicketStore.setState({ phase: { kind: 'editing' } })
      if (!pending.change) showAllOrders()
      openTimeline(response.orderId)
      focusBlotter()
      void sendSuppression()
      return
    }
    case 'question':
      useTicketStore.setState({ phase: { kind: 'question', pending, question: response, replying: false } })
      return
    case 'rejected':
      fail({
        title: `IBKR rejected the ${pending.change ? 'change' : 'order'}`,
        message: response.message,
        outcomeUnknown: false,
        notArmed: false,
      })
  }
}

function fail(failure: TicketFailure): void {
  discardSuppression()
  useTicketStore.setState({ phase: { kind: 'editing', failure } })
}

const UNSENT_TITLES: Readonly<Partial<Record<ContractErrorCode, string>>> = {
  cancelled: 'Withdrawn',
  'guard-rail-refused': 'Refused by a guard rail',
  'guard-rail-warning': 'Guard rail warning',
  'not-journaled': 'Not sent: orders cannot be journaled',
}

function failureOf(error: unknown, { order, change }: PendingOrder): TicketFailure {
  const code = error instanceof RpcError ? error.code : 'internal'
  const notArmed = code === 'not-armed' || code === 'confirmation-needed'
  if (error instanceof RpcError && !mayHaveBeenSent(error.detail)) {
    const disconnected = code === 'disconnected'
    return {
      title: disconnected ? 'Not sent: no connection to the console' : (UNSENT_TITLES[code] ?? 'Not sent'),
      message: disconnected
        ? `${TICKET_UNCHANGED} Review the order again once the connection is restored.`
        : `${errorText(error)} ${TICKET_UNCHANGED}`,
      outcomeUnknown: false,
      notArmed,
    }
  }
  const outcomeUnknown = isUnconfirmed(error)
  return {
    title: outcomeUnknown
      ? 'Delivery unconfirmed'
      : code === 'not-armed'
        ? 'Not armed'
        : change
          ? 'Not changed'
          : 'Not placed',
    message: outcomeUnknown ? `${errorText(error)} ${partsWarning(order.attached)}`.trim() : errorText(error),
    outcomeUnknown,
    notArmed,
  }
}

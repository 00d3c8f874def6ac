import type { OrderResponse } from '../../../../shared/contract/views.ts'
import { errorText, isUnconfirmed, mayHaveBeenSent, RpcError } from '../../../../shared/rpc/rpc-error.ts'
import { hostLink } from '../../../platform/host-link.ts'
import { profileIdInUse, useSessionStore } from '../../../stores/session-store.ts'
import { dismissToastsAbout, showLasting, showToast } from '../../../stores/toast-store.ts'
import { formatNumber } from '../../../ui/format-number.ts'
import { goOnAsking, tellIbkrToStopAsking } from '../../confirmation/question-suppression.ts'
import { forgetWait } from '../../waiting/wait-store.ts'
import { orderStatusWords } from '../details/order-status-text.ts'
import { showAllOrders } from '../layouts/layout-actions.ts'
import { focusBlotter, openTimeline } from '../orders-actions.ts'
import { endChange } from './change-actions.ts'
import { orderDifferences } from './order-differences.ts'
import { checkTicket, EMPTY_TICKET } from './ticket-form.ts'
import { type PendingOrder, type TicketFailure, useTicketStore } from './ticket-store.ts'

/** Checks the ticket and asks for the last word, or shows at the fields what is missing. */
export function reviewTicket(): void {
  const state = useSessionStore.getState().view?.state
  const selected = state?.kind === 'ready' ? state.accounts.selected : undefined
  const checked = checkTicket(useTicketStore.getState().form, selected)
  if (checked.kind === 'invalid') {
    useTicketStore.setState({ problems: checked.problems, phase: { kind: 'editing' } })
  } else {
    const { order, contract, price } = checked
    const { changing } = useTicketStore.getState()
    if (changing && orderDifferences(changing.before, order).length === 0) {
      useTicketStore.setState({ problems: { quantity: 'Nothing is other than it was.' }, phase: { kind: 'editing' } })
      return
    }
    const change = changing && { orderId: changing.orderId, before: changing.before }
    const profileId = profileIdInUse()
    const pending: PendingOrder = { order, contract, price, profileId, ...(change && { change }) }
    useTicketStore.setState({ problems: {}, phase: { kind: 'review', pending } })
  }
}

export function backToTicket(): void {
  useTicketStore.setState({ phase: { kind: 'editing' } })
}

export async function placeOrder(pending: PendingOrder): Promise<void> {
  // What became of the order before is no news about this one.
  dismissToastsAbout('order')
  const waitId = crypto.randomUUID()
  useTicketStore.setState({ phase: { kind: 'placing', pending, waitId } })
  const { order, change, profileId } = pending
  await settle(pending, waitId, () =>
    change
      ? hostLink().call('orders.modify', { ...order, orderId: change.orderId, waitId, profileId })
      : hostLink().call('orders.place', { ...order, waitId, profileId }),
  )
}

/** Answers the question that IBKR asked; there may be another one after it. */
export async function replyToQuestion(confirmed: boolean): Promise<void> {
  const { phase } = useTicketStore.getState()
  if (phase.kind !== 'question' || phase.replying) return
  const waitId = crypto.randomUUID()
  useTicketStore.setState({ phase: { ...phase, replying: true, waitId } })
  const { replyId } = phase.question
  const { profileId } = phase.pending
  if (confirmed) {
    await settle(phase.pending, waitId, () =>
      hostLink().call('orders.reply', { replyId, confirmed, waitId, profileId }),
    )
    return
  }
  // Declined: IBKR drops the order by itself when the question stays open, so a failure here changes nothing.
  goOnAsking()
  backToTicket()
  await hostLink()
    .call('orders.reply', { replyId, confirmed, profileId })
    .catch(() => undefined)
  showToast('idle', `${phase.pending.change ? 'Not changed' : 'Not placed'}. The ticket is as you left it.`, 'order')
}

async function settle(pending: PendingOrder, waitId: string, ask: () => Promise<OrderResponse>): Promise<void> {
  const before = profileInUse()
  const outcome = await ask().catch((error: unknown) => failureOf(error, pending.change !== undefined))
  forgetWait(waitId)
  const isFailure = 'title' in outcome
  if (profileInUse()?.id !== before?.id) reportToOtherProfile(pending, before, outcome)
  else if (isFailure) fail(outcome)
  else receive(pending, outcome)
}

const profileInUse = () => useSessionStore.getState().view?.profile

/** The profile was switched while the order was on its way: its outcome must not be taken for one of the profile in use now. */
function reportToOtherProfile(
  { order, contract, change }: PendingOrder,
  profile: { readonly id: string; readonly name: string } | undefined,
  outcome: OrderResponse | TicketFailure,
): void {
  goOnAsking()
  backToTicket()
  const about = `“${profile?.name}”: ${order.side} ${formatNumber(order.quantity)} ${contract.symbol}`
  if ('title' in outcome) {
    const text = `${about}: ${outcome.title}. ${outcome.message}`
    if (outcome.outcomeUnknown) showLasting(text, 'order')
    else showToast('bad', text, 'order')
  } else if (outcome.kind === 'accepted') {
    // The draft of a profile whose order was changed is another order, which was not sent.
    if (change === undefined) {
      useTicketStore.setState(({ drafts }) => {
        const others = new Map(drafts)
        others.delete(profile?.id ?? '')
        return { drafts: others }
      })
    }
    showToast('good', `${about} accepted: ${orderStatusWords(outcome.status).label}.`, 'order')
  } else if (outcome.kind === 'rejected') showToast('bad', `${about} rejected: ${outcome.message}`, 'order')
  else
    showToast(
      'bad',
      `${about} was not confirmed: the profile was switched before IBKR’s question was answered.`,
      'order',
    )
}

function receive(pending: PendingOrder, answer: OrderResponse): void {
  switch (answer.kind) {
    case 'accepted': {
      const { order, contract } = pending
      showToast(
        'good',
        `${pending.change ? 'Change to ' : ''}${order.side} ${formatNumber(order.quantity)} ${contract.symbol} accepted: ${orderStatusWords(answer.status).label}.`,
        'order',
      )
      if (answer.warning !== undefined) showToast('bad', answer.warning, 'order')
      if (pending.change) endChange()
      else useTicketStore.setState({ form: { ...EMPTY_TICKET, accountId: pending.order.accountId } })
      useTicketStore.setState({ phase: { kind: 'editing' } })
      if (!pending.change) showAllOrders()
      openTimeline(answer.orderId)
      focusBlotter()
      void tellIbkrToStopAsking()
      return
    }
    case 'question':
      useTicketStore.setState({ phase: { kind: 'question', pending, question: answer, replying: false } })
      return
    case 'rejected':
      fail({
        title: `IBKR rejected the ${pending.change ? 'change' : 'order'}`,
        message: answer.message,
        outcomeUnknown: false,
        notArmed: false,
      })
  }
}

function fail(failure: TicketFailure): void {
  goOnAsking()
  useTicketStore.setState({ phase: { kind: 'editing', failure } })
}

function failureOf(error: unknown, isChange: boolean): TicketFailure {
  const code = error instanceof RpcError ? error.code : 'internal'
  const notArmed = code === 'not-armed' || code === 'confirmation-needed'
  if (error instanceof RpcError && !mayHaveBeenSent(error.detail)) {
    const disconnected = code === 'disconnected'
    return {
      title: disconnected ? 'Not sent: the console is not connected' : code === 'cancelled' ? 'Withdrawn' : 'Not sent',
      message: disconnected
        ? 'The ticket is as you left it. Review the order again once the connection is back.'
        : `${errorText(error)} The ticket is as you left it.`,
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
        : isChange
          ? 'Not changed'
          : 'Not placed',
    message: errorText(error),
    outcomeUnknown,
    notArmed,
  }
}

import type { Orders } from '../../client/index.ts'
import { groupDigits } from '../../shared/domain/format-number.ts'
import {
  formatAmount,
  formatFilled,
  formatSize,
  formatTrade,
  isFilled,
  sizeOf,
} from '../../shared/domain/order-size.ts'
import { formatSide, hasEnded, isCorrection, type Order } from '../../shared/domain/orders.ts'
import type { InboxEvent } from '../inbox/record-event.ts'

/** A recorded transition of an order. `before` is undefined for a new order. */
export interface OrderChange {
  readonly before: Order | undefined
  readonly after: Order
}

/**
 * Returns the transitions in a value of the orders stream. The first read and rows that a new subscription repeats do
 * not count.
 * @param account the selected account, undefined without a session
 */
export function selectOrderChanges(
  { events, source, health, truncatedAt }: Orders,
  account: string | undefined,
): readonly OrderChange[] {
  // If all orders of the account are known, an unknown order is a new order.
  const knowsAll = source === 'stream' && health.kind === 'streaming' && truncatedAt === undefined
  return events.flatMap(({ before, order: after, transition }) =>
    transition && after && (before !== undefined || (knowsAll && after.account === account)) ? [{ before, after }] : [],
  )
}

type Ending = 'fill' | 'partial' | 'cancel' | 'reject'

const VERBS: Readonly<Record<Ending, string>> = {
  fill: 'Filled',
  partial: 'Partly filled',
  cancel: 'Cancelled',
  reject: 'Rejected',
}

/**
 * Returns the notification for an order that ended or had a further fill, undefined for other changes. The text does
 * not contain the account, because a locked screen shows it.
 */
export function createOrderNotification({ before, after }: OrderChange): InboxEvent | undefined {
  if (before && isCorrection(before, after)) return createCorrection(before, after)
  const kind = endingOf(before, after)
  if (kind === undefined) return undefined
  const { orderId, contractName, cancelReason } = after
  const amount = kind === 'partial' ? formatFilled(after) : kind === 'fill' ? filledText(after) : formatSize(after)
  // IBKR uses `Inactive` both for a parked order and for one that an exchange rejected.
  const verb = after.status === 'Inactive' ? 'Not working' : VERBS[kind]
  return {
    kind,
    title: `${verb}: ${formatSide(after)} ${formatTrade(amount, contractName)}`.trim(),
    body: bodyOf(kind, after),
    // Shown only in the inbox, because IBKR's message may contain the account.
    ...(kind === 'cancel' && cancelReason !== undefined && { detail: cancelReason }),
    order: { orderId, contractName },
  }
}

/** Formats the size of a filled order: an amount of money is rarely spent to the last cent. */
function filledText(order: Order): string {
  const { filled, currency } = sizeOf(order)
  return currency === undefined ? formatSize(order) : formatAmount(filled, currency)
}

/**
 * Returns the notification for an order whose end or fill IBKR's list has undone, for example after a busted trade. Its
 * kind is that of the state which turned out to be wrong, because the user was notified of that.
 */
function createCorrection(before: Order, after: Order): InboxEvent {
  const { orderId, contractName, status } = after
  const state = (order: Order): string => `${order.status} with ${formatFilled(order)} filled`
  return {
    kind: endingOf(undefined, before) ?? 'partial',
    isCorrection: true,
    title: `Corrected by IBKR: ${formatSide(after)} ${formatTrade(formatSize(after), contractName)} is ${status}`,
    body: `IBKR’s list shows ${state(after)}; it was ${state(before)}`,
    order: { orderId, contractName },
  }
}

function endingOf(before: Order | undefined, after: Order): Ending | undefined {
  // Ignore an update of an order that had already ended: IBKR repeats or corrects such orders.
  if (before && hasEnded(before)) return undefined
  if (isFilled(after)) return before && isFilled(before) ? undefined : 'fill'
  if (after.status === 'Cancelled') return 'cancel'
  if (after.status === 'Failed') return 'reject'
  // Notify of an order that became inactive, because the user has to act.
  if (after.status === 'Inactive' && before && before.status !== 'Inactive') return 'reject'
  return (after.filled ?? 0) > (before?.filled ?? 0) ? 'partial' : undefined
}

function bodyOf(kind: Ending, order: Order): string {
  const { filled, averagePrice, status } = order
  switch (kind) {
    case 'fill':
    case 'partial':
      return averagePrice === undefined ? '' : `at ${groupDigits(averagePrice)} on average`
    case 'cancel':
      if (filled === undefined) return ''
      return filled > 0 ? `after ${formatFilled(order)} were filled` : 'nothing was filled'
    case 'reject':
      return status === 'Inactive' ? 'Inactive at IBKR: rejected or parked' : 'never working at the exchange'
  }
}

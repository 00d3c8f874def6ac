import type { KnownEnvironment } from '../../shared/domain/environment.ts'
import { hasEnded, type Order } from '../../shared/domain/orders.ts'
import type { News } from './news.ts'

/** One step of an order's life that is written down. `before`: absent for one that has just come to be. */
export interface OrderTurn {
  readonly before: Order | undefined
  readonly after: Order
}

type Ending = 'fill' | 'partial' | 'cancel' | 'reject'

const VERBS: Readonly<Record<Ending, string>> = {
  fill: 'Filled',
  partial: 'Partly filled',
  cancel: 'Cancelled',
  reject: 'Rejected',
}

/** What a step is worth telling: an end, or one more fill. Without the account: a locked screen shows it to anybody. */
export function orderNews({ before, after }: OrderTurn, environment: KnownEnvironment): News | undefined {
  const kind = endingOf(before, after)
  if (kind === undefined) return undefined
  const { orderId, side, symbol, quantity, filled } = after
  const amount = kind === 'partial' ? `${filled} of ${quantity}` : String(quantity)
  // IBKR parks an order in the same state in which it leaves one that an exchange refused.
  const verb = after.status === 'Inactive' ? 'Not working' : VERBS[kind]
  return {
    kind,
    title: `${verb}: ${side} ${amount} ${symbol}`.trim(),
    body: bodyOf(kind, after),
    order: { orderId, symbol },
    environment,
  }
}

function endingOf(before: Order | undefined, after: Order): Ending | undefined {
  // What had ended is only told again, or corrected.
  if (before && hasEnded(before)) return undefined
  if (isFull(after)) return before && isFull(before) ? undefined : 'fill'
  if (after.status === 'Cancelled') return 'cancel'
  if (after.status === 'Failed') return 'reject'
  // One that begins so waits for its owner.
  if (after.status === 'Inactive' && before && before.status !== 'Inactive') return 'reject'
  return after.filled > (before?.filled ?? 0) ? 'partial' : undefined
}

const isFull = ({ status, filled, quantity }: Order): boolean =>
  status === 'Filled' || (quantity > 0 && filled >= quantity)

function bodyOf(kind: Ending, { filled, quantity, averagePrice, status }: Order): string {
  switch (kind) {
    case 'fill':
    case 'partial':
      return averagePrice === undefined ? '' : `at ${averagePrice} on average`
    case 'cancel':
      return filled > 0 ? `after ${filled} of ${quantity} were filled` : 'nothing was filled'
    case 'reject':
      return status === 'Inactive'
        ? 'IBKR set it aside: it was refused, or is parked'
        : 'it never worked at the exchange'
  }
}

import type { OrderProblem } from './order-rules.ts'

/* The rules of orders that are sent together: brackets and OCA groups. In these, `problem` is a complete sentence. Pure. */

/** An order with the fields that the rules of a bracket compare. */
interface LinkedOrder {
  readonly orderType?: string | undefined
  readonly price?: number | undefined
  readonly auxPrice?: number | undefined
  readonly quantity?: number | undefined
}

interface BracketToCheck {
  readonly parent: LinkedOrder & { readonly side: 'BUY' | 'SELL' }
  readonly takeProfit?: LinkedOrder | undefined
  readonly stopLoss?: LinkedOrder | undefined
}

/** `stopLossLimit`: the limit of a stop loss that is a stop limit order. `quantity`: that of the parent. */
export type BracketField = 'takeProfit' | 'stopLoss' | 'stopLossLimit' | 'quantity'

/**
 * Returns the broken rules of a bracket: it has an exit, the prices of a purchase are in the sequence loss, entry,
 * profit (of a sale in reverse), and each exit has a quantity.
 * @param expectedEntry price at which a parent without a price probably trades; default: unknown
 */
export function findBracketProblems(
  { parent, takeProfit, stopLoss }: BracketToCheck,
  expectedEntry?: number,
): readonly OrderProblem<BracketField>[] {
  if (takeProfit === undefined && stopLoss === undefined) {
    return [
      { field: 'takeProfit', kind: 'missing', problem: 'A bracket must have a take profit, a stop loss or both.' },
    ]
  }
  const { side } = parent
  const entry = entryPriceOf(parent) ?? expectedEntry
  const profit = takeProfit?.price
  // The stop price of a TRAIL order is optional.
  const loss = stopLoss?.auxPrice ?? stopLoss?.price
  const limit = stopLoss?.orderType === 'STOP_LIMIT' ? stopLoss.price : undefined
  const isUnsized = [takeProfit, stopLoss].some((exit) => exit && (exit.quantity ?? parent.quantity) === undefined)
  const [up, down] = side === 'BUY' ? ([1, -1] as const) : ([-1, 1] as const)
  const problems = [
    compare({ field: 'takeProfit', what: `The take profit of a ${side}`, price: profit, direction: up }, entry),
    compare({ field: 'stopLoss', what: `The stop loss of a ${side}`, price: loss, direction: down }, entry),
    // Behind its stop price, such a limit would leave the position open.
    compare({ field: 'stopLossLimit', what: `The stop loss limit of a ${side}`, price: limit, direction: down }, entry),
    compare(
      { field: 'stopLoss', what: `The stop loss of a ${side}`, price: loss, direction: down },
      profit,
      'its take profit of ',
    ),
    isUnsized && ({ field: 'quantity', kind: 'missing', problem: UNSIZED } as const),
  ]
  return problems.filter((problem) => problem !== undefined && problem !== false)
}

const UNSIZED = 'The parent is sized by cash: each exit needs a quantity.'

/** Returns the known price at which the parent of a bracket may trade. */
export function entryPriceOf({ orderType, price }: LinkedOrder): number | undefined {
  switch (orderType) {
    case 'LMT':
    case 'STP':
    case 'LOC':
    case 'MIT':
    case 'LIT':
    case 'STOP_LIMIT':
      return price
    default:
      return undefined
  }
}

interface ExitPrice {
  readonly field: BracketField
  readonly what: string
  readonly price: number | undefined
  /** 1 if the exit is above the price that it is compared with, -1 if it is below. */
  readonly direction: 1 | -1
}

function compare(
  { field, what, price, direction }: ExitPrice,
  other: number | undefined,
  name = '',
): OrderProblem<BracketField> | undefined {
  if (price === undefined || other === undefined || Math.sign(price - other) === direction) return undefined
  const [word, range] = direction === 1 ? ['above', { above: other }] : ['below', { below: other }]
  return { field, kind: 'out-of-range', problem: `${what} must be ${word} ${name}${other}, not at ${price}.`, range }
}

/** Returns the broken rules of an OCA group, which is sent as one request. */
export function findGroupProblems(
  orders: readonly { readonly cashQty?: unknown; readonly fxQty?: unknown }[],
): readonly OrderProblem<'orders' | 'quantity'>[] {
  if (orders.length < 2) {
    const problem = 'An OCA group must have at least two orders.'
    return [{ field: 'orders', kind: 'missing', problem, hint: 'isSingleGroup links the orders of one request.' }]
  }
  // A fill reduces the other orders by its quantity.
  if (orders.every(({ cashQty, fxQty }) => cashQty === undefined && fxQty === undefined)) return []
  const problem = 'Each order of an OCA group must have a quantity instead of an amount.'
  return [{ field: 'quantity', kind: 'missing', problem }]
}

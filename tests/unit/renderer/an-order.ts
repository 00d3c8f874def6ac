import type { ConsoleOrder } from '../../../src/shared/domain/console-orders.ts'

/** Returns an order with the given fields and defaults for all others. */
export function anOrder(given: Partial<ConsoleOrder> = {}): ConsoleOrder {
  const { symbol = 'AAPL', contractName = symbol } = given
  return {
    orderId: '1',
    account: 'DU1',
    conid: 265598,
    symbol,
    contractName,
    description: 'Apple Inc',
    side: 'BUY',
    orderType: 'Limit',
    quantity: 100,
    filled: 0,
    remaining: 100,
    timeInForce: 'DAY',
    status: 'Submitted',
    changedAt: 1_000,
    transitionCount: 1,
    ...given,
  }
}

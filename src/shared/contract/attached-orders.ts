import type { OrderTicket } from './schemas.ts'

/** One order of a ticket, with its name in the review and in reports. */
export interface NamedOrder {
  readonly name: string
  readonly order: OrderTicket
}

/** Returns the orders that a ticket sends, in this sequence: the order of the ticket, then the attached orders. */
export function ordersOfTicket({ attached, ...order }: OrderTicket): readonly NamedOrder[] {
  const { accountId, conid } = order
  switch (attached?.kind) {
    case undefined:
      return [{ name: 'Order', order }]
    case 'bracket': {
      const side = order.side === 'BUY' ? 'SELL' : 'BUY'
      const { quantity } = order
      const exits = [
        ['Take profit', attached.takeProfit],
        ['Stop loss', attached.stopLoss],
      ] as const
      return [
        { name: 'Entry', order },
        ...exits.flatMap(([name, exit]) =>
          exit === undefined ? [] : [{ name, order: { accountId, conid, side, quantity, ...exit } as const }],
        ),
      ]
    }
    case 'oca':
      return [order, ...attached.orders.map((other) => ({ accountId, conid, ...other }))].map((each, index) => ({
        name: `Order ${index + 1}`,
        order: each,
      }))
  }
}

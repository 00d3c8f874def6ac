import type { STOP_LOSS_TYPES, TAKE_PROFIT_TYPES, TicketOrderType, TimeInForce } from './order-types.ts'
import type { Side } from './orders.ts'
import { omitUndefined } from './read-value.ts'

/** Type, prices and validity of an order. */
interface OrderTerms<Type extends TicketOrderType = TicketOrderType> {
  readonly orderType: Type
  readonly price?: number | undefined
  readonly auxPrice?: number | undefined
  readonly trailing?: { readonly amount: number; readonly unit: 'amt' | '%' } | undefined
  readonly timeInForce: TimeInForce
  readonly outsideRegularHours?: boolean | undefined
}

/** One order of a ticket. */
interface SingleOrder extends OrderTerms {
  readonly accountId: string
  readonly conid: number
  /** The legs of a combo. */
  readonly conidex?: string | undefined
  readonly side: Side
  readonly quantity?: number | undefined
  readonly cashQuantity?: number | undefined
  readonly allOrNone?: boolean | undefined
  /** States that a person entered the order. */
  readonly manualIndicator?: true | undefined
  /** Algorithm that executes the order, with its parameters. */
  readonly algorithm?: { readonly id: string; readonly parameters: Record<string, string | boolean> } | undefined
}

/** An order of the ticket, of which any field may be missing. */
type UnfinishedOrder = { readonly [Field in keyof SingleOrder]?: SingleOrder[Field] | undefined }

/** A ticket with its attached orders. */
interface Ticket extends SingleOrder {
  readonly attached?:
    | {
        readonly kind: 'bracket'
        readonly takeProfit?: OrderTerms<(typeof TAKE_PROFIT_TYPES)[number]> | undefined
        readonly stopLoss?: OrderTerms<(typeof STOP_LOSS_TYPES)[number]> | undefined
      }
    | {
        readonly kind: 'oca'
        readonly orders: readonly (OrderTerms & { readonly side: Side; readonly quantity: number })[]
      }
    | undefined
}

/** An order of the ticket in IBKR's fields. */
export interface OrderFields {
  readonly acctId?: string
  readonly conid?: number
  readonly conidex?: string
  readonly side?: Side
  readonly orderType?: TicketOrderType
  readonly quantity?: number
  readonly cashQty?: number
  readonly price?: number
  readonly auxPrice?: number
  readonly trailingAmt?: number
  readonly trailingType?: 'amt' | '%'
  readonly tif?: TimeInForce
  readonly outsideRTH?: true
  readonly allOrNone?: true
  readonly manualIndicator?: true
  readonly strategy?: string
  readonly strategyParameters?: Readonly<Record<string, string | boolean>>
}

/** Converts an order of the ticket, or a part of one, to IBKR's fields. Checks nothing. */
export const orderFieldsOf = (order: UnfinishedOrder): OrderFields =>
  omitUndefined<OrderFields>({
    acctId: order.accountId,
    // IBKR takes either, and a combo has only the conid of its currency.
    ...(order.conidex === undefined ? { conid: order.conid } : { conidex: order.conidex }),
    side: order.side,
    orderType: order.orderType,
    quantity: order.quantity,
    cashQty: order.cashQuantity,
    price: order.price,
    auxPrice: order.auxPrice,
    trailingAmt: order.trailing?.amount,
    trailingType: order.trailing?.unit,
    tif: order.timeInForce,
    outsideRTH: order.outsideRegularHours || undefined,
    allOrNone: order.allOrNone || undefined,
    manualIndicator: order.manualIndicator,
    strategy: order.algorithm?.id,
    strategyParameters: order.algorithm?.parameters,
  })

/** One order of a ticket, with its name in the review and in reports. */
export interface NamedOrder {
  readonly name: string
  readonly order: SingleOrder
}

/** Returns the orders that a ticket sends, in this sequence: the order of the ticket, then the attached orders. */
export function ordersOfTicket({ attached, ...order }: Ticket): readonly NamedOrder[] {
  const { accountId, conid, conidex, quantity, manualIndicator } = order
  const common = {
    accountId,
    conid,
    ...(conidex !== undefined && { conidex }),
    ...(manualIndicator && { manualIndicator }),
  }
  switch (attached?.kind) {
    case undefined:
      return [{ name: 'Order', order }]
    case 'bracket': {
      const side = order.side === 'BUY' ? 'SELL' : 'BUY'
      const exits = [
        ['Take profit', attached.takeProfit],
        ['Stop loss', attached.stopLoss],
      ] as const
      return [
        { name: 'Entry', order },
        ...exits.flatMap(([name, exit]) =>
          exit === undefined ? [] : [{ name, order: { ...common, side, quantity, ...exit } as const }],
        ),
      ]
    }
    case 'oca':
      return [order, ...attached.orders.map((other) => ({ ...common, ...other }))].map((each, index) => ({
        name: `Order ${index + 1}`,
        order: each,
      }))
  }
}

import type { Order } from '../../shared/domain/orders.ts'
import { numberOf, omitUndefined, rowOf, sideOf, textOf } from '../../shared/domain/read-value.ts'

/** The content of one row. An absent field is unchanged. */
export type OrderPatch = Partial<Omit<Order, 'orderId' | 'changedAt' | 'transitionCount'>>

export interface ParsedOrderRow {
  readonly orderId: string
  readonly patch: OrderPatch
  /** Whether the row contains only the id of an order. */
  readonly isPlaceholder: boolean
}

const IDENTITY: ReadonlySet<string> = new Set(['account', 'conid'])

/**
 * Parses a row of `GET /iserver/account/orders` or of a `sor` frame, which have the same fields. Undefined without an
 * order id. WebSocket frames send ids as numbers, REST as strings. Rows contain two fields with the same meaning, fill
 * one, and send the other as an empty string (`stop_price: ""` next to `auxPrice`).
 */
export function readOrderRow(value: unknown): ParsedOrderRow | undefined {
  const row = rowOf(value)
  if (row === undefined) return undefined
  const orderId = textOf(row['orderId'] ?? row['order_id'])
  if (orderId === undefined || !/^-?\d+$/.test(orderId)) return undefined
  // IBKR sends `filled/remaining` while the order works, and only the total when it is done.
  const [filled, remaining = 0] = textOf(row['sizeAndFills'])?.split('/').map(numberOf) ?? []
  const patch = omitUndefined<OrderPatch>({
    account: textOf(row['account']) ?? textOf(row['acct']),
    conid: numberOf(row['conid']),
    symbol: textOf(row['ticker']),
    description: textOf(row['companyName']) ?? textOf(row['description1']),
    securityType: textOf(row['secType']),
    side: sideOf(row['side']),
    orderType: textOf(row['orderType']) ?? textOf(row['origOrderType']),
    quantity: numberOf(row['totalSize']),
    filled: numberOf(row['filledQuantity']) ?? filled,
    remaining: numberOf(row['remainingQuantity']) ?? (filled === undefined ? undefined : remaining),
    limitPrice: textOf(row['price']),
    stopPrice: textOf(row['stop_price']) ?? textOf(row['auxPrice']),
    averagePrice: textOf(row['avgPrice']),
    // REST responses use `CLOSE` for a day order.
    timeInForce: row['timeInForce'] === 'CLOSE' ? 'DAY' : textOf(row['timeInForce']),
    status: textOf(row['status']),
    orderReference: textOf(row['order_ref']),
    cancelReason: textOf(row['order_cancellation_by_system_reason']),
    parentId: linkOf(row['parentId']),
    ocaGroup: linkOf(row['ocaGroupId']),
    exchange: textOf(row['listingExchange']) ?? textOf(row['exchange']),
    serverTime: numberOf(row['lastExecutionTime_r']),
  })
  return { orderId, patch, isPlaceholder: Object.keys(patch).every((key) => IDENTITY.has(key)) }
}

/** Reads the id of a parent or a group. IBKR may send a missing id as 0. */
function linkOf(value: unknown): string | undefined {
  const id = textOf(value)
  return id === '0' ? undefined : id
}

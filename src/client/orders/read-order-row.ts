import type { Order } from '../../shared/domain/orders.ts'
import { numberOf, omitUndefined, type Row, rowOf, sideOf, textOf } from '../../shared/domain/read-value.ts'

/** The content of one row. An absent field is unchanged. */
export type OrderPatch = Partial<Omit<Order, 'orderId' | 'changedAt' | 'transitionCount'>>

export interface ParsedOrderRow {
  readonly orderId: string
  /** The name of the contract is missing, because no row contains it. */
  readonly patch: Omit<OrderPatch, 'contractName'>
  /** IBKR's first description of the contract: see `ContractIdentity`. */
  readonly title: string | undefined
  /** Whether the row contains only the id of an order. */
  readonly isPlaceholder: boolean
}

const IDENTITY: ReadonlySet<string> = new Set(['account', 'conid', 'conidex'])

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
  const side = sideOf(row['side'])
  const patch = omitUndefined<OrderPatch>({
    account: textOf(row['account']) ?? textOf(row['acct']),
    conid: conidOf(row['conid']),
    conidex: textOf(row['conidex']),
    symbol: textOf(row['ticker']),
    description: textOf(row['companyName']) ?? textOf(row['description1']),
    contractDetails: textOf(row['description2']),
    securityType: textOf(row['secType']),
    side,
    otherSide: side === undefined ? textOf(row['side'])?.toUpperCase() : undefined,
    orderType: textOf(row['orderType']) ?? textOf(row['origOrderType']),
    quantity: numberOf(row['totalSize']),
    ...readFills(row),
    ...readCash(row),
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
  return {
    orderId,
    patch,
    title: textOf(row['description1']),
    isPlaceholder: Object.keys(patch).every((key) => IDENTITY.has(key)),
  }
}

/** Reads the id of a contract. The id of an unknown contract may be 0. */
function conidOf(value: unknown): number | undefined {
  const conid = numberOf(value)
  return conid !== undefined && conid > 0 ? conid : undefined
}

type Fills = { readonly [Key in 'filled' | 'remaining' | 'filledCurrency']: Order[Key] | undefined }

/**
 * Reads the filled part. `sizeAndFills` is `filled/remaining` while the order works, and only the total when it is done.
 * For a currency pair bought by cash quantity, it is an amount such as `2.4K CAD`, and `filledQuantity` is in CAD too.
 */
function readFills(row: Row): Fills {
  const text = textOf(row['sizeAndFills'])
  const [, filledCurrency] = /\s([A-Z]{3})$/.exec(text ?? '') ?? []
  const [filledText, remainingText = '0'] = text?.split('/') ?? []
  const filled = numberOf(filledText)
  return {
    filled: numberOf(row['filledQuantity']) ?? filled,
    remaining: numberOf(row['remainingQuantity']) ?? (filled === undefined ? undefined : numberOf(remainingText)),
    filledCurrency,
  }
}

/** Reads the amount of an order by cash quantity. Rows of other orders may have 0 here, and always a currency. */
function readCash(row: Row): { readonly [Key in 'cashQuantity' | 'cashCurrency']: Order[Key] | undefined } {
  const amount = numberOf(row['totalCashSize'])
  if (amount === undefined || amount <= 0) return { cashQuantity: undefined, cashCurrency: undefined }
  return { cashQuantity: amount, cashCurrency: textOf(row['cashCcy']) }
}

/** Reads the id of a parent or a group. IBKR may send a missing id as 0. */
function linkOf(value: unknown): string | undefined {
  const id = textOf(value)
  return id === '0' ? undefined : id
}

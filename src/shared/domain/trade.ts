import { definedFields, numberOf, rowOf, sideOf, textOf } from './read-value.ts'

/** One execution. Prices are decimal texts as IBKR sent them, never rounded. */
export interface Trade {
  readonly executionId: string
  readonly account?: string
  readonly orderId?: string
  readonly orderReference?: string
  readonly conid?: number
  readonly symbol?: string
  readonly description?: string
  readonly securityType?: string
  /** `NETTING` is used for forecast contracts. */
  readonly side?: 'BUY' | 'SELL' | 'NETTING'
  readonly quantity?: number
  readonly price?: string
  readonly exchange?: string
  /** Absent at first: IBKR sends the execution again when the commission is known. */
  readonly commission?: string
  readonly netAmount?: number
  /** The account's position in the contract after the trade. */
  readonly position?: string
  /** ms since epoch */
  readonly time?: number
}

/** Reads one row of a `str` frame or of `GET iserver/account/trades`; undefined without an execution id. Pure. */
export function readTrade(value: unknown): Trade | undefined {
  const row = rowOf(value)
  const executionId = textOf(row?.['execution_id'])
  if (row === undefined || executionId === undefined) return undefined
  const fields = definedFields<Omit<Trade, 'executionId'>>({
    account: textOf(row['account'] ?? row['accountCode']),
    orderId: textOf(row['order_id']),
    orderReference: textOf(row['order_ref']),
    conid: numberOf(row['conid']),
    symbol: textOf(row['symbol']),
    description: textOf(row['order_description']),
    securityType: textOf(row['sec_type']),
    side: row['side'] === 'N' ? 'NETTING' : sideOf(row['side']),
    quantity: numberOf(row['size']),
    price: textOf(row['price']),
    exchange: textOf(row['exchange']),
    commission: textOf(row['commission']),
    netAmount: numberOf(row['net_amount']),
    position: textOf(row['position']),
    time: numberOf(row['trade_time_r']),
  })
  return { executionId, ...fields }
}

/**
 * Merges an update into a trade, field by field: a report without commission does not remove a known commission. Pure.
 */
export function mergeTrade(known: Trade | undefined, update: Trade): Trade | undefined {
  if (known === undefined) return update
  const changed = (Object.keys(update) as (keyof Trade)[]).some((key) => update[key] !== known[key])
  return changed ? { ...known, ...update } : undefined
}

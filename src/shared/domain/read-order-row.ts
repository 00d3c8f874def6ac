import type { Order, Side } from './orders.ts'

/** What one row or frame says about an order: only the keys that were there. Absent means unchanged. */
export type OrderPatch = Partial<Omit<Order, 'orderId' | 'changedAt' | 'steps'>>

export interface OrderReport {
  readonly orderId: string
  readonly patch: OrderPatch
}

type Row = Readonly<Record<string, unknown>>

const text = (value: unknown): string | undefined => {
  if (typeof value === 'number') return String(value)
  return typeof value === 'string' && value !== '' ? value : undefined
}

/** Quantities come as numbers in frames, as texts with thousands commas here and there. */
const quantity = (value: unknown): number | undefined => {
  if (value === undefined || value === null || value === '') return undefined
  const number = typeof value === 'number' ? value : Number(String(value).replaceAll(',', ''))
  return Number.isFinite(number) ? number : undefined
}

const side = (value: unknown): Side | undefined => {
  const letter = text(value)?.[0]?.toUpperCase()
  if (letter === 'B') return 'BUY'
  return letter === 'S' ? 'SELL' : undefined
}

/** `filled/remaining` while it works, the bare total when it is done. */
const sizeAndFills = (value: unknown): { filled: number; remaining: number } | undefined => {
  const parts = text(value)?.split('/').map(quantity)
  const [filled, remaining] = parts ?? []
  if (filled === undefined) return undefined
  return { filled, remaining: remaining ?? 0 }
}

/** REST reads `CLOSE` for a day order. */
const timeInForce = (value: unknown): string | undefined => (value === 'CLOSE' ? 'DAY' : text(value))

/**
 * Reads a row of `GET /iserver/account/orders` or one element of a `sor` frame; both spell their keys alike. Undefined
 * when it names no order. Ids come as numbers in frames and as texts elsewhere.
 */
export function readOrderRow(value: unknown): OrderReport | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const row = value as Row
  const orderId = text(row['orderId'] ?? row['order_id'])
  if (orderId === undefined || !/^-?\d+$/.test(orderId)) return undefined
  const sizes = sizeAndFills(row['sizeAndFills'])
  const fields: { [K in keyof OrderPatch]: OrderPatch[K] | undefined } = {
    account: text(row['account'] ?? row['acct']),
    conid: quantity(row['conid']),
    symbol: text(row['ticker']),
    description: text(row['companyName']) ?? text(row['description1']),
    side: side(row['side']),
    orderType: text(row['orderType'] ?? row['origOrderType']),
    quantity: quantity(row['totalSize']),
    filled: quantity(row['filledQuantity']) ?? sizes?.filled,
    remaining: quantity(row['remainingQuantity']) ?? sizes?.remaining,
    limitPrice: text(row['price']),
    stopPrice: text(row['stop_price'] ?? row['auxPrice']),
    averagePrice: text(row['avgPrice']),
    timeInForce: timeInForce(row['timeInForce']),
    status: text(row['status']),
    orderReference: text(row['order_ref']),
    exchange: text(row['listingExchange'] ?? row['exchange']),
    serverTime: quantity(row['lastExecutionTime_r']),
  }
  const present = Object.entries(fields).filter(([, field]) => field !== undefined)
  return { orderId, patch: Object.fromEntries(present) as OrderPatch }
}

import type { PriceHistory } from '../../shared/contract/order-views.ts'
import { numberOf, rowOf, rowsOf } from '../../shared/domain/read-value.ts'
import { IN_BACKGROUND, type ReadSession } from '../session/read-session.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/**
 * Periods of at most 1,000 bars, which is IBKR's maximum, by the age up to which they are used. Sources: IBKR's
 * documentation for the bars that each period allows; measured in 2026: bars below 10 minutes come for one day.
 */
const PERIODS: readonly (readonly [upTo: number, period: string, bar: string])[] = [
  [HOUR, '2h', '1min'],
  [7 * HOUR, '8h', '1min'],
  [12 * HOUR, '1d', '1min'],
  [6 * DAY, '1w', '15min'],
  [28 * DAY, '1m', '1h'],
  [85 * DAY, '3m', '2h'],
  [170 * DAY, '6m', '4h'],
  [Number.POSITIVE_INFINITY, '2y', '1d'],
]

/**
 * Reads the prices of a contract since a time, as one request of low priority. The first history request of a session
 * may fail with 404 or 500 (measured in 2026), so it is sent once more.
 */
export async function readPriceHistory(
  session: ReadSession,
  { conid, since, now }: { readonly conid: number; readonly since: number; readonly now: number },
  signal: AbortSignal,
): Promise<PriceHistory> {
  const [, period, bar] = PERIODS.find(([upTo]) => now - since < upTo) ?? ['', '2y', '1d']
  // Daily bars outside regular trading hours have other prices than those within.
  const query = { conid: String(conid), period, bar, outsideRth: bar !== '1d' }
  const read = () =>
    session.request('GET /iserver/marketdata/history', { query, signal, priority: 'low' }, IN_BACKGROUND)
  const body: unknown = await read().catch((error: { readonly status?: unknown }) => {
    if (error.status !== 404 && error.status !== 500) throw error
    return read()
  })
  const row = rowOf(body)
  const data = row?.['data']
  const bars = (Array.isArray(data) ? rowsOf(data) : []).flatMap((each) => {
    const [at, open, close] = [numberOf(each['t']), numberOf(each['o']), numberOf(each['c'])]
    // For a period without data, IBKR sends one bar with price 0 and no time.
    return at === undefined || open === undefined || close === undefined ? [] : [{ at, open, close }]
  })
  return { barMs: (numberOf(row?.['barLength']) ?? 60) * 1_000, bars }
}

import type { JournalKind } from '../../shared/contract/journal-views.ts'
import type { Order, OrderSource, OrderStep } from '../../shared/domain/orders.ts'

/** One entry before it is written. */
export interface JournalEntry {
  readonly kind: JournalKind
  /** ms since epoch */
  readonly at: number
  readonly account: string
  readonly orderId: string
  readonly symbol: string
  readonly status: string
  /** What changed, in words; empty where nothing did. */
  readonly text: string
  /** It is part of a story: a step, a gap. Otherwise it was only told. */
  readonly isEvent: boolean
  readonly source?: OrderSource | undefined
  readonly serverAt?: number | undefined
  readonly filled?: number | undefined
  readonly remaining?: number | undefined
  readonly averagePrice?: string | undefined
  readonly from?: number
  readonly to?: number
  /** What was told, as it came. */
  readonly said?: unknown
  /** The order after it: what the next start of the console begins with. */
  readonly order?: Order | undefined
}

/** What the entries of one book of orders have in common: ids mean the same orders within it only. */
export interface JournalBook {
  readonly id: string
  readonly profileId: string
  readonly environment: string
}

/** What a step of a timeline is made of. */
type Told = Pick<
  JournalEntry,
  'at' | 'serverAt' | 'source' | 'status' | 'filled' | 'remaining' | 'averagePrice' | 'text'
>

/** The step of a timeline that an entry is, written or not. */
export function stepOfEntry(entry: Told): OrderStep {
  const { at, serverAt, source = 'own request', status, filled = 0, remaining = 0, averagePrice, text } = entry
  const step = { at, source, status, filled, remaining, text }
  return {
    ...step,
    ...(averagePrice !== undefined && { averagePrice }),
    ...(serverAt !== undefined && { serverTime: serverAt }),
  }
}

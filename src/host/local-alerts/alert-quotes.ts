import type { Clock } from '../../client/index.ts'
import { groupDigits } from '../../shared/domain/format-number.ts'
import { type LiveQuote, marketDataKind } from '../../shared/domain/quote.ts'
import { numberOf } from '../../shared/domain/read-value.ts'
import type { LiveQuotes } from '../contracts/live-quotes.ts'
import type { Observation } from './judge-alert.ts'

interface WatchedQuote {
  end: () => void
  /** Time of the last update, or of the start, in ms since epoch. */
  updatedAt: number
}

/** Quotes for active alerts. */
export class AlertQuotes {
  readonly #clock: Clock
  readonly #quotes: LiveQuotes
  readonly #onChange: (conid: number) => void
  readonly #watched = new Map<number, WatchedQuote>()

  constructor(clock: Clock, quotes: LiveQuotes, onChange: (conid: number) => void) {
    this.#clock = clock
    this.#quotes = quotes
    this.#onChange = onChange
  }

  /** Number of contracts that are watched. */
  get size(): number {
    return this.#watched.size
  }

  observe(conid: number): Observation {
    return observeLastPrice(this.#quotes.current(conid))
  }

  /** Returns the time of the last update of a watched contract, in ms since epoch. */
  updatedAt(conid: number): number | undefined {
    return this.#watched.get(conid)?.updatedAt
  }

  /** Watches exactly these contracts. */
  watch(conids: ReadonlySet<number>): void {
    for (const [conid, { end }] of this.#watched) {
      if (conids.has(conid)) continue
      this.#watched.delete(conid)
      end()
    }
    for (const conid of conids) {
      if (this.#watched.has(conid)) continue
      const watched: WatchedQuote = { end: () => undefined, updatedAt: this.#clock.now() }
      this.#watched.set(conid, watched)
      watched.end = this.#quotes.watch(conid, 'alert', ({ staleSince, failure }) => {
        if (staleSince === undefined && failure === undefined) watched.updatedAt = this.#clock.now()
        this.#onChange(conid)
      })
    }
  }
}

/** Reasons for which a quote is not current, by the first letter of field 6509. */
const NOT_LIVE: Readonly<Record<string, Observation>> = {
  D: { kind: 'blocked', reason: 'No permission for live market data: IBKR sends only delayed quotes' },
  Y: { kind: 'blocked', reason: 'No permission for live market data: IBKR sends only delayed quotes' },
  N: { kind: 'blocked', reason: 'No permission for market data of this contract' },
  O: { kind: 'blocked', reason: 'A market data agreement at IBKR is not complete' },
  i: { kind: 'blocked', reason: 'The market data subscription at IBKR is incomplete' },
  Z: { kind: 'unknown', reason: 'Quotes are frozen: the market is closed' },
}

/** Returns the last price of a quote, or why it does not count as current. Pure. */
export function observeLastPrice(quote: LiveQuote | undefined): Observation {
  if (quote?.failure !== undefined) return { kind: 'blocked', reason: quote.failure }
  if (quote?.staleSince !== undefined) return { kind: 'unknown', reason: 'The quote is stale: the connection was lost' }
  if (!quote?.at) return { kind: 'unknown', reason: 'No quote received yet' }
  const { last, availability = '' } = quote
  const problem = NOT_LIVE[availability.charAt(0)]
  if (problem) return problem
  if (last === undefined) return { kind: 'unknown', reason: 'No trade received yet' }
  // IBKR marks the price of a previous close with C and of a halt with H.
  if (last.startsWith('C')) return { kind: 'unknown', reason: 'No trade today: only the previous close is known' }
  if (last.startsWith('H')) return { kind: 'unknown', reason: 'Trading is halted' }
  const value = numberOf(last)
  if (value === undefined) return { kind: 'unknown', reason: 'No trade received yet' }
  if (marketDataKind(availability) !== 'live')
    return { kind: 'unknown', reason: 'IBKR has not reported whether the quote is live' }
  return { kind: 'value', value, text: groupDigits(last) }
}

import type { Clock, Quote, SessionSupervisor } from '../../client/index.ts'
import { numberOf } from '../../shared/domain/read-value.ts'
import type { Observation } from './judge-alert.ts'

/** Pause in ms before a refused subscription is tried again, for example because no market data line was free. */
const RETRY_MS = 60_000

interface WatchedQuote {
  readonly unsubscribe: () => void
  observation: Observation
  /** Time of the last frame, or of the subscription, in ms since epoch. */
  lastAt: number
  refusedAt?: number
}

/** Quotes for active alerts. Each contract uses one market data line, shared with other parts of the console. */
export class AlertQuotes {
  readonly #clock: Clock
  readonly #onChange: (conid: number) => void
  readonly #watched = new Map<number, WatchedQuote>()

  constructor(clock: Clock, onChange: (conid: number) => void) {
    this.#clock = clock
    this.#onChange = onChange
  }

  /** Number of market data lines in use. */
  get lines(): number {
    return this.#watched.size
  }

  get(conid: number): Pick<WatchedQuote, 'observation' | 'lastAt'> | undefined {
    return this.#watched.get(conid)
  }

  /** Subscribes to exactly these contracts, or to none without a session. */
  watch(session: SessionSupervisor | undefined, conids: ReadonlySet<number>): void {
    for (const [conid, { unsubscribe, refusedAt }] of this.#watched) {
      const retries = refusedAt !== undefined && this.#clock.now() - refusedAt >= RETRY_MS
      if (session && conids.has(conid) && !retries) continue
      this.#watched.delete(conid)
      unsubscribe()
    }
    if (!session) return
    for (const conid of conids) if (!this.#watched.has(conid)) this.#open(session, conid)
  }

  #open(session: SessionSupervisor, conid: number): void {
    let subscription: { unsubscribe(): void } | undefined
    const quote: WatchedQuote = {
      unsubscribe: () => subscription?.unsubscribe(),
      observation: { kind: 'unknown', reason: 'No quote received yet' },
      lastAt: this.#clock.now(),
    }
    this.#watched.set(conid, quote)
    const isCurrent = (): boolean => this.#watched.get(conid) === quote
    subscription = session.streams.quotes(conid, ['last']).subscribe({
      next: (state) => {
        if (!isCurrent()) return
        if (state.gap === undefined) quote.lastAt = this.#clock.now()
        quote.observation = observeLastPrice(state)
        this.#onChange(conid)
      },
      error: (error: unknown) => {
        if (!isCurrent()) return
        quote.refusedAt = this.#clock.now()
        const reason = error instanceof Error ? error.message : 'IBKR refused the quotes.'
        quote.observation = { kind: 'blocked', reason }
        this.#onChange(conid)
      },
    })
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
export function observeLastPrice({ gap, values }: Pick<Quote, 'gap' | 'values'>): Observation {
  if (gap !== undefined) return { kind: 'unknown', reason: 'The quote is stale: the connection was lost' }
  const availability = values.availability?.[0] ?? ''
  const problem = NOT_LIVE[availability]
  if (problem) return problem
  const { last } = values
  if (last === undefined) return { kind: 'unknown', reason: 'No trade received yet' }
  // IBKR marks the price of a previous close with C and of a halt with H.
  if (last.startsWith('C')) return { kind: 'unknown', reason: 'No trade today: only the previous close is known' }
  if (last.startsWith('H')) return { kind: 'unknown', reason: 'Trading is halted' }
  const value = numberOf(last)
  if (value === undefined) return { kind: 'unknown', reason: 'No trade received yet' }
  if (availability !== 'R') return { kind: 'unknown', reason: 'IBKR has not said whether the quote is live' }
  return { kind: 'value', value, text: last }
}

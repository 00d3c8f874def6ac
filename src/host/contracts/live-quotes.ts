import type { Clock, Quote, SessionSupervisor } from '../../client/index.ts'
import { type LiveQuote, MAX_LIVE_QUOTES } from '../../shared/domain/quote.ts'
import { definedFields } from '../../shared/domain/read-value.ts'
import type { StreamSource } from '../rpc/service-types.ts'

/** Time in ms for which a hidden contract stays subscribed, because the user may scroll back. */
const LINGER_MS = 3_000
/** Refused streams are requested again after this time in ms, because a market data line may be free by then. */
const RETRY_MS = 60_000

const FIELDS = ['last', 'bid', 'ask', 'changePercent'] as const
const NO_LINE = `Quotes are limited to ${MAX_LIVE_QUOTES} contracts at a time.`

type Listener = (quotes: readonly LiveQuote[]) => void

const idle = (): void => undefined

/** Market data subscription of one contract. */
interface Line {
  quote: LiveQuote
  readonly listeners: Set<Listener>
  /** Ends the market data stream. */
  end: () => void
  cancelRemoval: () => void
  cancelRetry: () => void
}

/**
 * Live quotes of the contracts that windows show: one market data stream per contract, whatever the number of windows.
 * IBKR limits the streams of a user, to 100 by default, so only visible contracts have one.
 */
export class LiveQuotes {
  readonly #clock: Clock
  readonly #lines = new Map<number, Line>()
  #session: SessionSupervisor | undefined

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** Returns the quotes of some contracts as the source of one stream of a window. */
  source(conids: readonly number[]): StreamSource<readonly LiveQuote[], LiveQuote> {
    return {
      snapshot: () => conids.flatMap((conid) => this.#lines.get(conid)?.quote ?? { conid, at: 0, failure: NO_LINE }),
      subscribe: (push) => {
        // Each subscription needs its own function, because a window may open two streams for the same contracts.
        const listener: Listener = (quotes) => push(quotes)
        for (const conid of new Set(conids)) this.#watch(conid, listener)
        return () => {
          for (const conid of conids) this.#unwatch(conid, listener)
        }
      },
    }
  }

  /** Returns the quote of a subscribed contract; undefined for any other contract. */
  current(conid: number): LiveQuote | undefined {
    return this.#lines.get(conid)?.quote
  }

  attach(session: SessionSupervisor): void {
    this.#session = session
    for (const [conid, line] of this.#lines) this.#open(conid, line)
  }

  detach(): void {
    this.#session = undefined
    const now = this.#clock.now()
    for (const line of this.#lines.values()) {
      line.end()
      this.#set(line, { ...line.quote, staleSince: line.quote.staleSince ?? now })
    }
  }

  /** Drops the values, because another profile was selected. */
  clear(): void {
    this.detach()
    for (const [conid, line] of this.#lines) this.#set(line, { conid, at: 0 })
  }

  #watch(conid: number, listener: Listener): void {
    let line = this.#lines.get(conid)
    if (line === undefined) {
      if (this.#lines.size >= MAX_LIVE_QUOTES && !this.#dropUnwatched()) return
      line = { quote: { conid, at: 0 }, listeners: new Set(), end: idle, cancelRemoval: idle, cancelRetry: idle }
      this.#lines.set(conid, line)
      this.#open(conid, line)
    }
    line.cancelRemoval()
    line.listeners.add(listener)
  }

  #unwatch(conid: number, listener: Listener): void {
    const line = this.#lines.get(conid)
    if (!line?.listeners.delete(listener) || line.listeners.size > 0) return
    line.cancelRemoval = this.#clock.after(LINGER_MS, () => this.#remove(conid))
  }

  /** Ends the stream of one hidden contract. Returns false if there is none. */
  #dropUnwatched(): boolean {
    for (const [conid, { listeners }] of this.#lines) {
      if (listeners.size > 0) continue
      this.#remove(conid)
      return true
    }
    return false
  }

  #remove(conid: number): void {
    const line = this.#lines.get(conid)
    this.#lines.delete(conid)
    line?.cancelRemoval()
    line?.cancelRetry()
    line?.end()
  }

  #open(conid: number, line: Line): void {
    line.end()
    line.cancelRetry()
    const subscription = this.#session?.streams.quotes(conid, FIELDS).subscribe({
      next: (quote) => this.#set(line, readQuote(conid, quote)),
      error: (error) => {
        const failure = error instanceof Error ? error.message : String(error)
        this.#set(line, { ...line.quote, failure })
        line.cancelRetry = this.#clock.after(RETRY_MS, () => this.#open(conid, line))
      },
    })
    line.end = () => subscription?.unsubscribe()
  }

  #set(line: Line, quote: LiveQuote): void {
    line.quote = quote
    for (const listener of line.listeners) listener([quote])
  }
}

function readQuote(conid: number, { at, gap, values }: Quote): LiveQuote {
  const { last, bid, ask, changePercent: change, availability } = values
  return {
    conid,
    at,
    ...definedFields<Pick<LiveQuote, 'last' | 'bid' | 'ask' | 'change' | 'availability' | 'staleSince'>>({
      last,
      bid,
      ask,
      change,
      availability,
      staleSince: gap?.from,
    }),
  }
}

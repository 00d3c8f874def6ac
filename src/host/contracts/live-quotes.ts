import type { Clock, Quote } from '../../client/index.ts'
import { type LiveQuote, MAX_LIVE_QUOTES } from '../../shared/domain/quote.ts'
import { omitUndefined } from '../../shared/domain/read-value.ts'
import type { StreamSource } from '../service-types.ts'
import type { ReadSession } from '../session/read-session.ts'

/** Time in ms for which a hidden contract stays subscribed, because the user may scroll back. */
const LINGER_MS = 3_000
/** Refused streams are requested again after this time in ms, because a market data line may be free by then. */
const RETRY_MS = 60_000

const FIELDS = ['last', 'bid', 'ask', 'changePercent'] as const
const NO_LINE = `Quotes are limited to ${MAX_LIVE_QUOTES} contracts at a time.`

type Listener = (quote: LiveQuote) => void

const idle = (): void => undefined

/** Quote of one contract, with its market data stream if there are few enough contracts. */
interface Line {
  quote: LiveQuote
  /** Whether the contract counts towards the limit. All others wait until it releases one. */
  isCounted: boolean
  readonly listeners: Set<Listener>
  /** Ends the market data stream. */
  end: () => void
  cancelRemoval: () => void
  cancelRetry: () => void
}

/**
 * Live quotes of the contracts that windows show and that local alerts watch: one market data stream per contract.
 * IBKR limits the streams of a user, to 100 by default, so only these contracts have one, the earliest first.
 */
export class LiveQuotes {
  readonly #clock: Clock
  /** In the order in which the contracts were added. */
  readonly #lines = new Map<number, Line>()
  #counted = 0
  #session: ReadSession | undefined

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** Returns the quotes of some contracts as the source of one stream of a window. */
  source(conids: readonly number[]): StreamSource<readonly LiveQuote[], LiveQuote> {
    return {
      snapshot: () => conids.flatMap((conid) => this.current(conid) ?? []),
      subscribe: (push) => {
        const ends = [...new Set(conids)].map((conid) => this.watch(conid, (quote) => push([quote])))
        return () => {
          for (const end of ends) end()
        }
      },
    }
  }

  /** Returns the quote of a watched contract; undefined for any other contract. */
  current(conid: number): LiveQuote | undefined {
    return this.#lines.get(conid)?.quote
  }

  /** Keeps a contract subscribed and calls `onQuote` with each change, until the returned function is called. */
  watch(conid: number, onQuote: Listener): () => void {
    let line = this.#lines.get(conid)
    if (!line) {
      const quote = { conid, at: 0, failure: NO_LINE }
      line = { quote, isCounted: false, listeners: new Set(), end: idle, cancelRemoval: idle, cancelRetry: idle }
      this.#lines.set(conid, line)
    }
    line.cancelRemoval()
    this.#admit()
    // Each watcher needs its own function, because one may watch a contract twice.
    const listener: Listener = (quote) => onQuote(quote)
    line.listeners.add(listener)
    return () => this.#unwatch(conid, listener)
  }

  attach(session: ReadSession): void {
    this.#session = session
    for (const [conid, line] of this.#lines) if (line.isCounted) this.#open(conid, line)
  }

  detach(): void {
    this.#session = undefined
    const now = this.#clock.now()
    for (const line of this.#lines.values()) {
      if (!line.isCounted) continue
      line.end()
      this.#set(line, { ...line.quote, staleSince: line.quote.staleSince ?? now })
    }
  }

  #unwatch(conid: number, listener: Listener): void {
    const line = this.#lines.get(conid)
    if (!line?.listeners.delete(listener) || line.listeners.size > 0) return
    if (!line.isCounted) this.#remove(conid)
    else line.cancelRemoval = this.#clock.after(LINGER_MS, () => this.#remove(conid))
    this.#admit()
  }

  /** Subscribes to waiting contracts while the limit allows it. Hidden contracts make room. */
  #admit(): void {
    for (const [conid, line] of this.#lines) {
      if (line.isCounted) continue
      if (this.#counted >= MAX_LIVE_QUOTES && !this.#dropUnwatched()) return
      line.isCounted = true
      this.#counted += 1
      this.#set(line, { conid, at: 0 })
      this.#open(conid, line)
    }
  }

  /** Ends the stream of one hidden contract. Returns false if there is none. */
  #dropUnwatched(): boolean {
    for (const [conid, { isCounted, listeners }] of this.#lines) {
      if (!isCounted || listeners.size > 0) continue
      this.#remove(conid)
      return true
    }
    return false
  }

  #remove(conid: number): void {
    const line = this.#lines.get(conid)
    if (!this.#lines.delete(conid) || !line) return
    if (line.isCounted) this.#counted -= 1
    line.cancelRemoval()
    line.cancelRetry()
    line.end()
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
    for (const listener of line.listeners) listener(quote)
  }
}

function readQuote(conid: number, { at, gap, values }: Quote): LiveQuote {
  const { last, bid, ask, changePercent: change, availability } = values
  return {
    conid,
    at,
    ...omitUndefined<Pick<LiveQuote, 'last' | 'bid' | 'ask' | 'change' | 'availability' | 'staleSince'>>({
      last,
      bid,
      ask,
      change,
      availability,
      staleSince: gap?.from,
    }),
  }
}

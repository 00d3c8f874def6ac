import type { Clock, Quote } from '../../client/index.ts'
import {
  type LinePurpose,
  type LiveQuote,
  MAX_LIVE_QUOTES,
  type RowPurpose,
  readSidePrice,
} from '../../shared/domain/quote.ts'
import { omitUndefined } from '../../shared/domain/read-value.ts'
import type { StreamSource } from '../service-types.ts'
import type { ReadSession } from '../session/read-session.ts'
import { assignLines } from './market-data-lines.ts'

/** Time in ms for which a hidden contract stays subscribed, because the user may scroll back. */
const LINGER_MS = 3_000
/** Refused streams are requested again after this time in ms, because a market data line may be free by then. */
const RETRY_MS = 60_000

const FIELDS = ['last', 'bid', 'ask', 'change', 'changePercent', 'delta', 'gamma', 'theta', 'vega'] as const
/** Why a contract has no live quote. */
const NO_LINE = `No live price: ${MAX_LIVE_QUOTES} contracts have one at a time. Alerts come first, then orders, then positions.`

type Listener = (quote: LiveQuote) => void

const idle = (): void => undefined

/** Quote of one contract, with its market data stream if it has a market data line. */
interface Line {
  quote: LiveQuote
  hasLine: boolean
  /** Purposes of the listeners. A contract without listeners was visible until a moment ago. */
  readonly listeners: Map<Listener, LinePurpose>
  /** Ends the market data stream. */
  end: () => void
  cancelRemoval: () => void
  cancelRetry: () => void
}

/**
 * Live quotes of the contracts that windows show and that local alerts watch, one market data stream per contract. It
 * owns the one budget of market data lines: `assignLines` decides which contracts have one.
 */
export class LiveQuotes {
  readonly #clock: Clock
  /** In the order in which the contracts were added. */
  readonly #lines = new Map<number, Line>()
  /** Contracts to which the stream view is subscribed, with the number of subscriptions. */
  readonly #subscribed = new Map<string, number>()
  #session: ReadSession | undefined

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** Returns the quotes of the visible rows of a window as the source of one stream. */
  source(rows: Readonly<Record<RowPurpose, readonly number[]>>): StreamSource<readonly LiveQuote[], LiveQuote> {
    const purposes = new Map<number, RowPurpose>()
    for (const conid of rows.position) purposes.set(conid, 'position')
    for (const conid of rows.order) purposes.set(conid, 'order')
    return {
      snapshot: () => [...purposes.keys()].flatMap((conid) => this.current(conid) ?? []),
      subscribe: (push) => {
        const ends = [...purposes].map(([conid, purpose]) => this.#listen(conid, purpose, (quote) => push([quote])))
        this.#assign()
        return () => {
          for (const end of ends) end()
          this.#assign()
        }
      },
    }
  }

  /** Returns the quote of a watched contract; undefined for any other contract. */
  current(conid: number): LiveQuote | undefined {
    return this.#lines.get(conid)?.quote
  }

  /** Follows the quote of a contract and calls `onQuote` with each change, until the returned function is called. */
  watch(conid: number, purpose: LinePurpose, onQuote: Listener): () => void {
    const end = this.#listen(conid, purpose, onQuote)
    this.#assign()
    return () => {
      end()
      this.#assign()
    }
  }

  /**
   * Counts a subscription of the stream view until the returned function is called. A person made it, so it keeps its
   * market data line.
   * @param contract A conid, with an exchange if it has one, or a combo.
   */
  countSubscription(contract: string): () => void {
    this.#subscribed.set(contract, (this.#subscribed.get(contract) ?? 0) + 1)
    this.#assign()
    let isCounted = true
    return () => {
      if (!isCounted) return
      isCounted = false
      const others = (this.#subscribed.get(contract) ?? 1) - 1
      if (others > 0) this.#subscribed.set(contract, others)
      else this.#subscribed.delete(contract)
      this.#assign()
    }
  }

  attach(session: ReadSession): void {
    this.#session = session
    for (const [conid, line] of this.#lines) if (line.hasLine) this.#open(conid, line)
  }

  detach(): void {
    this.#session = undefined
    for (const line of this.#lines.values()) {
      if (!line.hasLine) continue
      line.end()
      this.#set(line, { ...line.quote, staleSince: line.quote.staleSince ?? this.#clock.now() })
    }
  }

  #listen(conid: number, purpose: LinePurpose, onQuote: Listener): () => void {
    let line = this.#lines.get(conid)
    if (!line) {
      line = {
        quote: { conid, at: 0 },
        hasLine: false,
        listeners: new Map(),
        end: idle,
        cancelRemoval: idle,
        cancelRetry: idle,
      }
      this.#lines.set(conid, line)
    }
    line.cancelRemoval()
    // Each watcher needs its own function, because one may watch a contract twice.
    const listener: Listener = (quote) => onQuote(quote)
    line.listeners.set(listener, purpose)
    return () => this.#unwatch(conid, listener)
  }

  #unwatch(conid: number, listener: Listener): void {
    const line = this.#lines.get(conid)
    if (!line?.listeners.delete(listener) || line.listeners.size > 0) return
    if (line.hasLine) {
      line.cancelRemoval = this.#clock.after(LINGER_MS, () => {
        this.#remove(conid)
        this.#assign()
      })
    } else this.#remove(conid)
  }

  /** Ends the streams of contracts that lose their market data line, then opens those of contracts that get one. */
  #assign(): void {
    const demands = Array.from(this.#lines, ([conid, { listeners, hasLine }]) => ({
      conid,
      purposes: this.#subscribed.has(String(conid)) ? (['stream'] as const) : [...listeners.values()],
      hasLine,
    }))
    const others = [...this.#subscribed.keys()].filter((contract) => !this.#lines.has(Number(contract)))
    const assigned = assignLines(demands, MAX_LIVE_QUOTES - others.length)
    for (const [conid, line] of this.#lines) if (!assigned.has(conid)) this.#withhold(conid, line)
    for (const [conid, line] of this.#lines) {
      if (line.hasLine || !assigned.has(conid)) continue
      line.hasLine = true
      const { failure, ...before } = line.quote
      if (failure !== undefined) this.#set(line, before)
      this.#open(conid, line)
    }
  }

  /** Leaves a contract without a line: its listeners learn that its values may be old. */
  #withhold(conid: number, line: Line): void {
    if (line.listeners.size === 0) {
      this.#remove(conid)
      return
    }
    if (!line.hasLine && line.quote.failure !== undefined) return
    line.hasLine = false
    line.cancelRetry()
    line.end()
    const { at, staleSince = this.#clock.now() } = line.quote
    this.#set(line, { ...line.quote, failure: NO_LINE, ...(at > 0 && { staleSince }) })
  }

  #remove(conid: number): void {
    const line = this.#lines.get(conid)
    if (!this.#lines.delete(conid) || !line) return
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
    for (const listener of line.listeners.keys()) listener(quote)
  }
}

function readQuote(conid: number, { at, gap, values }: Quote): LiveQuote {
  const { last, change: changeAmount, changePercent: change, delta, gamma, theta, vega, availability } = values
  const [bid, ask] = [readSidePrice(values.bid), readSidePrice(values.ask)]
  const fields = { last, bid, ask, change, changeAmount, delta, gamma, theta, vega, availability }
  return { conid, at, ...omitUndefined<Omit<LiveQuote, 'conid' | 'at'>>({ ...fields, staleSince: gap?.from }) }
}

import type { Clock } from '../../client/index.ts'
import type { QuoteView } from '../../shared/contract/ticket-views.ts'
import type { OrderQuote } from '../../shared/domain/order-quote.ts'
import { type LiveQuote, marketDataKind, priceOfQuote } from '../../shared/domain/quote.ts'
import { omitUndefined } from '../../shared/domain/read-value.ts'
import { type Database, DatabaseError } from '../database/database.ts'
import { HostError } from '../host-error.ts'

/** Age in ms up to which a quote over REST counts as the current one. */
const SNAPSHOT_MS = 5_000
/** Age in ms up to which a quote over REST is the arrival quote. The 1-minute history is closer to an older order. */
const MAX_ARRIVAL_AGE_MS = 15 * 60_000
/** Maximum number of contracts with a remembered quote over REST, and of orders that are being sent. */
const REMEMBERED = 100
/** Time in ms in which quotes are collected for one write: a storm of fills must not delay the journal. */
const WRITE_MS = 250
/** Maximum number of quotes for one write. Further ones are not recorded. */
const MAX_PENDING = 2_000
/** Maximum number of stored quotes. The oldest are removed first. */
const MAX_STORED = 200_000
/** Maximum number of quotes of one order. */
const MAX_OF_ORDER = 1_000

type Prices = Pick<OrderQuote, 'bid' | 'ask' | 'last'>

/** A quote that was read over REST. `scope`: the prices of Practice are not those of IBKR. */
interface Snapshot {
  readonly prices: Prices
  readonly at: number
  readonly scope: string
}

export interface OrderQuotesOptions {
  readonly clock: Clock
  readonly database: Database
  /** Returns the owner of the orders of the open session. */
  readonly scope: () => string
  /** Returns the live quote of a contract that a window shows. */
  readonly live: (conid: number) => LiveQuote | undefined
  /** Called with the reason when quotes are not stored. */
  readonly onProblem: (error: unknown) => void
}

/**
 * Records quotes when orders are sent and filled, for the execution quality. Sends nothing: a quote is recorded only if
 * it is known. Delayed and frozen quotes, and those of an interrupted stream, count as unknown.
 */
export class OrderQuotes {
  readonly #options: OrderQuotesOptions
  readonly #snapshots = new Map<number, Snapshot>()
  readonly #leaving = new Map<number, OrderQuote>()
  #pending: unknown[][] = []
  #cancelWrite = (): void => undefined

  constructor(options: OrderQuotesOptions) {
    this.#options = options
  }

  /** Remembers a quote that was read over REST for another purpose, such as the ticket. */
  noteSnapshot(quote: QuoteView): void {
    const prices = currentPrices(quote)
    if (!prices) return
    const { clock, scope } = this.#options
    addNewest(this.#snapshots, quote.conid, { prices, at: clock.monotonic(), scope: scope() })
  }

  /**
   * Remembers the quote right before an order or the reply to its question is sent, until IBKR has assigned its id.
   * While a question is open, no quote is read over REST, because that would void the question. The last one counts.
   */
  captureArrival(conid: number): void {
    const known = this.#known(conid, MAX_ARRIVAL_AGE_MS)
    this.#leaving.delete(conid)
    if (known) addNewest(this.#leaving, conid, { kind: 'arrival', at: this.#options.clock.now(), ...known })
  }

  /** Stores the captured quote of a contract for an accepted order. */
  recordArrival(conid: number, orderId: string): void {
    const quote = this.#leaving.get(conid)
    if (quote) this.#store(orderId, quote)
  }

  /** Stores the quote at a fill. `filled`: quantity of the order that is filled now. */
  recordFill({
    orderId,
    conid,
    filled,
  }: {
    readonly orderId: string
    readonly conid: number
    readonly filled: number
  }): void {
    const known = this.#known(conid, SNAPSHOT_MS)
    if (known) this.#store(orderId, { kind: 'fill', at: this.#options.clock.now(), filled, ...known })
  }

  /** Returns the recorded quotes of an order, oldest first. Rejects with `file-failed`. */
  async of(orderId: string): Promise<readonly OrderQuote[]> {
    void this.#write()
    try {
      const rows = await this.#options.database.read({
        sql: 'SELECT kind, at, age, bid, ask, last, filled FROM order_quote WHERE order_id = ? AND book_id = ? ORDER BY id LIMIT ?',
        parameters: [orderId, this.#options.scope(), MAX_OF_ORDER],
      })
      return rows.map((row) => {
        const number = (name: string) => (typeof row[name] === 'number' ? row[name] : undefined)
        return {
          kind: row['kind'] === 'arrival' ? 'arrival' : 'fill',
          at: Number(row['at']),
          ...omitUndefined<Omit<OrderQuote, 'kind' | 'at'>>({
            age: number('age'),
            bid: number('bid'),
            ask: number('ask'),
            last: number('last'),
            filled: number('filled'),
          }),
        }
      })
    } catch (error) {
      if (!(error instanceof DatabaseError)) throw error
      throw new HostError('file-failed', `The quotes of the order could not be read (${error.message}).`, {
        cause: error,
      })
    }
  }

  /** Writes the quotes that are still in memory. */
  written(): Promise<void> {
    return this.#write()
  }

  #known(conid: number, maxAge: number): (Prices & Pick<OrderQuote, 'age'>) | undefined {
    const live = this.#options.live(conid)
    if (live && live.at > 0 && live.staleSince === undefined && live.failure === undefined) return currentPrices(live)
    const snapshot = this.#snapshots.get(conid)
    if (snapshot?.scope !== this.#options.scope()) return undefined
    const age = this.#options.clock.monotonic() - snapshot.at
    if (age > maxAge) return undefined
    return { ...snapshot.prices, ...(age > SNAPSHOT_MS && { age: Math.round(age) }) }
  }

  #store(
    orderId: string,
    { kind, at, age = null, bid = null, ask = null, last = null, filled = null }: Nullable,
  ): void {
    if (this.#pending.length >= MAX_PENDING) return
    if (this.#pending.length === 0) this.#cancelWrite = this.#options.clock.after(WRITE_MS, () => void this.#write())
    this.#pending.push([this.#options.scope(), orderId, kind, at, age, bid, ask, last, filled])
  }

  async #write(): Promise<void> {
    this.#cancelWrite()
    if (this.#pending.length === 0) return
    const batch = JSON.stringify(this.#pending)
    this.#pending = []
    const values = Array.from({ length: 9 }, (_, index) => `value ->> ${index}`).join(', ')
    await this.#options.database
      .write([
        {
          sql: `INSERT INTO order_quote (book_id, order_id, kind, at, age, bid, ask, last, filled) SELECT ${values} FROM json_each(?)`,
          parameters: [batch],
        },
        {
          sql: 'DELETE FROM order_quote WHERE id <= (SELECT max(id) FROM order_quote) - ?',
          parameters: [MAX_STORED],
        },
      ])
      .catch(this.#options.onProblem)
  }
}

type Nullable = { readonly [Name in keyof OrderQuote]: OrderQuote[Name] | null } & Pick<OrderQuote, 'kind' | 'at'>

/** Returns the prices of a quote that is live; undefined otherwise. A close or a price before a halt is no last price. */
function currentPrices({ bid, ask, last, availability }: QuoteView | LiveQuote): Prices | undefined {
  if (marketDataKind(availability) !== 'live') return undefined
  const prices = omitUndefined<Prices>({
    bid: priceOfQuote(bid),
    ask: priceOfQuote(ask),
    last: /^[A-Z]/.test(last ?? '') ? undefined : priceOfQuote(last),
  })
  return Object.keys(prices).length === 0 ? undefined : prices
}

function addNewest<T>(map: Map<number, T>, key: number, value: T): void {
  map.delete(key)
  map.set(key, value)
  const [oldest] = map.keys()
  if (map.size > REMEMBERED && oldest !== undefined) map.delete(oldest)
}

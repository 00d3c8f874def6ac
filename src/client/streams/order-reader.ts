import type { OrderSource } from '../../shared/domain/orders.ts'
import { rowOf } from '../../shared/domain/read-value.ts'
import type { Clock } from '../clock.ts'
import { IbkrError } from '../errors/ibkr-error.ts'
import { IbkrResponseError } from '../errors/response-error.ts'
import type { SessionSupervisor } from '../session/session-supervisor.ts'

/** Ms between two readings while the stream tells nothing, or something still has to be repaired. IBKR allows one per 5 s. */
const POLL_SOON_MS = 6_000
/** While the stream runs the orders are read now and then all the same: it has been seen to fall silent. */
const POLL_LATER_MS = 60_000
/** IBKR's next answer after a blank one is whole. */
const READS_IN_A_ROW = 2
/** After an own change the stream should speak; if it has not by then, the orders are read. */
const EXPECT_MS = 6_000
/** After a frame of ids alone, details follow at once unless a filtered read has stopped them. */
const DETAILS_MS = 3_000

/**
 * What is owed: a reading of everything, soon (nothing was read yet, or a gap is to be repaired); a reading soon, because
 * the stream tells nothing; or one now and then.
 */
export type ReadingNeed = 'everything' | 'soon' | 'later'

export interface OrderReaderOptions {
  readonly session: Pick<SessionSupervisor, 'request' | 'state' | 'hasOpenQuestion'>
  readonly clock: Pick<Clock, 'after'>
  /** A mark of what is known now, greater than those before: asked for when a reading is sent. No clock, which may jump. */
  readonly mark: () => number
  /** Takes the orders of a conclusive `GET /iserver/account/orders`; `mark` is that of when it was asked for. */
  readonly adopt: (orders: readonly unknown[], source: OrderSource, mark: number) => void
  readonly need: () => ReadingNeed
  /** Told why a reading failed, as a code: never with a text of the server. */
  readonly onProblem: (code: string) => void
}

/** Reads the orders over REST when it has to be: one reading at a time, none while a question of IBKR is open. */
export class OrderReader {
  readonly #options: OrderReaderOptions
  readonly #abort = new AbortController()
  #reading: Promise<void> | undefined
  #again = false
  /** Everything is to be read afresh once no question is open any more. */
  #owesAll = false
  /** A filtered read may have stopped the details of the stream. */
  #owesUnmuting = false
  #cancelTimer: () => void = () => undefined
  #cancelDetails: (() => void) | undefined
  /** Frames that told something. */
  #heard = 0

  constructor(options: OrderReaderOptions) {
    this.#options = options
  }

  /**
   * Reads everything afresh. A reading that is under way may have been asked for before what has to be repaired: then
   * one more follows it. While a question of IBKR is open it waits. With `unmute` a forced read comes first: it brings back
   * the details of `sor`, which a filtered read stops, and costs five seconds of pacing.
   */
  resync({ unmute = false }: { readonly unmute?: boolean } = {}): Promise<void> {
    if (unmute) this.#owesUnmuting = true
    if (this.#options.session.hasOpenQuestion) {
      this.#owesAll = true
      this.plan()
      return Promise.resolve()
    }
    if (this.#reading !== undefined) this.#again = true
    return this.#start(true)
  }

  /** The stream spoke. */
  heard(): void {
    this.#heard += 1
  }

  /** A frame held ids alone. If no details follow, they are brought back. */
  heardIds(): void {
    const before = this.#heard
    this.#cancelDetails ??= this.#options.clock.after(DETAILS_MS, () => {
      this.#cancelDetails = undefined
      if (this.#heard === before) void this.resync({ unmute: true })
    })
  }

  /** Something was just changed from here: look if the stream does not tell soon. */
  expectChange(): void {
    const before = this.#heard
    this.#schedule(EXPECT_MS, () => this.#heard === before)
  }

  /** Makes the next reading come soon when one is owed. */
  plan(): void {
    const hurry = this.#owesAll || this.#options.need() !== 'later'
    this.#schedule(hurry ? POLL_SOON_MS : POLL_LATER_MS, () => true)
  }

  stop(): void {
    this.#abort.abort()
    this.#cancelTimer()
    this.#cancelDetails?.()
  }

  #start(everything: boolean): Promise<void> {
    if (everything) this.#owesAll = false
    this.#reading ??= this.#read(everything).finally(() => {
      this.#reading = undefined
      if (this.#abort.signal.aborted) return
      if (!this.#again) {
        this.plan()
        return
      }
      this.#again = false
      void this.resync()
    })
    return this.#reading
  }

  /** The first read of a brokerage session answers blank: then it is read once more, and after that soon. */
  async #read(everything: boolean): Promise<void> {
    const { session, mark, adopt, onProblem } = this.#options
    const { signal } = this.#abort
    const path = 'iserver/account/orders'
    try {
      if (this.#owesUnmuting) {
        await session.request({ path, params: { force: true }, signal })
        this.#owesUnmuting = false
      }
      for (let tries = 0; tries < READS_IN_A_ROW; tries += 1) {
        // Pacing holds the next one up for seconds: a question may have come.
        if (session.hasOpenQuestion) break
        const asked = mark()
        const orders = conclusiveOrders(await session.request({ path, signal }))
        if (signal.aborted) return
        if (orders !== undefined) return adopt(orders, everything ? 'snapshot' : 'poll', asked)
      }
      this.#owesAll = true
    } catch (error) {
      if (!signal.aborted) onProblem(codeOf(error))
    }
  }

  #schedule(ms: number, wanted: () => boolean): void {
    this.#cancelTimer()
    this.#cancelTimer = this.#options.clock.after(ms, () => {
      const { session, need } = this.#options
      const owes = this.#owesAll || wanted()
      if (session.state.kind === 'ready' && !session.hasOpenQuestion && owes)
        void this.#start(this.#owesAll || need() === 'everything')
      else this.plan()
    })
  }
}

/** The rows of an answer; undefined for a blank one that IBKR gives before it has collected the orders. */
function conclusiveOrders(answer: unknown): readonly unknown[] | undefined {
  const row = rowOf(answer)
  const orders = row?.['orders']
  if (!Array.isArray(orders)) return undefined
  return orders.length > 0 || row?.['snapshot'] === true ? orders : undefined
}

function codeOf(error: unknown): string {
  if (error instanceof IbkrResponseError) return `${error.code} (status ${error.status})`
  return error instanceof IbkrError ? error.code : 'fault'
}

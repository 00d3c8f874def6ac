import type { OrderSource } from '../../shared/domain/orders.ts'
import type { Clock } from '../clock.ts'
import { IbkrError } from '../errors/ibkr-error.ts'
import { IbkrResponseError } from '../errors/response-error.ts'
import type { SessionSupervisor } from '../session/session-supervisor.ts'

/** Ms between two readings while the stream is down, or something still has to be repaired. IBKR allows one per 5 s. */
const POLL_URGENT_MS = 6_000
/** While the stream runs the orders are read now and then all the same: it has been seen to fall silent. */
const POLL_LIVE_MS = 60_000
/** After an own change the stream should speak; if it has not by then, the orders are read. */
const EXPECT_MS = 6_000

export interface OrderReaderOptions {
  readonly session: Pick<SessionSupervisor, 'request' | 'state' | 'hasOpenQuestion'>
  readonly clock: Pick<Clock, 'now' | 'after'>
  /** Takes an answer of `GET /iserver/account/orders`; `askedAt` is when it was asked for. */
  readonly adopt: (answer: unknown, source: OrderSource, askedAt: number) => void
  /** True while a reading is owed: none succeeded yet, a gap is not repaired, or the stream is down. */
  readonly urgent: () => boolean
  /** Told why a reading failed, as a code: never with a text of the server. */
  readonly onProblem: (code: string) => void
}

/** Reads the orders over REST when it has to be: one reading at a time, none while a question of IBKR is open. */
export class OrderReader {
  readonly #options: OrderReaderOptions
  readonly #abort = new AbortController()
  #reading: Promise<void> | undefined
  #forceAgain = false
  /** Everything is to be read afresh once no question is open any more. */
  #owesAll = false
  #cancelTimer: () => void = () => undefined
  #lastFrameAt = 0

  constructor(options: OrderReaderOptions) {
    this.#options = options
  }

  /**
   * Reads everything afresh. A reading that is under way may have been asked for before what has to be repaired: then
   * one more follows it. While a question of IBKR is open it waits.
   */
  resync(): Promise<void> {
    if (this.#options.session.hasOpenQuestion) {
      this.#owesAll = true
      this.plan()
      return Promise.resolve()
    }
    if (this.#reading !== undefined) this.#forceAgain = true
    return this.#start(true)
  }

  /** The stream spoke. */
  heard(at: number): void {
    this.#lastFrameAt = at
  }

  /** Something was just changed from here: look if the stream does not tell soon. */
  expectChange(): void {
    const asked = this.#options.clock.now()
    this.#schedule(EXPECT_MS, () => this.#lastFrameAt < asked)
  }

  /** Makes the next reading come soon when one is owed. */
  plan(): void {
    this.#schedule(this.#owesAll || this.#options.urgent() ? POLL_URGENT_MS : POLL_LIVE_MS, () => true)
  }

  stop(): void {
    this.#abort.abort()
    this.#cancelTimer()
  }

  #start(force: boolean): Promise<void> {
    if (force) this.#owesAll = false
    this.#reading ??= this.#read(force).finally(() => {
      this.#reading = undefined
      if (this.#abort.signal.aborted) return
      if (!this.#forceAgain) {
        this.plan()
        return
      }
      this.#forceAgain = false
      void this.resync()
    })
    return this.#reading
  }

  /** The first answer of a session and each forced one is empty; the next one is true. */
  async #read(force: boolean): Promise<void> {
    const { session, clock, adopt, onProblem } = this.#options
    const { signal } = this.#abort
    const path = 'iserver/account/orders'
    try {
      if (force) await session.request({ path, params: { force: true }, signal })
      // Pacing holds the second one up for seconds: a question may have come.
      if (force && session.hasOpenQuestion) {
        this.#owesAll = true
        return
      }
      const askedAt = clock.now()
      const answer: unknown = await session.request({ path, signal })
      if (!signal.aborted) adopt(answer, force ? 'snapshot' : 'poll', askedAt)
    } catch (error) {
      if (!signal.aborted) onProblem(codeOf(error))
    }
  }

  #schedule(ms: number, wanted: () => boolean): void {
    this.#cancelTimer()
    this.#cancelTimer = this.#options.clock.after(ms, () => {
      const { session, urgent } = this.#options
      const owes = this.#owesAll || wanted()
      if (session.state.kind === 'ready' && !session.hasOpenQuestion && owes)
        void this.#start(this.#owesAll || urgent())
      else this.plan()
    })
  }
}

function codeOf(error: unknown): string {
  if (error instanceof IbkrResponseError) return `${error.code} (status ${error.status})`
  return error instanceof IbkrError ? error.code : 'fault'
}

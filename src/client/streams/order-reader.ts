import type { OrderSource } from '../../shared/domain/orders.ts'
import type { Clock } from '../clock.ts'
import { IbkrError } from '../errors/ibkr-error.ts'
import { IbkrResponseError } from '../errors/response-error.ts'
import type { SessionSupervisor } from '../session/session-supervisor.ts'

/** Ms between two readings while the stream tells nothing, or something still has to be repaired. IBKR allows one per 5 s. */
const POLL_SOON_MS = 6_000
/** While the stream runs the orders are read now and then all the same: it has been seen to fall silent. */
const POLL_LATER_MS = 60_000
/** After an own change the stream should speak; if it has not by then, the orders are read. */
const EXPECT_MS = 6_000

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
  /** Takes an answer of `GET /iserver/account/orders`; `mark` is that of when it was asked for. */
  readonly adopt: (answer: unknown, source: OrderSource, mark: number) => void
  readonly need: () => ReadingNeed
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
  /** Frames that told something. */
  #heard = 0

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
  heard(): void {
    this.#heard += 1
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
    const { session, mark, adopt, onProblem } = this.#options
    const { signal } = this.#abort
    const path = 'iserver/account/orders'
    try {
      if (force) await session.request({ path, params: { force: true }, signal })
      // Pacing holds the second one up for seconds: a question may have come.
      if (force && session.hasOpenQuestion) {
        this.#owesAll = true
        return
      }
      const asked = mark()
      const answer: unknown = await session.request({ path, signal })
      if (!signal.aborted) adopt(answer, force ? 'snapshot' : 'poll', asked)
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

function codeOf(error: unknown): string {
  if (error instanceof IbkrResponseError) return `${error.code} (status ${error.status})`
  return error instanceof IbkrError ? error.code : 'fault'
}

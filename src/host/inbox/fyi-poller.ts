import type { Clock } from '../../client/index.ts'
import { IbkrResponseError } from '../../client/index.ts'
import { IN_BACKGROUND, type ReadSession } from '../session/read-session.ts'
import { readFyiNotifications } from './ibkr-notices.ts'
import type { InboxEvent } from './record-event.ts'

/** Delay in ms after the login. The order list is read first. */
const FIRST_MS = 15_000
/** Pause in ms between two reads. IBKR allows one request per second. */
const POLL_MS = 10 * 60_000
/** Minimum age in ms of the last read before a window can trigger another read. */
const REFRESH_AGE_MS = 60_000
/** Pause in ms after IBKR's response "waiting for reply" to the first request of a session. */
const COLD_MS = 2_000
/** Pause in ms while the session is not ready. */
const NOT_READY_MS = 30_000
/** Number of notifications to read, IBKR's maximum. */
const MAX = 10

export interface FyiPollerOptions {
  readonly clock: Clock
  /** Called with new and known notifications, oldest first. */
  readonly onNotices: (notices: readonly InboxEvent[], at: number) => void
  readonly onProblem: (problem: string) => void
}

/** Reads IBKR's notifications (FYI) once per session and every ten minutes, because IBKR has no stream of them. */
export class FyiPoller {
  readonly #options: FyiPollerOptions
  #session: ReadSession | undefined
  #cancel = (): void => undefined
  #abort = new AbortController()
  #readAt = Number.NEGATIVE_INFINITY
  #isReading = false

  constructor(options: FyiPollerOptions) {
    this.#options = options
  }

  attach(session: ReadSession): void {
    this.detach()
    this.#session = session
    this.#abort = new AbortController()
    this.#readAt = Number.NEGATIVE_INFINITY
    this.#schedule(FIRST_MS)
  }

  detach(): void {
    this.#abort.abort()
    this.#cancel()
    this.#session = undefined
  }

  /** Reads now, unless the last read is recent. Called when a window shows the inbox. */
  refresh(): void {
    if (this.#session && this.#options.clock.monotonic() - this.#readAt >= REFRESH_AGE_MS) void this.#read(true)
  }

  #schedule(ms: number, isFirst = true): void {
    this.#cancel()
    this.#cancel = this.#options.clock.after(ms, () => void this.#read(isFirst))
  }

  /** `mayRepeat`: whether to read again soon if IBKR is not ready yet. */
  async #read(mayRepeat: boolean): Promise<void> {
    const session = this.#session
    if (!session || this.#isReading) return
    if (session.state.kind !== 'ready') {
      this.#schedule(NOT_READY_MS)
      return
    }
    const { clock, onNotices, onProblem } = this.#options
    const { signal } = this.#abort
    this.#isReading = true
    try {
      const input = { query: { max: MAX }, signal, priority: 'low' } as const
      const body: unknown = await session.request('GET /fyi/notifications', input, IN_BACKGROUND)
      if (signal.aborted) return
      this.#readAt = clock.monotonic()
      onNotices(readFyiNotifications(body), clock.now())
      this.#schedule(POLL_MS)
    } catch (error) {
      if (signal.aborted) return
      if (mayRepeat) this.#schedule(COLD_MS, false)
      else {
        onProblem(reasonOf(error))
        this.#schedule(POLL_MS)
      }
    } finally {
      this.#isReading = false
    }
  }
}

function reasonOf(error: unknown): string {
  return error instanceof IbkrResponseError ? `IBKR responded with status ${error.status}.` : 'IBKR did not respond.'
}

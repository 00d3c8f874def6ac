import { linkSignals } from '../abort-signals.ts'
import type { Clock } from '../clock.ts'
import { IbkrError } from '../errors/ibkr-error.ts'
import type { JudgedRequest, Verdict } from './question-rules.ts'

/** Maximum time in ms for which a waiting order waits for the responses to requests that were released before it. */
const AHEAD_MS = 5_000
/** Maximum number of waiting requests. */
const MAX_WAITING = 1_000

interface WaitingRequest {
  readonly request: JudgedRequest
  /** Number of the request in the order of arrival. */
  readonly arrival: number
  readonly release: () => void
}

export interface WaitingRequestsDeps {
  readonly clock: Pick<Clock, 'monotonic' | 'after'>
  /** Aborts when the session is closed. */
  readonly closing: AbortSignal
  readonly judge: (request: JudgedRequest) => Verdict
  /** End of the lease of the open question, on the monotonic clock; undefined before the response to its order. */
  readonly leaseEndsAt: () => number | undefined
}

/**
 * The requests that wait for the end of an order question, and the order of their release.
 *
 * Requests on several connections may overtake each other, and a request that arrives after an order voids its question.
 * A waiting order is therefore released after the responses to the requests ahead of it, and the requests behind it wait
 * until it was sent. A person does not wait for that.
 */
export class WaitingRequests {
  readonly #deps: WaitingRequestsDeps
  /** In the order of arrival. */
  #waiting: readonly WaitingRequest[] = []
  /**
   * Requests without a response that were released, or that ended a question while others waited for its end. With the
   * time on the monotonic clock, oldest first.
   */
  readonly #ahead = new Map<JudgedRequest, number>()
  #arrivals = 0
  #cancelTimer: () => void = () => undefined

  constructor(deps: WaitingRequestsDeps) {
    this.#deps = deps
  }

  /** Returns the number of a new request. A request that is held back at its first byte keeps its number. */
  nextArrival(): number {
    this.#arrivals += 1
    return this.#arrivals
  }

  /**
   * Waits until the request is released.
   * @throws IbkrError `aborted`, `client-closed`, `pacing-queue-full`
   */
  async wait(request: JudgedRequest, arrival: number): Promise<void> {
    if (this.#waiting.length >= MAX_WAITING) throw tooManyWaiting()
    const own = request.input.signal
    const link = linkSignals(this.#deps.closing, own)
    let waiting: WaitingRequest | undefined
    let abort = (): void => undefined
    try {
      await new Promise<void>((resolve, reject) => {
        abort = () => reject(this.#abortError(request, own))
        link.signal.addEventListener('abort', abort)
        if (link.signal.aborted) return abort()
        waiting = { request, arrival, release: resolve }
        this.#waiting = [...this.#waiting, waiting].sort((one, other) => one.arrival - other.arrival)
        // A request that was held back is no longer ahead of the others.
        this.#ahead.delete(request)
        // Judges it again, because the lease may have ended since.
        this.wake()
      })
    } finally {
      this.#waiting = this.#waiting.filter((other) => other !== waiting)
      if (this.#waiting.length === 0) this.#cancelTimer()
      link.signal.removeEventListener('abort', abort)
      link.release()
    }
  }

  /** Records that a request that ended a question was sent, without a response yet. */
  goAhead(request: JudgedRequest): void {
    if (!this.#ahead.has(request)) this.#ahead.set(request, this.#deps.clock.monotonic())
  }

  /** Records that a request has its response, or is not sent. */
  settle(request: JudgedRequest): void {
    if (this.#ahead.delete(request)) this.wake()
  }

  /** Releases the requests that need not wait any longer. To be called after each change of the question. */
  wake(): void {
    const now = this.#deps.clock.monotonic()
    this.#dropOverdue(now)
    let isOrderNext = [...this.#ahead.keys()].some(({ raisesQuestion }) => raisesQuestion)
    for (const { release, request } of this.#waiting) {
      const verdict = this.#deps.judge(request)
      if (verdict === 'wait') continue
      if (verdict === 'send') {
        const isBlocked = isOrderNext || (request.raisesQuestion && this.#ahead.size > 0)
        isOrderNext ||= request.raisesQuestion
        if (isBlocked && request.caller.kind !== 'person') continue
        this.goAhead(request)
      }
      release()
    }
    this.#setTimer(now)
  }

  /** Waits no longer for requests that have no response after `AHEAD_MS`. */
  #dropOverdue(now: number): void {
    for (const [request, since] of this.#ahead) if (now >= since + AHEAD_MS) this.#ahead.delete(request)
  }

  /**
   * Wakes waiting requests at the end of the lease, and of `AHEAD_MS`. Without waiting requests no timer runs.
   * @param judgedAt when the requests were judged, on the monotonic clock. A lease that has ended since then wakes at once
   */
  #setTimer(judgedAt: number): void {
    const { clock, leaseEndsAt } = this.#deps
    this.#cancelTimer()
    if (this.#waiting.length === 0) return
    const ends = [...this.#ahead.values()].map((since) => since + AHEAD_MS)
    const next = Math.min(...[leaseEndsAt() ?? 0, ...ends].filter((at) => at > judgedAt))
    // During an order in flight, its response wakes the waiting requests.
    if (next === Number.POSITIVE_INFINITY) return
    this.#cancelTimer = clock.after(Math.max(0, next - clock.monotonic()), () => this.wake())
  }

  #abortError({ method, path }: JudgedRequest, own: AbortSignal | undefined): IbkrError {
    const unsent = `${method} ${path} was not sent`
    if (this.#deps.closing.aborted) {
      return new IbkrError('client-closed', `${unsent}: the session is closed. Connect again.`)
    }
    const message = `${unsent}: it was aborted while it waited for the end of an order question.`
    return new IbkrError('aborted', message, { cause: own?.reason })
  }
}

function tooManyWaiting(): IbkrError {
  const message = `${MAX_WAITING} requests already wait for the end of an order question; send fewer of them.`
  return new IbkrError('pacing-queue-full', message)
}

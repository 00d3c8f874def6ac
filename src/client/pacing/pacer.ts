import type { Clock } from '../clock.ts'
import { demandText } from '../demand.ts'
import { IbkrError } from '../errors/ibkr-error.ts'
import { Listeners, type Unsubscribe } from '../listeners.ts'
import type { Logger } from '../logger.ts'
import { estimateStart } from './estimate.ts'
import {
  budgetLeft,
  earliestStart,
  emptyLedger,
  endPenalty,
  type Moment,
  type PacingLedger,
  penaltyAt,
  recordBack,
  recordLetGo,
  recordTooMany,
  recordUnsent,
} from './ledger.ts'
import { type Budget, GLOBAL_BUDGET, GLOBAL_KEY, limitsFor, type RequestLimits } from './limits.ts'
import type { Pacing, PacingSnapshot, RequestPriority, RequestWait } from './pacing.ts'
import { NO_WAIT, requestWait } from './request-wait.ts'

/** Requests that may wait at once. */
const LONGEST_QUEUE = 1_000
/** A server that asks for a longer rest than IBKR's own penalty is not believed. */
const LONGEST_REST_MS = 15 * 60_000

/** Two estimates of a moment that are nearer than this are the same. */
const SAME_MS = 50

/** Earlier ones go first. */
const PRIORITIES = ['session', 'high', 'normal', 'low'] as const satisfies readonly ('session' | RequestPriority)[]

export type PacedPriority = (typeof PRIORITIES)[number]

/** How a request is treated in the queue. */
export interface PacedRequest {
  readonly method: string
  readonly path: string
  /** `session` is for the session's own calls, by which all others live. Default `normal`. */
  readonly priority?: PacedPriority
  /** Leaves in the penalty box all the same: a tickle probe, or what the user confirmed. */
  readonly explicit?: boolean
  /** Told when it has to wait, whenever that changes, and in the end with 0 ms. */
  readonly onWait?: (wait: RequestWait) => void
}

/** Leave to send one request. */
export interface Slot {
  readonly queuedMs: number
  /** Its first byte is about to leave. */
  sent(): void
  /** The head of its answer came: it has arrived, at the latest now. */
  responded(status: number, retryAfterSeconds?: number): void
  /** Always to be called at the end: without an answer, this is where a request that left counts from. */
  end(): void
}

interface Waiting {
  readonly rank: number
  readonly limits: RequestLimits
  readonly since: number
  readonly explicit: boolean
  /** Where nobody listens, there is none. */
  readonly news: Listeners<RequestWait> | undefined
  /** Last reported wait: when it leaves, on the monotonic clock, and how many requests are ahead. */
  reported?: { readonly at: number; readonly ahead: number }
  readonly go: (slot: Slot) => void
  readonly refuse: (error: IbkrError) => void
}

/** The queue in front of the wire: lets each request go as soon as IBKR's limits allow, in order per endpoint. */
export class Pacer implements Pacing {
  readonly #clock: Clock
  readonly #global: Budget
  readonly #penaltyNews: Listeners<number | undefined>
  readonly #logger: Logger | undefined
  #ledger: PacingLedger = emptyLedger
  /** Smoothed as TCP does, for the estimate alone. */
  #roundTripMs: number | undefined
  #queue: Waiting[] = []
  #cancelTimer: () => void = () => undefined

  /** @param logger receives errors thrown by listeners */
  constructor(clock: Clock, logger?: Logger, global: Budget = GLOBAL_BUDGET) {
    this.#clock = clock
    this.#global = global
    this.#logger = logger
    this.#penaltyNews = new Listeners(logger)
  }

  /** Told the end of the penalty box when it begins, and undefined when a probe ended it. */
  onPenalty(listener: (until: number | undefined) => void): Unsubscribe {
    return this.#penaltyNews.add(listener)
  }

  /**
   * Waits for a request's turn.
   * @throws IbkrError `penalty-box`, `pacing-queue-full`, or `aborted` with the signal's reason as cause
   */
  enter(request: PacedRequest, signal: AbortSignal): Promise<Slot> {
    return new Promise((resolve, reject) => {
      const explicit = request.explicit === true
      if (signal.aborted) return reject(abortedInQueue(request, signal))
      const until = penaltyAt(this.#ledger, this.#clock.now())
      if (until !== undefined && !explicit) return reject(inPenaltyBox(until))
      if (this.#queue.length >= LONGEST_QUEUE) {
        return reject(
          new IbkrError(
            'pacing-queue-full',
            `${LONGEST_QUEUE} requests wait for their turn already; send fewer of them.`,
          ),
        )
      }
      const leave = (): void => {
        signal.removeEventListener('abort', onAbort)
        this.#queue = this.#queue.filter((other) => other !== waiting)
      }
      const onAbort = (): void => {
        leave()
        reject(abortedInQueue(request, signal))
        this.#tellWaits()
      }
      const waiting: Waiting = {
        rank: rankOf(request.priority),
        limits: limitsFor(request.method, request.path, this.#global),
        since: this.#clock.monotonic(),
        explicit,
        news: newsFor(request.onWait, this.#logger),
        go: (slot) => {
          leave()
          if (waiting.reported) waiting.news?.emit(NO_WAIT)
          resolve(slot)
        },
        refuse: (error) => {
          leave()
          reject(error)
        },
      }
      signal.addEventListener('abort', onAbort)
      const behind = this.#queue.findIndex(({ rank }) => rank > waiting.rank)
      this.#queue = this.#queue.toSpliced(behind < 0 ? this.#queue.length : behind, 0, waiting)
      this.#pump()
    })
  }

  estimate(method: string, path: string, priority?: RequestPriority): number {
    return this.wait(method, path, priority).ms
  }

  wait(method: string, path: string, priority?: RequestPriority): RequestWait {
    demandText(method, 'The method of a request')
    demandText(path, 'The path of a request')
    const now = this.#moment()
    const until = penaltyAt(this.#ledger, now.wall)
    if (until !== undefined) return { ms: until - now.wall, cause: 'penalty-box', ahead: 0 }
    const queue = this.#queue.filter(({ rank }) => rank <= rankOf(priority)).map(({ limits }) => limits)
    return this.#waitBehind(queue, limitsFor(method, path, this.#global), now.steady)
  }

  #waitBehind(queue: readonly RequestLimits[], request: RequestLimits, now: number): RequestWait {
    return requestWait(estimateStart(this.#ledger, queue, request, now, this.#roundTripMs ?? 0), queue, request, now)
  }

  /** Tells those who listen how long they wait, where that is news. */
  #tellWaits(): void {
    if (!this.#queue.some(({ news }) => news)) return
    const { steady: now } = this.#moment()
    for (const [place, waiting] of this.#queue.entries()) {
      if (!waiting.news) continue
      const queue = this.#queue.slice(0, place).map(({ limits }) => limits)
      const wait = this.#waitBehind(queue, waiting.limits, now)
      const at = now + wait.ms
      if (waiting.reported && waiting.reported.ahead === wait.ahead && Math.abs(waiting.reported.at - at) < SAME_MS)
        continue
      waiting.reported = { at, ahead: wait.ahead }
      waiting.news.emit(wait)
    }
  }

  snapshot(): PacingSnapshot {
    const now = this.#moment()
    const until = penaltyAt(this.#ledger, now.wall)
    return {
      globalLeft: until === undefined ? budgetLeft(this.#ledger, GLOBAL_KEY, this.#global, now.steady) : 0,
      globalLimit: this.#global.count,
      queued: this.#queue.length,
      ...(until === undefined ? {} : { penaltyUntil: until }),
    }
  }

  /** Refuses all that wait. */
  close(): void {
    this.#cancelTimer()
    for (const waiting of this.#queue)
      waiting.refuse(new IbkrError('client-closed', 'The client was closed before the request left.'))
  }

  #pump(): void {
    this.#cancelTimer()
    const { steady: now, wall } = this.#moment()
    const inBox = penaltyAt(this.#ledger, wall)
    let next: number | undefined
    const heldBack = new Set<string>()
    for (const waiting of this.#queue) {
      if (inBox !== undefined && !waiting.explicit) {
        waiting.refuse(inPenaltyBox(inBox))
        continue
      }
      const { endpoint } = waiting.limits
      const start = heldBack.has(endpoint) ? undefined : earliestStart(this.#ledger, waiting.limits, now)
      if (start !== undefined && start <= now) {
        this.#ledger = recordLetGo(this.#ledger, waiting.limits, now)
        waiting.go(this.#slot(waiting, now))
      } else {
        // Those behind it for the same endpoint wait too: order is kept.
        heldBack.add(endpoint)
        if (start !== undefined && (next === undefined || start < next)) next = start
      }
    }
    this.#cancelTimer =
      next === undefined ? () => undefined : this.#clock.after(Math.ceil(next - now), () => this.#pump())
    this.#tellWaits()
  }

  #slot({ limits, since }: Waiting, letGoAt: number): Slot {
    let state: 'let go' | 'sent' | 'over' = 'let go'
    return {
      queuedMs: this.#clock.monotonic() - since,
      sent: () => {
        if (state === 'let go') state = 'sent'
      },
      responded: (status, retryAfterSeconds) => {
        if (state === 'over') return
        state = 'over'
        const { steady } = this.#moment()
        this.#measure(steady - letGoAt)
        this.#ledger = recordBack(this.#ledger, limits, letGoAt, steady)
        this.#judge(limits.endpoint, status, retryAfterSeconds)
        this.#pump()
      },
      end: () => {
        if (state === 'over') return
        this.#ledger =
          state === 'sent'
            ? recordBack(this.#ledger, limits, letGoAt, this.#clock.monotonic())
            : recordUnsent(this.#ledger, limits, letGoAt)
        state = 'over'
        this.#pump()
      },
    }
  }

  #moment(): Moment {
    return { wall: this.#clock.now(), steady: this.#clock.monotonic() }
  }

  #measure(roundTripMs: number): void {
    this.#roundTripMs =
      this.#roundTripMs === undefined ? roundTripMs : this.#roundTripMs + (roundTripMs - this.#roundTripMs) / 8
  }

  #judge(endpoint: string, status: number, retryAfterSeconds: number | undefined): void {
    const now = this.#moment()
    const before = penaltyAt(this.#ledger, now.wall)
    if (status === 429) {
      const rest = retryAfterSeconds === undefined ? undefined : Math.min(retryAfterSeconds * 1000, LONGEST_REST_MS)
      this.#ledger = recordTooMany(this.#ledger, endpoint, now, rest)
      const after = penaltyAt(this.#ledger, now.wall)
      if (before === undefined && after !== undefined) this.#penaltyNews.emit(after)
    } else if (before !== undefined && endpoint === 'tickle' && status < 400) {
      this.#ledger = endPenalty(this.#ledger)
      this.#penaltyNews.emit(undefined)
    }
  }
}

/** A word that is none of them counts as `normal`. */
function rankOf(priority: PacedPriority = 'normal'): number {
  const rank = PRIORITIES.indexOf(priority)
  return rank < 0 ? rankOf() : rank
}

function newsFor(
  listener: ((wait: RequestWait) => void) | undefined,
  logger: Logger | undefined,
): Listeners<RequestWait> | undefined {
  if (listener === undefined) return undefined
  const news = new Listeners<RequestWait>(logger)
  news.add(listener)
  return news
}

function inPenaltyBox(until: number): IbkrError {
  return new IbkrError(
    'penalty-box',
    `IBKR holds this address in its penalty box, probably until ${new Date(until).toISOString()}: nothing is sent but a probe a minute.`,
  )
}

function abortedInQueue(request: PacedRequest, signal: AbortSignal): IbkrError {
  return new IbkrError('aborted', `${request.method} ${request.path} was aborted while it waited for its turn.`, {
    cause: signal.reason,
  })
}

import { NO_WAIT } from '../../shared/domain/requests.ts'
import { requireString } from '../check-arguments.ts'
import type { Clock } from '../clock.ts'
import { IbkrError } from '../errors/ibkr-error.ts'
import { createSafeListener, Listeners, type Unsubscribe } from '../event-listeners.ts'
import type { Logger } from '../logger.ts'
import type { Pacing, PacingSnapshot, RequestPriority, RequestWait } from './pacing.ts'
import { PenaltyBox } from './penalty-box.ts'
import {
  countRequestsLeft,
  endRests,
  findEarliestSendTime,
  recordRequestEnd,
  recordRequestStart,
  recordTooManyRequests,
  type WallAndMonotonicTime,
} from './rate-limit-windows.ts'
import {
  findLimits,
  GLOBAL_BUDGET,
  GLOBAL_LIMIT_KEY,
  type RequestBudget,
  type RequestLimits,
} from './request-limits.ts'
import { SentRequests } from './sent-requests.ts'
import { estimateWait } from './wait-estimate.ts'

/** Maximum number of waiting requests. */
const MAX_QUEUE = 1_000
/** Changes of a wait by fewer ms are not reported. */
const REPORTED_CHANGE_MS = 50

/**
 * Priorities in the order in which requests are sent. `session` is for the session's own calls, on which all others
 * depend.
 */
const PRIORITIES = ['session', 'high', 'normal', 'low'] as const satisfies readonly ('session' | RequestPriority)[]

export type PacedPriority = (typeof PRIORITIES)[number]

/** A request that enters the queue. */
export interface PacedRequest {
  readonly method: string
  readonly path: string
  /** Priority in the queue. Default `normal`. */
  readonly priority?: PacedPriority
  /** Whether the request may be sent in the penalty box: a tickle probe, or a request that the user confirmed. */
  readonly explicit?: boolean
  /** Called when the request has to wait, whenever the wait changes, and finally with 0 ms. */
  readonly onWait?: (wait: RequestWait) => void
}

/** Permission to send one request. The caller reports the progress of the request to it. */
export interface SendPermission {
  readonly queuedMs: number
  /** To be called when the first byte of the request is about to be sent. */
  sent(): void
  /** To be called when status and headers of the response arrive: the server counted the request before. */
  responded(status: number, retryAfterSeconds?: number): void
  /** To be called in any case at the end. A request that was sent and got no response counts from now. */
  end(): void
}

interface Waiting {
  readonly rank: number
  readonly limits: RequestLimits
  readonly since: number
  readonly explicit: boolean
  readonly report: ((wait: RequestWait) => void) | undefined
  /** The wait that was last reported: the estimated start on the monotonic clock, and the number of requests ahead. */
  reported?: { readonly at: number; readonly ahead: number }
  readonly start: (slot: SendPermission) => void
  readonly refuse: (error: IbkrError) => void
}

/** What several pacers share. Default: nothing. */
export interface SharedPacing {
  /** The penalty box of this machine, for all its logins. */
  readonly penaltyBox?: PenaltyBox
  /** The requests of the login, for clients of it that follow each other. */
  readonly sent?: SentRequests
}

/**
 * The queue before the network. Sends each request as soon as IBKR's limits allow, in order of arrival per endpoint.
 */
export class Pacer implements Pacing {
  readonly #clock: Clock
  readonly #global: RequestBudget
  readonly #penaltyBox: PenaltyBox
  readonly #sent: SentRequests
  readonly #stopFollowing: readonly Unsubscribe[]
  readonly #penaltyListeners: Listeners<number | undefined>
  readonly #logger: Logger | undefined
  /** Round trip time in ms, smoothed as in TCP. Used only for estimates. */
  #roundTripMs: number | undefined
  #queue: Waiting[] = []
  #cancelTimer: () => void = () => undefined

  /**
   * @param logger receives errors thrown by listeners
   * @param shared what it shares with other pacers
   */
  constructor(clock: Clock, logger?: Logger, shared: SharedPacing = {}, global: RequestBudget = GLOBAL_BUDGET) {
    const { penaltyBox = new PenaltyBox(), sent = new SentRequests() } = shared
    this.#clock = clock
    this.#global = global
    this.#logger = logger
    this.#penaltyListeners = new Listeners(logger)
    this.#penaltyBox = penaltyBox
    this.#sent = sent
    this.#stopFollowing = [
      penaltyBox.onChange((until) => {
        if (until === undefined) sent.windows = endRests(sent.windows)
        this.#penaltyListeners.emit(until)
        this.#startDue()
      }),
      sent.onEnded(() => this.#startDue()),
    ]
  }

  /**
   * Calls the listener with the end of the penalty box when the box begins, and with undefined when a tickle has ended
   * it.
   */
  onPenalty(listener: (until: number | undefined) => void): Unsubscribe {
    return this.#penaltyListeners.add(listener)
  }

  /**
   * Waits until a request may be sent.
   * @throws IbkrError `penalty-box`, `pacing-queue-full`, or `aborted` with the signal's reason as cause
   */
  enter(request: PacedRequest, signal: AbortSignal): Promise<SendPermission> {
    return new Promise((resolve, reject) => {
      const { explicit = false, method, onWait, path, priority } = request
      const aborted = (): IbkrError =>
        new IbkrError('aborted', `${method} ${path} was aborted while it waited in the queue.`, {
          cause: signal.reason,
        })
      if (signal.aborted) return reject(aborted())
      const until = this.#penaltyBox.endsAt(this.#clock.now())
      if (until !== undefined && !explicit) return reject(inPenaltyBox(until))
      if (this.#queue.length >= MAX_QUEUE) {
        const full = `${MAX_QUEUE} requests are already queued; send fewer of them.`
        return reject(new IbkrError('pacing-queue-full', full))
      }
      const leaveQueue = (): void => {
        signal.removeEventListener('abort', onAbort)
        this.#queue = this.#queue.filter((other) => other !== waiting)
      }
      const refuse = (error: IbkrError): void => {
        leaveQueue()
        reject(error)
      }
      const onAbort = (): void => {
        refuse(aborted())
        this.#reportWaits()
      }
      const report = onWait && createSafeListener(onWait, this.#logger)
      const waiting: Waiting = {
        rank: rankOf(priority),
        limits: findLimits(method, path, this.#global),
        since: this.#clock.monotonic(),
        explicit,
        report,
        start: (slot) => {
          leaveQueue()
          if (waiting.reported) report?.(NO_WAIT)
          resolve(slot)
        },
        refuse,
      }
      signal.addEventListener('abort', onAbort)
      const behind = this.#queue.findIndex(({ rank }) => rank > waiting.rank)
      this.#queue = this.#queue.toSpliced(behind < 0 ? this.#queue.length : behind, 0, waiting)
      this.#startDue()
    })
  }

  estimate(method: string, path: string, priority?: RequestPriority): number {
    return this.wait(method, path, priority).ms
  }

  wait(method: string, path: string, priority?: RequestPriority): RequestWait {
    requireString(method, 'The method of a request')
    requireString(path, 'The path of a request')
    const { steady, wall } = this.#now()
    const until = this.#penaltyBox.endsAt(wall)
    if (until !== undefined) return { ms: until - wall, cause: 'penalty-box', ahead: 0 }
    const before = this.#queue.filter(({ rank }) => rank <= rankOf(priority))
    return this.#estimate(before, findLimits(method, path, this.#global), steady)
  }

  snapshot(): PacingSnapshot {
    const { steady, wall } = this.#now()
    const until = this.#penaltyBox.endsAt(wall)
    return {
      globalLeft:
        until === undefined ? countRequestsLeft(this.#sent.windows, GLOBAL_LIMIT_KEY, this.#global, steady) : 0,
      globalLimit: this.#global.count,
      queued: this.#queue.length,
      ...(until === undefined ? {} : { penaltyUntil: until }),
    }
  }

  /** Rejects all waiting requests. */
  close(): void {
    for (const stop of this.#stopFollowing) stop()
    this.#cancelTimer()
    for (const { refuse } of this.#queue)
      refuse(new IbkrError('client-closed', 'The client was closed before the request was sent.'))
  }

  #estimate(before: readonly Waiting[], request: RequestLimits, now: number): RequestWait {
    const queue = before.map(({ limits }) => limits)
    return estimateWait(this.#sent.windows, queue, request, now, this.#roundTripMs ?? 0)
  }

  /** Reports waits that have changed. */
  #reportWaits(): void {
    if (!this.#queue.some(({ report }) => report)) return
    const now = this.#clock.monotonic()
    for (const [place, waiting] of this.#queue.entries()) {
      const { limits, report, reported } = waiting
      if (!report) continue
      const wait = this.#estimate(this.#queue.slice(0, place), limits, now)
      const at = now + wait.ms
      if (reported?.ahead === wait.ahead && Math.abs(reported.at - at) < REPORTED_CHANGE_MS) continue
      waiting.reported = { at, ahead: wait.ahead }
      report(wait)
    }
  }

  /** Starts the requests that may be sent now, and sets the timer for the next one. */
  #startDue(): void {
    this.#cancelTimer()
    const { steady: now, wall } = this.#now()
    const penaltyUntil = this.#penaltyBox.endsAt(wall)
    let next: number | undefined
    for (const waiting of this.#queue) {
      if (penaltyUntil !== undefined && !waiting.explicit) {
        waiting.refuse(inPenaltyBox(penaltyUntil))
        continue
      }
      // Requests of one endpoint share their limits, so none can overtake another.
      const start = findEarliestSendTime(this.#sent.windows, waiting.limits, now)
      if (start !== undefined && start <= now) {
        this.#sent.windows = recordRequestStart(this.#sent.windows, waiting.limits, now)
        waiting.start(this.#slot(waiting, now))
      } else if (start !== undefined && (next === undefined || start < next)) next = start
    }
    if (next !== undefined) this.#cancelTimer = this.#clock.after(Math.ceil(next - now), () => this.#startDue())
    this.#reportWaits()
  }

  #slot({ limits, since }: Waiting, startedAt: number): SendPermission {
    let state: 'started' | 'sent' | 'ended' = 'started'
    const end = (at: number | undefined): void => {
      state = 'ended'
      this.#sent.windows = recordRequestEnd(this.#sent.windows, limits, startedAt, at)
    }
    return {
      queuedMs: this.#clock.monotonic() - since,
      sent: () => {
        if (state === 'started') state = 'sent'
      },
      responded: (status, retryAfterSeconds) => {
        if (state === 'ended') return
        const now = this.#now()
        const tripMs = now.steady - startedAt
        const before = this.#roundTripMs ?? tripMs
        this.#roundTripMs = before + (tripMs - before) / 8
        end(now.steady)
        this.#recordStatus(limits.endpoint, now, status, retryAfterSeconds)
        this.#sent.announceEnd()
      },
      end: () => {
        if (state === 'ended') return
        end(state === 'sent' ? this.#clock.monotonic() : undefined)
        this.#sent.announceEnd()
      },
    }
  }

  #recordStatus(
    endpoint: string,
    now: WallAndMonotonicTime,
    status: number,
    retryAfterSeconds: number | undefined,
  ): void {
    if (status === 429) {
      const { windows, isPenalty } = recordTooManyRequests(this.#sent.windows, endpoint, now, retryAfterSeconds)
      this.#sent.windows = windows
      if (isPenalty) this.#penaltyBox.begin(now.wall)
    } else if (endpoint === 'tickle' && status < 400 && this.#penaltyBox.endsAt(now.wall) !== undefined) {
      this.#penaltyBox.end()
    }
  }

  #now(): WallAndMonotonicTime {
    return { wall: this.#clock.now(), steady: this.#clock.monotonic() }
  }
}

/** Returns the position of a priority; an unknown priority counts as `normal`. */
function rankOf(priority: PacedPriority = 'normal'): number {
  const rank = PRIORITIES.indexOf(priority)
  return rank < 0 ? rankOf() : rank
}

function inPenaltyBox(until: number): IbkrError {
  return new IbkrError(
    'penalty-box',
    `IBKR has this address in its penalty box, probably until ${new Date(until).toISOString()}: only one probe a minute is sent.`,
  )
}

import type { Clock } from '../../client/index.ts'
import type { RequestWaitItem, RequestWaitView } from '../../shared/contract/views.ts'
import { isOpenEnded, NO_WAIT } from '../../shared/domain/requests.ts'
import { createFeed, type Feed } from '../feed.ts'
import { HostError } from '../host-error.ts'
import { NOT_SENT_DETAIL } from '../upstream/upstream-error.ts'
import type { SendCheck } from './not-sent-errors.ts'

/** Time in ms after which an unsent write or trading request is cancelled, unless the user presses Keep waiting. */
export const MAX_WAIT_MS = 10_000
/** Delay in ms before the window shows that a request waits for something else than the pacing queue. */
export const NOTICE_DELAY_MS = 1_000

export interface WindowSendOptions {
  /** Id that the window chose. The window can cancel the unsent request by this id. */
  readonly waitId?: string | undefined
  /** Aborted when the window closes or cancels the call, or with a HostError when the window leaves the profile. */
  readonly signal: AbortSignal
  /** Called when the first byte of a write or trading request is about to leave. */
  readonly check?: SendCheck
  /** Reads what the guard rails need before `send` is called. Returns a check that is called after `check`. */
  readonly prepare?: (signal: AbortSignal) => Promise<SendCheck>
  /** Whether a disarm cancels the write or trading request. Default: true. */
  readonly needsArming?: boolean
}

/** Options of the client that control a request before it leaves. */
export interface ClientSendOptions {
  readonly signal: AbortSignal
  readonly onWait?: (wait: RequestWaitView) => void
  readonly beforeSend?: () => void
}

interface Limit {
  readonly steady: number
  readonly wall: number
}

interface Entry {
  readonly waitId: string | undefined
  /** Whether the request is a write or trading request. */
  readonly changes: boolean
  /** Whether a disarm cancels the request. */
  readonly needsArming: boolean
  readonly withdraw: (reason: HostError) => void
  wait?: RequestWaitView
  /** Time of the last reported `wait`, on the monotonic clock. */
  reportedAt: number
  /** Time at which the unsent request is cancelled, on both clocks. Undefined without a limit. */
  limit?: Limit | undefined
  cancelLimit?: () => void
  /** Stops the timer that reports the wait for a connection, or for the guard rails. */
  cancelNotice?: () => void
}

/**
 * Requests of the windows, from their acceptance until their first byte leaves. Until then each request can be
 * cancelled. A write or trading request is also cancelled when its window closes or leaves the profile, when the
 * permission ends, and after `MAX_WAIT_MS`, regardless of what it waits for. After its first byte nothing interrupts
 * it.
 */
export class UnsentRequests {
  readonly feed: Feed<readonly RequestWaitItem[], RequestWaitItem>
  /** Unsent requests by `waitId`. A request without `waitId` has a private symbol as its key. */
  readonly #entries = new Map<string | symbol, Entry>()
  readonly #clock: Clock

  constructor(clock: Clock) {
    this.#clock = clock
    this.feed = createFeed(() => [...this.#entries.values()].flatMap((entry) => this.#item(entry)))
  }

  /**
   * Sends one request. Every listed error means that nothing was sent; otherwise rejects with any error of `send`.
   * @throws HostError `cancelled`, `not-sent-rate-limited`, `not-sent-no-connection`, the reason given to
   * `withdrawChanges`, or `invalid-input` for a `waitId` in use
   */
  async send<T>(options: WindowSendOptions, send: (control: ClientSendOptions) => Promise<T>): Promise<T> {
    const { waitId, signal, check, prepare, needsArming = check !== undefined } = options
    if (check === undefined && waitId === undefined) return send({ signal })
    const key = waitId ?? Symbol('no waitId')
    if (this.#entries.has(key)) throw waitIdInUse()
    const withdrawn = new AbortController()
    let reason: HostError | undefined
    const entry: Entry = {
      waitId,
      changes: check !== undefined,
      needsArming,
      withdraw: (why) => {
        reason ??= why
        withdrawn.abort(why)
      },
      reportedAt: this.#clock.monotonic(),
    }
    const onEnd = (): void => entry.withdraw(signal.reason instanceof HostError ? signal.reason : withdrawnByWindow())
    signal.addEventListener('abort', onEnd, { once: true })
    if (signal.aborted) onEnd()
    const leave = (): void => {
      entry.cancelLimit?.()
      entry.cancelNotice?.()
      if (this.#entries.get(key) === entry) this.#entries.delete(key)
      // Abort only reads after their first byte has left.
      if (check !== undefined) signal.removeEventListener('abort', onEnd)
    }
    this.#entries.set(key, entry)
    if (entry.changes) this.#startLimit(entry)
    try {
      const prepared = prepare && (await this.#prepare(entry, prepare, withdrawn.signal))
      return await send({
        signal: withdrawn.signal,
        onWait: (wait) => this.#waits(entry, wait),
        beforeSend: () => {
          if (entry.limit) this.#withdrawIfLate(entry, entry.limit)
          if (reason !== undefined) throw reason
          check?.()
          prepared?.()
          if (entry.wait !== undefined) this.#endWait(entry, NO_WAIT)
          leave()
        },
      })
    } catch (error) {
      if (this.#entries.get(key) === entry && reason !== undefined) throw reason
      throw error
    } finally {
      leave()
      signal.removeEventListener('abort', onEnd)
    }
  }

  /** Cancels an unsent request. Returns false if the request had already left. */
  withdraw(waitId: string): boolean {
    const entry = this.#entries.get(waitId)
    entry?.withdraw(withdrawnByWindow())
    return entry !== undefined
  }

  /** Removes the time limit of an unsent request. Returns false if the request had already left. */
  keepWaiting(waitId: string): boolean {
    const entry = this.#entries.get(waitId)
    if (entry === undefined) return false
    entry.cancelLimit?.()
    entry.limit = undefined
    this.feed.push(this.#item(entry))
    return true
  }

  /** Cancels every unsent write and trading request, because the permission to send ended. */
  withdrawChanges(reason: HostError): void {
    for (const entry of [...this.#entries.values()]) if (entry.changes) entry.withdraw(reason)
  }

  /** Cancels the unsent requests that need an armed profile, because it was disarmed. */
  withdrawArmed(reason: HostError): void {
    for (const entry of [...this.#entries.values()]) if (entry.needsArming) entry.withdraw(reason)
  }

  #startLimit(entry: Entry): void {
    entry.limit = { steady: this.#clock.monotonic() + MAX_WAIT_MS, wall: this.#clock.now() + MAX_WAIT_MS }
    entry.cancelLimit = this.#clock.after(MAX_WAIT_MS, () => entry.withdraw(this.#lateReason(entry)))
    this.#expect(entry, 'connection')
  }

  /** Shows after a delay what a request waits for, whose duration is unknown. */
  #expect(entry: Entry, cause: 'connection' | 'guard-rails'): void {
    entry.cancelNotice?.()
    entry.cancelNotice = this.#clock.after(NOTICE_DELAY_MS, () => this.#show(entry, { ms: 0, cause, ahead: 0 }))
  }

  /** @throws the reason for which the request was withdrawn meanwhile */
  async #prepare(
    entry: Entry,
    prepare: (signal: AbortSignal) => Promise<SendCheck>,
    signal: AbortSignal,
  ): Promise<SendCheck> {
    this.#expect(entry, 'guard-rails')
    const prepared = await prepare(signal)
    signal.throwIfAborted()
    if (entry.wait !== undefined) this.#endWait(entry, NO_WAIT)
    this.#expect(entry, 'connection')
    return prepared
  }

  /** Checks the limit again, because timers do not run while the machine sleeps. */
  #withdrawIfLate(entry: Entry, limit: Limit): void {
    if (this.#clock.now() >= limit.wall || this.#clock.monotonic() >= limit.steady)
      entry.withdraw(this.#lateReason(entry))
  }

  #lateReason({ wait, ...entry }: Entry): HostError {
    if (wait === undefined || isOpenEnded(wait)) return noConnection()
    return rateLimited(this.#msLeft({ wait, ...entry }))
  }

  #waits(entry: Entry, wait: RequestWaitView): void {
    entry.cancelNotice?.()
    if (wait.cause !== 'nothing') {
      this.#show(entry, wait)
      return
    }
    if (entry.limit) this.#withdrawIfLate(entry, entry.limit)
    this.#endWait(entry, wait)
    if (entry.changes) this.#expect(entry, 'connection')
  }

  #show(entry: Entry, wait: RequestWaitView): void {
    entry.wait = wait
    entry.reportedAt = this.#clock.monotonic()
    this.feed.push(this.#item(entry))
  }

  #endWait(entry: Entry, wait: RequestWaitView): void {
    if (entry.waitId !== undefined) this.feed.push([{ waitId: entry.waitId, wait }])
    delete entry.wait
  }

  /** Returns the item that windows receive. Empty for a request that does not wait or has no `waitId`. */
  #item(entry: Entry): readonly RequestWaitItem[] {
    const { waitId, wait, limit } = entry
    if (waitId === undefined || wait === undefined) return []
    const withdrawnInMs = limit && Math.max(0, limit.steady - this.#clock.monotonic())
    const item = { waitId, wait: { ...wait, ms: this.#msLeft(entry) } }
    return [withdrawnInMs === undefined ? item : { ...item, withdrawnInMs }]
  }

  #msLeft({ wait, reportedAt }: Entry): number {
    return Math.max(0, (wait?.ms ?? 0) - (this.#clock.monotonic() - reportedAt))
  }
}

const withdrawnByWindow = (): HostError =>
  new HostError('cancelled', 'Cancelled before it was sent. Nothing was sent.', {
    detail: NOT_SENT_DETAIL,
    retryable: false,
  })

const waitIdInUse = (): HostError =>
  new HostError(
    'invalid-input',
    'Not sent: another waiting request has the same waitId. Send the request with a new waitId.',
    {
      detail: NOT_SENT_DETAIL,
    },
  )

const noConnection = (): HostError =>
  new HostError(
    'not-sent-no-connection',
    `Nothing was sent: no connection to IBKR was ready within ${MAX_WAIT_MS / 1_000} s. Wait until running requests end or check the network, then send the request again.`,
    { detail: NOT_SENT_DETAIL, retryable: false },
  )

function rateLimited(msLeft: number): HostError {
  const more = msLeft < 1_000 ? '' : ` About ${Math.ceil(msLeft / 1_000)} s are left.`
  return new HostError(
    'not-sent-rate-limited',
    `Nothing was sent: IBKR’s rate limit held the request back for more than ${MAX_WAIT_MS / 1_000} s.${more}`,
    { detail: NOT_SENT_DETAIL, retryable: false },
  )
}

import type { RequestWaitView, WaitingItem } from '../../shared/contract/views.ts'
import type { Clock } from '../clock.ts'
import { createFeed, type Feed } from '../feed.ts'
import { HostError } from '../host-error.ts'
import type { SendCheck } from '../session/session-service.ts'
import { UNSENT } from '../upstream/upstream-error.ts'

/** Ms that what is more than a read waits in the pacing queue, unless the user presses Keep waiting. */
export const LONGEST_WAIT_MS = 10_000

export interface UnsentOptions {
  /** The name that its window gave it, under which the window can withdraw it. */
  readonly waitId?: string | undefined
  /** Ends with the window, or when the window cancels the call. */
  readonly signal: AbortSignal
  /** Present for what is more than a read; called when the first byte is about to leave. */
  readonly check?: SendCheck
}

/** What the sender passes on to the client. */
export interface SendControl {
  readonly signal: AbortSignal
  readonly onWait?: (wait: RequestWaitView) => void
  readonly beforeSend?: () => void
}

interface Entry {
  readonly waitId: string | undefined
  readonly changes: boolean
  readonly withdraw: (reason: HostError) => void
  wait?: RequestWaitView
  /** On the monotonic clock. */
  toldAt: number
  /** When it is withdrawn, on both clocks; undefined for what waits as long as it takes. */
  limit?: { readonly steady: number; readonly wall: number } | undefined
  cancelLimit: () => void
  /** The user lets it wait as long as IBKR's limits ask, also where it enters the queue only later. */
  keptWaiting?: true
}

/**
 * Requests of the windows, from their acceptance until their first byte leaves. Until then each can be withdrawn; what is more than a
 * read is withdrawn with its window and with its permission, and after `LONGEST_WAIT_MS` in the queue. Once it has left, nothing cuts it off.
 */
export class UnsentRequests {
  readonly feed: Feed<readonly WaitingItem[], WaitingItem>
  readonly #entries = new Set<Entry>()
  readonly #clock: Clock

  constructor(clock: Clock) {
    this.#clock = clock
    this.feed = createFeed(() => [...this.#entries].flatMap((entry) => this.#item(entry)))
  }

  /**
   * Sends one request.
   * @throws HostError where it was withdrawn, with nothing sent; otherwise what `send` rejects with
   */
  async send<T>(options: UnsentOptions, send: (control: SendControl) => Promise<T>): Promise<T> {
    const { waitId, signal, check } = options
    if (check === undefined && waitId === undefined) return send({ signal })
    const withdrawn = new AbortController()
    let reason: HostError | undefined
    const entry: Entry = {
      waitId,
      changes: check !== undefined,
      withdraw: (why) => {
        reason ??= why
        withdrawn.abort(why)
      },
      toldAt: this.#clock.monotonic(),
      cancelLimit: () => undefined,
    }
    const onEnd = (): void => entry.withdraw(withdrawnByWindow())
    signal.addEventListener('abort', onEnd, { once: true })
    if (signal.aborted) onEnd()
    const leave = (): void => {
      entry.cancelLimit()
      this.#entries.delete(entry)
      // What only reads may be cut off on its way.
      if (check !== undefined) signal.removeEventListener('abort', onEnd)
    }
    this.#entries.add(entry)
    try {
      return await send({
        signal: withdrawn.signal,
        onWait: (wait) => this.#waits(entry, wait),
        beforeSend: () => {
          if (reason !== undefined) throw reason
          check?.()
          leave()
        },
      })
    } catch (error) {
      if (this.#entries.has(entry) && reason !== undefined) throw reason
      throw error
    } finally {
      leave()
      signal.removeEventListener('abort', onEnd)
    }
  }

  /** Whether it had not left yet: then nothing of it was sent. */
  withdraw(waitId: string): boolean {
    const entry = this.#find(waitId)
    entry?.withdraw(withdrawnByWindow())
    return entry !== undefined
  }

  /** Lets one that waits in the queue wait as long as IBKR's limits ask. False once it has left. */
  keepWaiting(waitId: string): boolean {
    const entry = this.#find(waitId)
    if (entry === undefined) return false
    entry.cancelLimit()
    entry.limit = undefined
    entry.keptWaiting = true
    this.feed.push(this.#item(entry))
    return true
  }

  /** Their permission has ended: nothing of what is more than a read leaves any more. */
  withdrawChanges(reason: HostError): void {
    for (const entry of [...this.#entries]) if (entry.changes) entry.withdraw(reason)
  }

  #find(waitId: string): Entry | undefined {
    return [...this.#entries].find((entry) => entry.waitId === waitId)
  }

  #waits(entry: Entry, wait: RequestWaitView): void {
    const now = this.#clock.monotonic()
    const begins = entry.wait === undefined
    entry.toldAt = now
    if (wait.cause === 'nothing') {
      entry.cancelLimit()
      // While the machine slept, no timer ran.
      if (entry.limit !== undefined && this.#clock.now() >= entry.limit.wall) entry.withdraw(rateLimited(0))
      if (entry.waitId !== undefined) this.feed.push([{ waitId: entry.waitId, wait }])
      delete entry.wait
      return
    }
    entry.wait = wait
    if (begins && entry.changes && !entry.keptWaiting) {
      entry.limit = { steady: now + LONGEST_WAIT_MS, wall: this.#clock.now() + LONGEST_WAIT_MS }
      entry.cancelLimit = this.#clock.after(LONGEST_WAIT_MS, () => entry.withdraw(rateLimited(this.#msLeft(entry))))
    }
    this.feed.push(this.#item(entry))
  }

  /** Nothing of one that does not wait, or that no window can name. */
  #item(entry: Entry): readonly WaitingItem[] {
    const { waitId, wait, limit } = entry
    if (waitId === undefined || wait === undefined) return []
    const withdrawnInMs = limit && Math.max(0, limit.steady - this.#clock.monotonic())
    const item = { waitId, wait: { ...wait, ms: this.#msLeft(entry) } }
    return [withdrawnInMs === undefined ? item : { ...item, withdrawnInMs }]
  }

  #msLeft({ wait, toldAt }: Entry): number {
    return Math.max(0, (wait?.ms ?? 0) - (this.#clock.monotonic() - toldAt))
  }
}

const withdrawnByWindow = (): HostError =>
  new HostError('cancelled', 'Withdrawn before it was sent. Nothing was sent.', { detail: UNSENT, retryable: false })

function rateLimited(msLeft: number): HostError {
  const more = msLeft < 1_000 ? '' : ` About ${Math.ceil(msLeft / 1_000)} s are left.`
  return new HostError(
    'not-sent-rate-limited',
    `Nothing was sent: IBKR’s rate limit held the request back for more than ${LONGEST_WAIT_MS / 1_000} s.${more}`,
    { detail: UNSENT, retryable: false },
  )
}

/** The vault was locked: whoever did it has left the machine. */
export const lockedWhileWaiting = (): HostError =>
  new HostError('vault-locked', 'Not sent: the vault was locked while the request waited.', { detail: UNSENT })

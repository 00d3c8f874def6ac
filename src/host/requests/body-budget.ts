import type { Clock } from '../clock.ts'
import { HostError } from '../host-error.ts'

/** Bytes of response bodies that the host holds, unpacked: those that come in and those that can still be saved. */
export interface BodyBounds {
  readonly total: number
  readonly perWindow: number
  /** Ms that a read waits for room. */
  readonly patience: number
}

const BOUNDS: BodyBounds = { total: 128 * 2 ** 20, perWindow: 64 * 2 ** 20, patience: 30_000 }

/** What gives way to bodies that come in: those that were read before. */
export interface YieldingBodies {
  readonly byteLength: number
  /** Lets the oldest go; false where there is none. */
  dropOldest(): boolean
}

/** The bytes of one body, while it comes in. */
export interface BodyShare {
  /**
   * Resolves once the bytes are reserved. Rejects with `limit` after 30 s and with `cancelled` on abort, and then reserves nothing.
   * Without a signal the bytes have already been received: they count at once.
   */
  take(bytes: number, signal?: AbortSignal): Promise<void>
  /** Gives all of them back. Idempotent. */
  release(): void
}

interface Share extends BodyShare {
  readonly window: object
  bytes: number
}

/**
 * One budget for the bodies of all windows. A read that finds no room waits, which stops its server; the oldest read always goes on, so
 * that they end one after the other. In all it is `total` and one body, at most.
 */
export class BodyBudget {
  readonly #clock: Pick<Clock, 'after'>
  readonly #yielding: YieldingBodies
  readonly #bounds: BodyBounds
  /** In the order in which they began. */
  readonly #shares = new Set<Share>()
  readonly #waiting = new Set<() => void>()

  constructor(clock: Pick<Clock, 'after'>, yielding: YieldingBodies, bounds: BodyBounds = BOUNDS) {
    this.#clock = clock
    this.#yielding = yielding
    this.#bounds = bounds
  }

  /** Begins one body for a window. */
  open(window: object): BodyShare {
    const share: Share = {
      window,
      bytes: 0,
      take: async (bytes, signal) => {
        if (signal === undefined) share.bytes += bytes
        else if (!this.#claim(share, bytes)) await this.#room(share, bytes, signal)
      },
      release: () => {
        if (this.#shares.delete(share)) for (const retry of [...this.#waiting]) retry()
      },
    }
    this.#shares.add(share)
    return share
  }

  /** Counts the bytes where they fit. */
  #claim(share: Share, bytes: number): boolean {
    const fits = this.#fits(share, bytes)
    if (fits) share.bytes += bytes
    return fits
  }

  #fits(share: Share, bytes: number): boolean {
    const [oldest] = this.#shares
    const ofWindow = [...this.#shares].filter(({ window }) => window === share.window)
    const sum = (shares: Iterable<Share>): number => [...shares].reduce((total, one) => total + one.bytes, bytes)
    const coming = sum(this.#shares)
    while (coming + this.#yielding.byteLength > this.#bounds.total && this.#yielding.dropOldest());
    if (share === oldest) return true
    if (coming + this.#yielding.byteLength > this.#bounds.total) return false
    return share === ofWindow[0] || sum(ofWindow) <= this.#bounds.perWindow
  }

  #room(share: Share, bytes: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const settle = (end: () => void): void => {
        this.#waiting.delete(retry)
        signal.removeEventListener('abort', onAbort)
        cancelPatience()
        end()
      }
      const retry = (): void => {
        if (this.#claim(share, bytes)) settle(resolve)
      }
      const onAbort = (): void => settle(() => reject(new HostError('cancelled', 'Cancelled.')))
      const cancelPatience = this.#clock.after(this.#bounds.patience, () => settle(() => reject(noRoom(this.#bounds))))
      this.#waiting.add(retry)
      signal.addEventListener('abort', onAbort)
      if (signal.aborted) onAbort()
    })
  }
}

const noRoom = ({ total, patience }: BodyBounds): HostError =>
  new HostError(
    'limit',
    `Other responses use all ${total / 2 ** 20} MB for response bodies, and none was free within ${patience / 1_000} s. Wait for them to end, or cancel them, then send this request again.`,
    { retryable: true },
  )

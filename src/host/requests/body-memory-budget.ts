import type { Clock } from '../../client/index.ts'
import { HostError } from '../host-error.ts'

/**
 * Memory limits for response bodies in the host, in bytes after decompression. They cover bodies that are arriving and
 * bodies that can still be saved to a file.
 */
export interface BodyMemoryBounds {
  readonly total: number
  readonly perWindow: number
  /** Time in ms that a read waits for memory. */
  readonly patience: number
}

const BOUNDS: BodyMemoryBounds = { total: 128 * 2 ** 20, perWindow: 64 * 2 ** 20, patience: 30_000 }

/** Completed bodies that can be dropped to free memory for new bodies. */
export interface DroppableBodies {
  readonly byteLength: number
  /** Drops the oldest body. Returns false if no body is left. */
  dropOldest(): boolean
}

/** The memory reserved for one arriving body. */
export interface BodyMemoryReservation {
  /**
   * Reserves bytes. Rejects with `limit` after 30 s and with `cancelled` on abort, in both cases without a reservation.
   * Without a signal, the bytes have already arrived and are reserved immediately.
   */
  take(bytes: number, signal?: AbortSignal): Promise<void>
  /** Releases all reserved bytes. Idempotent. */
  release(): void
}

interface Share extends BodyMemoryReservation {
  readonly window: object
  bytes: number
}

/**
 * One memory budget for the bodies of all windows. A read waits while memory is full, which pauses its server. The
 * oldest read always continues, so that all reads finish one after the other. The maximum is `total` plus one body.
 */
export class BodyMemoryBudget {
  readonly #clock: Pick<Clock, 'after'>
  readonly #yielding: DroppableBodies
  readonly #bounds: BodyMemoryBounds
  /** Reservations of arriving bodies, oldest first. */
  readonly #shares = new Set<Share>()
  readonly #waiting = new Set<() => void>()

  constructor(clock: Pick<Clock, 'after'>, yielding: DroppableBodies, bounds: BodyMemoryBounds = BOUNDS) {
    this.#clock = clock
    this.#yielding = yielding
    this.#bounds = bounds
  }

  /** Opens the reservation for one body of a window. */
  open(window: object): BodyMemoryReservation {
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

  /** Reserves the bytes if they fit into the budget. Returns whether they fit. */
  #claim(share: Share, bytes: number): boolean {
    const [oldest] = this.#shares
    let oldestOfWindow: Share | undefined
    let [arriving, ofWindow] = [bytes, bytes]
    for (const one of this.#shares) {
      arriving += one.bytes
      if (one.window !== share.window) continue
      ofWindow += one.bytes
      oldestOfWindow ??= one
    }
    while (arriving + this.#yielding.byteLength > this.#bounds.total && this.#yielding.dropOldest());
    const fits =
      arriving + this.#yielding.byteLength <= this.#bounds.total &&
      (share === oldestOfWindow || ofWindow <= this.#bounds.perWindow)
    if (share !== oldest && !fits) return false
    share.bytes += bytes
    return true
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

const noRoom = ({ total, patience }: BodyMemoryBounds): HostError =>
  new HostError(
    'limit',
    `Other responses use all ${total / 2 ** 20} MB for response bodies, and no memory was freed within ${patience / 1_000} s. Wait until they end or cancel them, then send this request again.`,
    { retryable: true },
  )

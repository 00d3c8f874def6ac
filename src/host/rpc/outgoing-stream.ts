import type { HostFrame } from '../../shared/rpc/frames.ts'
import type { StreamSource } from '../service-types.ts'

export interface OutgoingStreamOptions {
  readonly id: number
  readonly source: StreamSource<unknown, unknown>
  readonly key: (item: unknown) => string
  readonly credit: number
  readonly pendingKeys: number
  readonly frameMs: number
  readonly itemMs: number
  readonly send: (frame: HostFrame) => void
}

/**
 * Sends one stream to one window: at most one batch per `frameMs`, large batches less often, and never more than the
 * window's credit. While items wait, the newest item of a key replaces earlier items, which are counted. Beyond
 * `pendingKeys` a new snapshot replaces all items, so that a stalled window uses a bounded amount of memory.
 */
export class OutgoingStream {
  readonly #options: OutgoingStreamOptions
  #source: StreamSource<unknown, unknown>
  #unsubscribe: () => void
  readonly #pending = new Map<string, unknown>()
  #credit: number
  #seq = 0
  #merged = 0
  #startOver = true
  #timer: NodeJS.Timeout | undefined
  /** Earliest time of the next batch, in ms of `performance.now()`. */
  #nextAt = Number.NEGATIVE_INFINITY
  #closed = false

  constructor(options: OutgoingStreamOptions) {
    this.#options = options
    this.#credit = options.credit
    this.#source = options.source
    this.#unsubscribe = options.source.subscribe(this.#push)
    this.#flush()
  }

  grant(credit: number): void {
    this.#credit = Math.min(this.#credit + credit, 64)
    this.#schedule()
  }

  /** Continues with another source, beginning with its snapshot: the window shows another profile. */
  replaceSource(source: StreamSource<unknown, unknown>): void {
    this.#unsubscribe()
    this.#pending.clear()
    this.#startOver = true
    this.#source = source
    this.#unsubscribe = source.subscribe(this.#push)
    this.#schedule()
  }

  close(): void {
    this.#closed = true
    clearTimeout(this.#timer)
    this.#pending.clear()
    this.#unsubscribe()
  }

  readonly #push = (items: readonly unknown[]): void => {
    if (this.#closed) return
    for (const item of items) {
      if (this.#startOver) {
        this.#merged += 1
        continue
      }
      const key = this.#options.key(item)
      // Delete the key before adding it again, so that its newest item follows all earlier items.
      if (this.#pending.delete(key)) this.#merged += 1
      this.#pending.set(key, item)
      if (this.#pending.size > this.#options.pendingKeys) {
        this.#merged += this.#pending.size
        this.#pending.clear()
        this.#startOver = true
      }
    }
    this.#schedule()
  }

  #schedule(): void {
    const idle = !this.#startOver && this.#pending.size === 0
    if (this.#closed || this.#timer || this.#credit === 0 || idle) return
    const wait = this.#nextAt - performance.now()
    this.#timer = setTimeout(this.#flush, Math.max(0, wait))
  }

  readonly #flush = (): void => {
    this.#timer = undefined
    if (this.#closed || this.#credit === 0) return
    const { id, send, frameMs, itemMs } = this.#options
    const items = [...this.#pending.values()]
    const base = { t: 'items' as const, id, seq: this.#seq, items, merged: this.#merged }
    const frame: HostFrame = this.#startOver ? { ...base, snapshot: this.#source.snapshot(), merged: 0 } : base
    this.#pending.clear()
    this.#merged = 0
    this.#startOver = false
    this.#seq += 1
    this.#credit -= 1
    // In a burst, the next batch would replace most items of this batch, so fewer batches save work on both sides.
    this.#nextAt = performance.now() + Math.max(frameMs, items.length * itemMs)
    send(frame)
  }
}

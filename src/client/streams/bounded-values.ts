import type { Observable } from 'rxjs'
import { aNumber, checkOptions } from '../check-options.ts'

/** A limited queue of values for a slower reader. */
export interface BoundedValues<T> extends AsyncIterable<T> {
  /** Number of values that were dropped, oldest first, because the reader was too slow. */
  readonly dropped: number
  /** Number of queued values. */
  readonly waiting: number
}

/** One subscription with its queue. */
class QueuedValues<T> implements AsyncIterator<T> {
  readonly #limit: number
  readonly #onDrop: () => void
  readonly #stop: () => void
  #queue: T[] = []
  #end: { readonly error?: unknown } | undefined
  #wake: () => void = () => undefined

  constructor(values: Observable<T>, limit: number, onDrop: () => void) {
    this.#limit = limit
    this.#onDrop = onDrop
    const subscription = values.subscribe({
      next: (value) => this.#push(value),
      error: (error: unknown) => this.#finish({ error }),
      complete: () => this.#finish({}),
    })
    this.#stop = () => subscription.unsubscribe()
  }

  get waiting(): number {
    return this.#queue.length
  }

  async next(): Promise<IteratorResult<T, undefined>> {
    for (;;) {
      const [value] = this.#queue
      if (this.#queue.length > 0) {
        this.#queue.shift()
        return { done: false, value: value as T }
      }
      if (this.#end !== undefined) {
        if ('error' in this.#end) throw this.#end.error
        return { done: true, value: undefined }
      }
      await new Promise<void>((resolve) => {
        this.#wake = resolve
      })
    }
  }

  return(): Promise<IteratorResult<T, undefined>> {
    this.#stop()
    this.#queue = []
    this.#finish({})
    return Promise.resolve({ done: true, value: undefined })
  }

  #push(value: T): void {
    if (this.#queue.length >= this.#limit) {
      this.#queue.shift()
      this.#onDrop()
    }
    this.#queue.push(value)
    this.#wake()
  }

  #finish(end: { readonly error?: unknown }): void {
    this.#end ??= end
    this.#wake()
  }
}

/**
 * Reads a stream with `for await` at the reader's pace. The queue contains the newest `limit` values (default 1,000, at
 * least 1, `Infinity` for all) and counts those that it drops.
 * @throws IbkrError `config-invalid` for a limit that is not a number
 */
export function boundedValues<T>(
  values: Observable<T>,
  options?: { readonly limit?: number } | null,
): BoundedValues<T> {
  if (options !== undefined && options !== null) checkOptions('boundedValues()', options, { limit: aNumber })
  const limit = Math.max(1, options?.limit ?? 1_000)
  let dropped = 0
  let iterator: QueuedValues<T> | undefined
  return {
    get dropped() {
      return dropped
    },
    get waiting() {
      return iterator?.waiting ?? 0
    },
    [Symbol.asyncIterator]() {
      iterator = new QueuedValues(values, limit, () => {
        dropped += 1
      })
      return iterator
    },
  }
}

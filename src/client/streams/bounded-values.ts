import { type Observable, Subscription } from 'rxjs'
import { aNumber, checkOptionNames, checkOptions, oneOf } from '../check-options.ts'
import { IbkrError } from '../errors/ibkr-error.ts'

/** Default maximum number of values that wait for a reader. */
export const DEFAULT_BUFFERED_VALUES = 1_000

/** Options of `boundedValues`. */
export interface BoundedValuesOptions {
  /** Maximum number of values that wait; at least 1, `Infinity` for no limit. Default 1,000. */
  readonly limit?: number
  /**
   * What happens when the queue is full. `drop` drops the oldest value and counts it (default). `error` ends the
   * iteration with `buffer-overflow` after the queued values.
   */
  readonly overflow?: 'drop' | 'error'
}

const OPTIONS = { limit: aNumber, overflow: oneOf('drop', 'error') }

/** A bounded queue of values for a slower reader. */
export interface BoundedValues<T> extends AsyncIterable<T> {
  /** Number of values that were dropped, oldest first, because the reader was too slow. */
  readonly dropped: number
  /** Number of queued values. */
  readonly waiting: number
}

/** One subscription with its queue. */
class QueuedValues<T> implements AsyncIterator<T> {
  readonly #limit: number
  readonly #onOverflow: () => IbkrError | undefined
  readonly #subscription = new Subscription()
  #queue: T[] = []
  #end: { readonly error?: unknown } | undefined
  /** Resolvers of `next` calls that wait for a value or the end. */
  #waiting: (() => void)[] = []

  constructor(values: Observable<T>, limit: number, onOverflow: () => IbkrError | undefined) {
    this.#limit = limit
    this.#onOverflow = onOverflow
    this.#subscription.add(
      values.subscribe({
        next: (value) => this.#push(value),
        error: (error: unknown) => this.#finish({ error }),
        complete: () => this.#finish({}),
      }),
    )
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
        const end = this.#end
        // The error is thrown once, as in a generator.
        this.#end = {}
        if ('error' in end) throw end.error
        return { done: true, value: undefined }
      }
      await new Promise<void>((resolve) => {
        this.#waiting.push(resolve)
      })
    }
  }

  return(): Promise<IteratorResult<T, undefined>> {
    this.#queue = []
    this.#end = {}
    this.#finish({})
    return Promise.resolve({ done: true, value: undefined })
  }

  #push(value: T): void {
    if (this.#end !== undefined) return
    const isFull = this.#queue.length >= this.#limit
    const error = isFull ? this.#onOverflow() : undefined
    if (error !== undefined) {
      this.#finish({ error })
      return
    }
    if (isFull) this.#queue.shift()
    this.#queue.push(value)
    this.#wake()
  }

  #finish(end: { readonly error?: unknown }): void {
    this.#end ??= end
    this.#subscription.unsubscribe()
    this.#wake()
  }

  #wake(): void {
    for (const resolve of this.#waiting.splice(0)) resolve()
  }
}

/**
 * Reads a stream with `for await` at the reader's pace, with a custom limit for the number of queued values.
 * @throws IbkrError `config-invalid` for an invalid or unknown option
 * @example
 * ```ts run=gateway
 * import { boundedValues, IbkrClient } from 'ibkr-web-client'
 *
 * const client = new IbkrClient('localhost:5000')
 * const quotes = boundedValues(client.connect().streams.quotes(265598, ['last']), { limit: 100 })
 * for await (const { values } of quotes) {
 *   console.log(values.last, quotes.dropped)
 *   break
 * }
 * await client.close()
 * ```
 */
export function boundedValues<T>(values: Observable<T>, options?: BoundedValuesOptions | null): BoundedValues<T> {
  if (options !== undefined && options !== null) {
    checkOptions('boundedValues()', options, OPTIONS)
    checkOptionNames('boundedValues()', options, OPTIONS, 'reject')
  }
  const limit = Math.max(1, options?.limit ?? DEFAULT_BUFFERED_VALUES)
  let dropped = 0
  let iterator: QueuedValues<T> | undefined
  const overflowed = (): IbkrError | undefined => {
    if (options?.overflow === 'error') {
      return new IbkrError(
        'buffer-overflow',
        `The reader of a stream was more than ${limit} values behind: read faster, or use boundedValues with a higher limit.`,
      )
    }
    dropped += 1
    return undefined
  }
  return {
    get dropped() {
      return dropped
    },
    get waiting() {
      return iterator?.waiting ?? 0
    },
    [Symbol.asyncIterator]() {
      iterator = new QueuedValues(values, limit, overflowed)
      return iterator
    },
  }
}

import { Observable, type Subscriber, type TeardownLogic } from 'rxjs'
import { boundedValues, DEFAULT_BUFFERED_VALUES } from './bounded-values.ts'

/**
 * A stream of values: an RxJS Observable, and an AsyncIterable for `for await`. Each loop subscribes when it starts,
 * and unsubscribes when it ends, also by `break` or an error. Up to 1,000 values are queued while the body of the loop
 * runs. One more value ends the loop with `buffer-overflow` after the queued values, so that no value is lost silently.
 * `boundedValues` sets another limit, or drops the oldest values.
 * @example
 * ```ts run=gateway
 * import { IbkrClient } from 'ibkr-web-client'
 *
 * const client = new IbkrClient('localhost:5000')
 * for await (const { values } of client.connect().streams.quotes(265598, ['last'])) {
 *   console.log(values.last)
 *   if (Number(values.last) > 0) break // unsubscribes
 * }
 * await client.close()
 * ```
 */
export class ValueStream<Value> extends Observable<Value> implements AsyncIterable<Value> {
  /** @param subscribe called for each subscriber; returns the function that ends its subscription */
  constructor(subscribe: (subscriber: Subscriber<Value>) => TeardownLogic) {
    super(subscribe)
  }

  /**
   * Subscribes, and returns the values in order.
   * @throws IbkrError `buffer-overflow` if more than 1,000 values are queued; otherwise the error of the stream
   */
  [Symbol.asyncIterator](): AsyncIterator<Value, undefined> {
    return boundedValues(this, { limit: DEFAULT_BUFFERED_VALUES, overflow: 'error' })[Symbol.asyncIterator]()
  }
}

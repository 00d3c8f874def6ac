import type { BehaviorSubject, Observable } from 'rxjs'
import type { RxConnectionState, RxWebSocketSubject } from 'rxwebsocket'
import { silentLogger } from '../logger.ts'
import type { UntypedJson } from '../rest/request-input.ts'
import { QuietObservable } from './quiet-observable.ts'
import { type DropInCounts, type IbkrSocketParts, ReconnectingStream } from './reconnecting-stream.ts'

/** A socket that is also taken where `ibkr-client` returns its `RxWebSocketSubject<any>`. */
export type DropInSocket = IbkrSocket & RxWebSocketSubject<UntypedJson>

/**
 * What `client.socket()` answers with: an Observable of parsed frames and an Observer of texts to send. Connects on the
 * first `subscribe` or `multiplex`, disconnects when the last subscriber leaves, and comes back after a drop with its
 * streams subscribed again.
 */
export class IbkrSocket extends QuietObservable<UntypedJson> {
  readonly #stream: ReconnectingStream
  readonly #onUnhandled: (error: unknown) => void

  constructor(parts: IbkrSocketParts) {
    const stream = new ReconnectingStream(parts)
    const logger = parts.options.logger ?? silentLogger
    const onUnhandled = (error: unknown): void =>
      logger.warn('A subscriber without an error handler missed an error.', error)
    super((subscriber) => stream.attach(subscriber), onUnhandled)
    this.#stream = stream
    this.#onUnhandled = onUnhandled
  }

  /** `DISCONNECTED`, `CONNECTING` or `CONNECTED`. */
  get state$(): BehaviorSubject<RxConnectionState> {
    return this.#stream.state$
  }

  /** What became of the texts so far. */
  get counts(): DropInCounts {
    return this.#stream.counts
  }

  /**
   * Sends a text as it is; it waits for a connection, the greeting of IBKR, and those sent before it.
   * @throws IbkrError `socket-queue-full`, `config-invalid` for a value that JSON cannot hold
   */
  next(text: UntypedJson): void {
    this.#stream.next(text)
  }

  /** Ends everything with this error: subscribers get it, the connection is closed. */
  error(error: unknown): void {
    this.#stream.error(error)
  }

  /** Ends everything: subscribers complete, the connection is closed. */
  complete(): void {
    this.#stream.complete()
  }

  /**
   * A stream of the frames that `filter` lets through. Sends what `subscribe` gives when it is subscribed to and after
   * every reconnect, and what `unsubscribe` gives when that ends. Each subscription stands for itself.
   */
  multiplex(
    subscribe: () => UntypedJson,
    unsubscribe: () => UntypedJson,
    filter: (frame: UntypedJson) => boolean,
  ): Observable<UntypedJson> {
    this.#stream.connect()
    return new QuietObservable<UntypedJson>(
      (subscriber) => this.#stream.multiplex({ subscribe, unsubscribe, filter, subscriber }),
      this.#onUnhandled,
    )
  }
}

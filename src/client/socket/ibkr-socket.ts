import type { BehaviorSubject, Observable } from 'rxjs'
import type { RxConnectionState, RxWebSocketSubject } from 'rxwebsocket'
import { silentLogger } from '../logger.ts'
import type { UntypedJson } from '../rest/request-input.ts'
import { QuietObservable } from './quiet-observable.ts'
import { type DropInCounts, type DropInSocketDeps, ReconnectingSocket } from './reconnecting-socket.ts'

/** A socket that is also accepted where `ibkr-client` returns its `RxWebSocketSubject<any>`. */
export type DropInSocket = IbkrSocket & RxWebSocketSubject<UntypedJson>

/**
 * The result of `client.socket()`: an Observable of parsed frames and an Observer of texts to send. Connects on the first
 * `subscribe` or `multiplex`, disconnects when the last subscriber leaves, and reconnects after a drop with its streams
 * subscribed again.
 */
export class IbkrSocket extends QuietObservable<UntypedJson> {
  readonly #socket: ReconnectingSocket
  readonly #onUnhandled: (error: unknown) => void

  constructor(deps: DropInSocketDeps) {
    const socket = new ReconnectingSocket(deps)
    const logger = deps.options.logger ?? silentLogger
    const onUnhandled = (error: unknown): void =>
      logger.warn('A subscriber without an error handler missed an error.', error)
    super((subscriber) => socket.attach(subscriber), onUnhandled)
    this.#socket = socket
    this.#onUnhandled = onUnhandled
  }

  /** `DISCONNECTED`, `CONNECTING` or `CONNECTED`. */
  get state$(): BehaviorSubject<RxConnectionState> {
    return this.#socket.state$
  }

  get counts(): DropInCounts {
    return this.#socket.counts
  }

  /**
   * Sends a text as it is. It waits for a connection, IBKR's session message, and the texts before it.
   * @throws IbkrError `socket-queue-full`, `config-invalid` for a value that JSON cannot hold
   */
  next(text: UntypedJson): void {
    this.#socket.next(text)
  }

  /** Ends everything with this error: subscribers receive it, and the connection is closed. */
  error(error: unknown): void {
    this.#socket.error(error)
  }

  /** Ends everything: subscribers complete, and the connection is closed. */
  complete(): void {
    this.#socket.complete()
  }

  /**
   * A stream of the frames that `filter` accepts. Sends the result of `subscribe` when it is subscribed to and after every
   * reconnect, and that of `unsubscribe` when the subscription ends. Each subscriber has a subscription of its own.
   */
  multiplex(
    subscribe: () => UntypedJson,
    unsubscribe: () => UntypedJson,
    filter: (frame: UntypedJson) => boolean,
  ): Observable<UntypedJson> {
    this.#socket.connect()
    return new QuietObservable<UntypedJson>(
      (subscriber) => this.#socket.multiplex({ subscribe, unsubscribe, filter, subscriber }),
      this.#onUnhandled,
    )
  }
}

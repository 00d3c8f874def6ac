import { BehaviorSubject, type Observable, Subject, type Subscriber } from 'rxjs'
import type { RxConnectionState, RxWebSocketSubject } from 'rxwebsocket'
import { asSentence } from '../../shared/domain/as-sentence.ts'
import { BackOff } from '../back-off.ts'
import { IbkrError } from '../errors/ibkr-error.ts'
import { silentLogger } from '../logger.ts'
import type { UntypedJson } from '../rest/request-input.ts'
import type { DropInSocketDeps, SocketDebugEvent } from './drop-in-socket-deps.ts'
import {
  endStream,
  formatMessage,
  type MultiplexStream,
  MultiplexStreams,
  type SocketEnding,
} from './multiplex-streams.ts'
import { NonThrowingObservable } from './non-throwing-observable.ts'
import { type DropInCounts, OutgoingMessageQueue, type SendableMessages } from './outgoing-message-queue.ts'
import { createStalledError, readCloseCode, SocketConnection } from './socket-connection.ts'

const SILENCE_MS = 90_000
const MAX_QUEUED = 1_000
/**
 * Time in ms after which streams are subscribed without a session message, and again after it. IBKR's message usually
 * takes 250 ms.
 */
const EARLY_SUBSCRIPTION_MS = 500
/** Time in ms between two checks whether the server reads again. */
const STALLED_MS = 50

/** The type of a socket that can be used like the `RxWebSocketSubject<any>` of `ibkr-client`. */
export type DropInSocket = IbkrSocket & RxWebSocketSubject<UntypedJson>

/**
 * The result of `client.socket()`: an Observable of parsed frames and an Observer of messages to send. Connects on the
 * first `subscribe` or `multiplex`, disconnects after the last subscriber, and reconnects with its streams when the
 * connection is lost.
 * @example
 * ```ts run=gateway
 * import { IbkrClient } from 'ibkr-web-client'
 * import { firstValueFrom } from 'rxjs'
 *
 * const client = new IbkrClient('localhost:5000')
 * const { session } = await client.request({ path: 'tickle', method: 'POST' })
 * client.session = session
 * const orders = client.socket().multiplex(() => 'sor+{}', () => 'uor+{}', (frame) => frame.topic === 'sor')
 * console.log(await firstValueFrom(orders))
 * await client.close()
 * ```
 */
export class IbkrSocket extends NonThrowingObservable<UntypedJson> {
  /** The state of the connection: `DISCONNECTED`, `CONNECTING` or `CONNECTED`. */
  readonly state$ = new BehaviorSubject<RxConnectionState>('DISCONNECTED')
  readonly #deps: DropInSocketDeps
  readonly #values = new Subject<UntypedJson>()
  readonly #streams = new MultiplexStreams()
  readonly #outgoing: OutgoingMessageQueue
  readonly #backOff: BackOff
  #subscribers = 0
  #wanted = false
  #ending: SocketEnding | undefined
  #connection: SocketConnection | undefined
  /** The messages that the current connection accepts. */
  #gate: SendableMessages = 'closed'
  #openedAt: number | undefined
  #cancelEarlySubscription: () => void = () => undefined
  /** Cancels the next attempt to connect, or to send to a server that has stopped reading. */
  #cancelRetry: () => void = () => undefined
  readonly #onClosing = (): void => this.complete()

  /** Creates the socket. Only `client.socket()` calls this constructor. */
  constructor(deps: DropInSocketDeps) {
    const logger = deps.options.logger ?? silentLogger
    super(
      (subscriber) => this.#attach(subscriber),
      (error) => logger.warn('A subscriber without an error handler missed an error.', error),
    )
    this.#deps = deps
    this.#backOff = new BackOff(deps.clock, deps.random)
    this.#outgoing = new OutgoingMessageQueue(deps.options.maxQueuedFrames ?? MAX_QUEUED)
  }

  /** Totals of messages that were sent, are waiting, or were refused. */
  get counts(): DropInCounts {
    return this.#outgoing.counts
  }

  /**
   * Sends a text message unchanged, after a connection, IBKR's session message and earlier messages.
   * @throws IbkrError `socket-queue-full`, `config-invalid` for a value that JSON cannot represent
   */
  next(value: UntypedJson): void {
    if (this.#ending !== undefined) return
    const text = formatMessage(value)
    if (this.#gate === 'open' && !this.#outgoing.isBehind('open')) {
      const result = this.#connection?.send(text)
      if (result === 'sent') return
      if (result === 'stalled') throw createStalledError()
    }
    this.#outgoing.add(text)
  }

  /** Ends the socket with an error, which its subscribers receive, and closes the connection. */
  error(error: unknown): void {
    this.#finish({ kind: 'error', error })
  }

  /** Ends the socket: completes its subscribers and closes the connection. */
  complete(): void {
    this.#finish({ kind: 'complete' })
  }

  /**
   * Returns a stream of the frames that `filter` accepts. Sends the result of `subscribe` at the start and after every
   * reconnect, and the result of `unsubscribe` at the end. Each subscriber has its own subscription.
   */
  multiplex(
    subscribe: () => UntypedJson,
    unsubscribe: () => UntypedJson,
    filter: (frame: UntypedJson) => boolean,
  ): Observable<UntypedJson> {
    this.#connect()
    return new NonThrowingObservable<UntypedJson>(
      (subscriber) => this.#startStream({ subscribe, unsubscribe, filter, subscriber }),
      this.onUnhandled,
    )
  }

  /** Connects if the socket is neither connected nor connecting. */
  #connect(): void {
    const { signal } = this.#deps
    if (signal.aborted) this.complete()
    if (this.#ending !== undefined) return
    this.#wanted = true
    // Added only while the socket is in use, because a client may exist longer than its sockets.
    signal.addEventListener('abort', this.#onClosing)
    if (this.#connection === undefined && this.state$.value === 'DISCONNECTED') this.#open()
  }

  #attach(subscriber: Subscriber<UntypedJson>): () => void {
    const subscription = this.#values.subscribe(subscriber)
    this.#addSubscriber()
    return () => {
      subscription.unsubscribe()
      this.#removeSubscriber()
    }
  }

  #startStream(stream: MultiplexStream): (() => void) | undefined {
    if (this.#ending !== undefined) {
      endStream(stream, this.#ending)
      return undefined
    }
    this.#streams.add(stream)
    this.#addSubscriber()
    this.#sendOf(stream, stream.subscribe)
    return () => {
      if (this.#streams.remove(stream)) this.#sendOf(stream, stream.unsubscribe)
      this.#removeSubscriber()
    }
  }

  #finish(ending: SocketEnding): void {
    if (this.#ending !== undefined) return
    this.#ending = ending
    this.#outgoing.end()
    const endStreams = this.#streams.end()
    this.#disconnect(ending.kind === 'error' ? readCloseCode(ending.error) : undefined)
    if (ending.kind === 'error') this.#values.error(ending.error)
    else this.#values.complete()
    endStreams(ending)
  }

  #addSubscriber(): void {
    this.#subscribers += 1
    this.#connect()
  }

  #removeSubscriber(): void {
    this.#subscribers -= 1
    if (this.#subscribers === 0) this.#disconnect()
  }

  #disconnect(code?: number): void {
    this.#wanted = false
    this.#deps.signal.removeEventListener('abort', this.#onClosing)
    void this.#release()?.end(code)
    this.#enter('DISCONNECTED')
  }

  /** Removes the current connection and its timers, and returns the connection; undefined if there is none. */
  #release(): SocketConnection | undefined {
    const connection = this.#connection
    this.#connection = undefined
    this.#gate = 'closed'
    this.#cancelRetry()
    this.#cancelEarlySubscription()
    return connection
  }

  #open(): void {
    const { clock, options, target } = this.#deps
    this.#enter('CONNECTING')
    // A listener of the state may have ended the socket.
    if (!this.#wanted) return
    const silenceMs = options.socketSilenceTimeout ?? SILENCE_MS
    try {
      const connection = new SocketConnection(
        target(),
        { silenceMs, supervised: false },
        {
          onOpen: () => {
            this.#debug('open')
            this.#openedAt = clock.monotonic()
            this.#enter('CONNECTED')
            this.#cancelEarlySubscription = clock.after(EARLY_SUBSCRIPTION_MS, () => this.#subscribeStreams())
          },
          onReady: (confirmed) => {
            if (confirmed) this.#subscribeStreams()
            this.#gate = 'open'
            this.#flush()
          },
          onLost: () => {
            this.#gate = 'streams'
          },
          onFrame: ({ text, value }) => {
            this.#debug('receive', text)
            // A frame that is not JSON is emitted as a string: `undefined` would break a subscriber that reads a field.
            const received: UntypedJson = value === undefined ? text : value
            this.#values.next(received)
            this.#streams.dispatch(received)
          },
          onSent: (text) => this.#debug('send', text),
          onEnd: ({ reason, error }) => {
            if (error !== undefined) this.#debug('error', error)
            this.#dropped(reason, error)
          },
        },
      )
      this.#connection = connection
      void connection.closed.then((code) => this.#debug('close', code))
    } catch (error) {
      // Messages of other errors may quote the address, which contains a token.
      this.#dropped(error instanceof IbkrError ? error.message : 'The WebSocket could not be opened.')
    }
  }

  #subscribeStreams(): void {
    this.#cancelEarlySubscription()
    this.#outgoing.begin(this.#streams.subscribeTexts())
    // After a late session message, all streams are subscribed again on the open connection.
    if (this.#gate !== 'open') this.#gate = 'streams'
    this.#flush()
  }

  #flush(): void {
    if (this.#outgoing.flush(this.#gate, (text) => this.#connection?.send(text) === 'sent')) this.#flushLater()
  }

  #flushLater(): void {
    this.#cancelRetry()
    this.#cancelRetry = this.#deps.clock.after(STALLED_MS, () => this.#flush())
  }

  /** Sends the message that a callback of a stream returns; without a connection sends nothing. */
  #sendOf(stream: MultiplexStream, callback: () => unknown): void {
    if (this.#gate === 'closed') return
    const text = this.#streams.textOf(stream, callback)
    if (text === undefined) return
    if (!this.#outgoing.isBehind(this.#gate) && this.#connection?.send(text) === 'sent') return
    this.#outgoing.addOfStream(text)
    this.#flushLater()
  }

  #dropped(reason: string, cause?: Error): void {
    const { clock, options } = this.#deps
    this.#release()
    if (this.#openedAt !== undefined) this.#backOff.connectionEnded(this.#openedAt)
    this.#openedAt = undefined
    this.#enter('DISCONNECTED')
    if (!this.#wanted) return
    if (this.#backOff.retries >= (options.maxSocketAttempts ?? Number.POSITIVE_INFINITY)) {
      const message = asSentence(`Maximum reconnect attempts reached: ${reason}`)
      this.error(new IbkrError('socket-attempts-exhausted', message, { cause }))
      return
    }
    this.#cancelRetry = clock.after(this.#backOff.next(), () => this.#open())
  }

  #enter(state: RxConnectionState): void {
    if (this.state$.value !== state) this.state$.next(state)
  }

  #debug(event: SocketDebugEvent, detail?: unknown): void {
    if (!this.#deps.debug.includes(event)) return
    const logger = this.#deps.options.logger ?? console
    logger.debug(`[IBKR WebSocket] ${event}`, ...(detail === undefined ? [] : [detail]))
  }
}

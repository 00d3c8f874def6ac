import { BehaviorSubject, Subject, type Subscriber } from 'rxjs'
import type { RxConnectionState } from 'rxwebsocket'
import { backOffDelay } from '../back-off.ts'
import type { IbkrClientOptions } from '../client-options.ts'
import type { Clock } from '../clock.ts'
import { IbkrError } from '../errors/ibkr-error.ts'
import type { RandomSource } from '../random.ts'
import type { UntypedJson } from '../rest/request-input.ts'
import type { ServerRoute } from '../server-connection.ts'
import { RxConnection, type SocketDebug } from './rx-connection.ts'

const SILENCE_MS = 90_000
const MAX_FRAME_BYTES = 16 * 2 ** 20
const MAX_QUEUED = 1_000
const HANDSHAKE_MS = 10_000
/** A connection that lasted longer was good: the next retry is again the first. */
const STEADY_MS = 5_000

/** What a drop-in socket is made of. */
export interface IbkrSocketParts {
  /** Asked at each connect: under OAuth 2.0 it holds the bearer. */
  readonly url: () => string
  /** Asked at each connect. */
  readonly session: () => string | undefined
  readonly route: ServerRoute
  readonly clock: Clock
  readonly random: RandomSource
  readonly debug: readonly SocketDebug[]
  readonly options: IbkrClientOptions
  /** Ends the socket when it aborts. */
  readonly signal: AbortSignal
}

/** One `multiplex` stream that somebody is subscribed to. */
export interface MultiplexStream {
  readonly subscribe: () => unknown
  readonly unsubscribe: () => unknown
  readonly filter: (value: UntypedJson) => boolean
  readonly subscriber: Subscriber<UntypedJson>
}

/** How a socket ended for good. */
type Ending = { readonly kind: 'error'; readonly error: unknown } | { readonly kind: 'complete' }

/** The life of a drop-in socket over all its connections: who listens, what waits to be sent, when to try again. */
export class ReconnectingStream {
  readonly state$ = new BehaviorSubject<RxConnectionState>('DISCONNECTED')
  readonly #parts: IbkrSocketParts
  readonly #values = new Subject<UntypedJson>()
  /** Replaced, never changed: whoever comes or goes while a frame is given out does not disturb that. */
  #streams: readonly MultiplexStream[] = []
  #subscribers = 0
  #wanted = false
  #ending: Ending | undefined
  #connection: RxConnection | undefined
  #ready = false
  #queue: unknown[] = []
  #retries = 0
  #openedAt: number | undefined
  #downSince: number | undefined
  #cancelRetry: () => void = () => undefined
  readonly #onClosing = (): void => this.complete()

  constructor(parts: IbkrSocketParts) {
    this.#parts = parts
  }

  /** Connects unless it is connected or trying. */
  connect(): void {
    if (this.#parts.signal.aborted) this.complete()
    if (this.#ending !== undefined) return
    this.#wanted = true
    // Heard only while there is something to end: a client lives longer than its sockets.
    this.#parts.signal.addEventListener('abort', this.#onClosing)
    if (this.#connection === undefined && this.state$.value === 'DISCONNECTED') this.#try()
  }

  attach(subscriber: Subscriber<UntypedJson>): () => void {
    const subscription = this.#values.subscribe(subscriber)
    this.#hold()
    return () => {
      subscription.unsubscribe()
      this.#letGo()
    }
  }

  multiplex(stream: MultiplexStream): (() => void) | undefined {
    if (this.#ending !== undefined) {
      endStream(stream, this.#ending)
      return undefined
    }
    this.#streams = [...this.#streams, stream]
    this.#hold()
    if (this.#ready) this.#subscribeStream(stream)
    return () => {
      if (this.#remove(stream) && this.#ready) this.#attempt(stream, stream.unsubscribe)
      this.#letGo()
    }
  }

  /** @throws IbkrError `socket-queue-full` */
  next(value: unknown): void {
    if (this.#ending !== undefined) return
    if (this.#ready) {
      if (this.#connection?.send(value) !== false) return
      throw new IbkrError(
        'socket-queue-full',
        'The server does not read what was sent before: this text was not sent. Send it again later.',
      )
    }
    const limit = this.#parts.options.maxQueuedFrames ?? MAX_QUEUED
    if (this.#queue.length >= limit) {
      throw new IbkrError(
        'socket-queue-full',
        `${limit} texts wait for the socket to open already: this one was not taken.`,
      )
    }
    this.#queue.push(value)
  }

  error(error: unknown): void {
    this.#finish({ kind: 'error', error })
  }

  complete(): void {
    this.#finish({ kind: 'complete' })
  }

  #finish(ending: Ending): void {
    if (this.#ending !== undefined) return
    const streams = this.#streams
    this.#ending = ending
    this.#queue = []
    this.#streams = []
    this.#disconnect(ending.kind === 'error' ? closeCode(ending.error) : undefined)
    if (ending.kind === 'error') this.#values.error(ending.error)
    else this.#values.complete()
    for (const stream of streams) endStream(stream, ending)
  }

  /** Whether it was there. */
  #remove(stream: MultiplexStream): boolean {
    const left = this.#streams.filter((other) => other !== stream)
    const was = left.length < this.#streams.length
    this.#streams = left
    return was
  }

  #hold(): void {
    this.#subscribers += 1
    this.connect()
  }

  #letGo(): void {
    this.#subscribers -= 1
    if (this.#subscribers === 0) this.#disconnect()
  }

  #disconnect(code?: number): void {
    this.#wanted = false
    this.#ready = false
    this.#cancelRetry()
    this.#parts.signal.removeEventListener('abort', this.#onClosing)
    const connection = this.#connection
    this.#connection = undefined
    connection?.end(code)
    this.#enter('DISCONNECTED')
  }

  #try(): void {
    this.#cancelRetry()
    this.#enter('CONNECTING')
    const { parts, options } = { parts: this.#parts, options: this.#parts.options }
    const connection: RxConnection = new RxConnection(
      {
        url: parts.url(),
        session: parts.session(),
        sessionCookie: options.sessionCookie ?? 'plain',
        userAgent: options.userAgent ?? 'ClientPortalGW/1',
        route: parts.route,
        maxFrameBytes: options.maxFrameBytes ?? MAX_FRAME_BYTES,
        handshakeTimeout: options.connectTimeout ?? HANDSHAKE_MS,
      },
      parts.clock,
      options.socketSilenceTimeout ?? SILENCE_MS,
      {
        onOpen: () => this.#opened(),
        onReady: (again) => this.#becomeReady(again),
        onValue: (value) => this.#received(value),
        onDrop: (reason) => connection === this.#connection && this.#dropped(reason),
        debug: (event, detail) => this.#debug(event, detail),
      },
    )
    this.#connection = connection
  }

  #opened(): void {
    this.#openedAt = this.#parts.clock.monotonic()
    this.#enter('CONNECTED')
  }

  #becomeReady(again: boolean): void {
    this.#ready = true
    for (const stream of this.#streams) this.#subscribeStream(stream)
    if (again) return
    const queue = this.#queue
    this.#queue = []
    for (const value of queue) this.#connection?.send(value)
  }

  #received(value: UntypedJson): void {
    this.#values.next(value)
    for (const stream of this.#streams) {
      try {
        if (stream.filter(value)) stream.subscriber.next(value)
      } catch (error) {
        this.#endBroken(stream, error)
      }
    }
  }

  #subscribeStream(stream: MultiplexStream): void {
    this.#attempt(stream, stream.subscribe)
  }

  /** A callback of the caller's that throws ends its own stream only. What it answers with is sent. */
  #attempt(stream: MultiplexStream, callback: () => unknown): void {
    try {
      const value = callback()
      if (value !== undefined) this.#connection?.send(value)
    } catch (error) {
      this.#endBroken(stream, error)
    }
  }

  #endBroken(stream: MultiplexStream, error: unknown): void {
    this.#remove(stream)
    stream.subscriber.error(error)
  }

  #dropped(reason: string): void {
    const { clock, random, options } = this.#parts
    const now = clock.monotonic()
    this.#connection = undefined
    this.#ready = false
    if (this.#openedAt !== undefined && now - this.#openedAt >= STEADY_MS) {
      this.#retries = 0
      this.#downSince = undefined
    }
    this.#openedAt = undefined
    this.#downSince ??= now
    this.#enter('DISCONNECTED')
    if (!this.#wanted) return
    if (this.#retries >= (options.maxSocketAttempts ?? Number.POSITIVE_INFINITY)) {
      this.error(new IbkrError('socket-attempts-exhausted', `Maximum reconnect attempts reached: ${reason}.`))
      return
    }
    const delay = backOffDelay({
      retries: this.#retries,
      downForMs: now - this.#downSince,
      fraction: random.fraction(),
    })
    this.#retries += 1
    this.#cancelRetry = clock.after(delay, () => this.#try())
  }

  #enter(state: RxConnectionState): void {
    if (this.state$.value !== state) this.state$.next(state)
  }

  #debug(event: SocketDebug, detail: unknown): void {
    if (!this.#parts.debug.includes(event)) return
    const logger = this.#parts.options.logger ?? console
    logger.debug(`[IBKR WebSocket] ${event}`, ...(detail === undefined ? [] : [detail]))
  }
}

/** A code that a program may close with, taken from `error({ code, reason })`. */
function closeCode(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined
  const { code } = error
  return typeof code === 'number' && (code === 1000 || (code >= 3000 && code <= 4999)) ? code : undefined
}

/** A finished socket ends a stream with what it ended with. */
function endStream({ subscriber }: MultiplexStream, ending: Ending): void {
  if (ending.kind === 'error') subscriber.error(ending.error)
  else subscriber.complete()
}

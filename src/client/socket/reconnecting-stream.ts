import { BehaviorSubject, Subject, type Subscriber } from 'rxjs'
import type { RxConnectionState } from 'rxwebsocket'
import { asSentence } from '../../shared/domain/as-sentence.ts'
import type { IbkrClientOptions } from '../client-options.ts'
import type { Clock } from '../clock.ts'
import { IbkrError } from '../errors/ibkr-error.ts'
import type { RandomSource } from '../random.ts'
import type { UntypedJson } from '../rest/request-input.ts'
import type { ServerRoute } from '../server-connection.ts'
import { type Ending, endStream, type MultiplexStream, MultiplexStreams, textToSend } from './multiplex-streams.ts'
import { type Gate, OutgoingTexts } from './outgoing-texts.ts'
import { RetryPace } from './retry-pace.ts'
import { RxConnection, type SocketDebug } from './rx-connection.ts'

const SILENCE_MS = 90_000
const MAX_FRAME_BYTES = 16 * 2 ** 20
const MAX_QUEUED = 1_000
const HANDSHAKE_MS = 10_000

/** What a drop-in socket is made of. */
export interface IbkrSocketParts {
  /** Asked at each connect: under OAuth 2.0 it holds the bearer. */
  readonly url: () => string
  /** Asked at each connect. */
  readonly session: () => string | undefined
  readonly route: ServerRoute
  readonly clock: Clock
  readonly random: RandomSource
  readonly debug: readonly string[]
  readonly options: IbkrClientOptions
  /** Ends the socket when it aborts. */
  readonly signal: AbortSignal
}

/** What became of the texts of a drop-in socket. */
export interface DropInCounts {
  /** Taken and not sent yet: there is no connection, it has not greeted, or the server does not read. */
  readonly textsWaiting: number
  /** Taken and never sent: the socket ended before, or what a stream says found no room. */
  readonly textsDropped: number
}

/** The life of a drop-in socket over all its connections: who listens, what waits to be sent, when to try again. */
export class ReconnectingStream {
  readonly state$ = new BehaviorSubject<RxConnectionState>('DISCONNECTED')
  readonly #parts: IbkrSocketParts
  readonly #values = new Subject<UntypedJson>()
  readonly #streams = new MultiplexStreams()
  #subscribers = 0
  #wanted = false
  #ending: Ending | undefined
  #connection: RxConnection | undefined
  /** What the present connection takes. */
  #gate: Gate = 'closed'
  readonly #outgoing: OutgoingTexts
  readonly #pace: RetryPace
  #openedAt: number | undefined
  #cancelRetry: () => void = () => undefined
  readonly #onClosing = (): void => this.complete()

  constructor(parts: IbkrSocketParts) {
    this.#parts = parts
    this.#pace = new RetryPace(parts.clock, parts.random)
    this.#outgoing = new OutgoingTexts(parts.options.maxQueuedFrames ?? MAX_QUEUED)
  }

  get counts(): DropInCounts {
    return { textsWaiting: this.#outgoing.waiting, textsDropped: this.#outgoing.dropped }
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
    this.#streams.add(stream)
    this.#hold()
    this.#say(stream, stream.subscribe)
    return () => {
      if (this.#streams.remove(stream)) this.#say(stream, stream.unsubscribe)
      this.#letGo()
    }
  }

  /** @throws IbkrError `socket-queue-full` */
  next(value: unknown): void {
    if (this.#ending !== undefined) return
    const text = textToSend(value)
    if (this.#gate === 'open' && !this.#outgoing.isBehind('open')) {
      const sending = this.#connection?.send(text)
      if (sending === 'sent') return
      if (sending === 'stalled') {
        throw new IbkrError(
          'socket-queue-full',
          'The server does not read what was sent before: this text was not sent. Send it again later.',
        )
      }
    }
    this.#outgoing.add(text)
  }

  error(error: unknown): void {
    this.#finish({ kind: 'error', error })
  }

  complete(): void {
    this.#finish({ kind: 'complete' })
  }

  #finish(ending: Ending): void {
    if (this.#ending !== undefined) return
    this.#ending = ending
    this.#outgoing.end()
    const endStreams = this.#streams.end()
    this.#disconnect(ending.kind === 'error' ? closeCode(ending.error) : undefined)
    if (ending.kind === 'error') this.#values.error(ending.error)
    else this.#values.complete()
    endStreams(ending)
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
    this.#gate = 'closed'
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
        clock: parts.clock,
        handshakeTimeout: options.connectTimeout ?? HANDSHAKE_MS,
      },
      parts.clock,
      options.socketSilenceTimeout ?? SILENCE_MS,
      {
        onOpen: () => this.#opened(),
        onReady: () => this.#subscribeStreams(),
        onGreeted: () => this.#open('open'),
        onLost: () => {
          this.#gate = 'streams'
        },
        onDrained: () => this.#flush(),
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

  #subscribeStreams(): void {
    this.#outgoing.begin(this.#streams.subscribeTexts())
    this.#open('streams')
  }

  #open(gate: Gate): void {
    // A late greeting subscribes anew on a connection that is open already.
    if (this.#gate !== 'open') this.#gate = gate
    this.#flush()
  }

  #flush(): void {
    this.#outgoing.flush(this.#gate, (text) => this.#connection?.send(text) === 'sent')
  }

  #received(value: UntypedJson): void {
    this.#values.next(value)
    this.#streams.give(value)
  }

  /** Sends what a stream says; with no connection there is nothing to say. */
  #say(stream: MultiplexStream, callback: () => unknown): void {
    if (this.#gate === 'closed') return
    const text = this.#streams.textOf(stream, callback)
    if (text === undefined) return
    if (!this.#outgoing.isBehind(this.#gate) && this.#connection?.send(text) === 'sent') return
    this.#outgoing.addOfStream(text)
  }

  #dropped(reason: string): void {
    const { clock, options } = this.#parts
    this.#connection = undefined
    this.#gate = 'closed'
    if (this.#openedAt !== undefined) this.#pace.ended(this.#openedAt)
    this.#openedAt = undefined
    this.#enter('DISCONNECTED')
    if (!this.#wanted) return
    if (this.#pace.retries >= (options.maxSocketAttempts ?? Number.POSITIVE_INFINITY)) {
      this.error(
        new IbkrError('socket-attempts-exhausted', asSentence(`Maximum reconnect attempts reached: ${reason}`)),
      )
      return
    }
    this.#cancelRetry = clock.after(this.#pace.next(), () => this.#try())
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

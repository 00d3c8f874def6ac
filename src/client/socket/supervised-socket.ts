import type { SocketState } from '../../shared/domain/session.ts'
import { backOffDelay } from '../back-off.ts'
import type { Clock } from '../clock.ts'
import { IbkrError } from '../errors/ibkr-error.ts'
import { Listeners, type Unsubscribe } from '../listeners.ts'
import type { RandomSource } from '../random.ts'
import type { SocketFrame, SocketGap } from '../session/session-supervisor.ts'
import type { SocketTarget } from './open-web-socket.ts'
import { type ConnectionEnd, SocketConnection } from './socket-connection.ts'
import { Subscriptions } from './subscriptions.ts'

/** A connection that lasted longer was good: the next retry is again the first. */
const STEADY_MS = 5_000

/** What a supervised socket is made of. */
export interface SupervisedSocketParts {
  readonly clock: Clock
  readonly random: RandomSource
  /** Ms without a frame after which the peer counts as dead. */
  readonly silenceMs: number
  /** Makes sure of a session, and says where to connect; rejects when there is none now. */
  readonly target: () => Promise<SocketTarget>
  /** For the timeline. */
  readonly note: (level: 'info' | 'warning', text: string) => void
}

/**
 * The socket of a supervised session: one connection at a time, opened again after every drop, with its subscriptions
 * put in place once the server has greeted. It neither queues nor repeats anything else.
 */
export class SupervisedSocket {
  readonly #parts: SupervisedSocketParts
  readonly #subscriptions = new Subscriptions()
  readonly #stateNews = new Listeners<SocketState>()
  readonly #frameNews = new Listeners<SocketFrame>()
  readonly #gapNews = new Listeners<SocketGap>()
  #state: SocketState = 'disconnected'
  #wanted = false
  #connection: SocketConnection | undefined
  /** Connections that were dropped and are not gone yet: a dead peer never answers the closing handshake. */
  readonly #leaving = new Set<Promise<void>>()
  /** Counts connections wanted: an answer for an older one is dropped. */
  #turn = 0
  #retries = 0
  #connectedAt = 0
  #downSince: number | undefined
  /** The last frame before the drop, while subscriptions are not in place again. */
  #gapFrom: number | undefined
  #cancelRetry: () => void = () => undefined

  constructor(parts: SupervisedSocketParts) {
    this.#parts = parts
  }

  get state(): SocketState {
    return this.#state
  }

  onState(listener: (state: SocketState) => void): Unsubscribe {
    return this.#stateNews.add(listener)
  }

  onFrame(listener: (frame: SocketFrame) => void): Unsubscribe {
    return this.#frameNews.add(listener)
  }

  onGap(listener: (gap: SocketGap) => void): Unsubscribe {
    return this.#gapNews.add(listener)
  }

  /** Wants a connection from now on; ends a wait between two tries. */
  open(): void {
    this.#wanted = true
    if (this.#connection !== undefined || this.#state === 'connecting') return
    this.#retries = 0
    this.#try()
  }

  /** Wants none from now on; resolves once every one that there was is gone. */
  async close(): Promise<void> {
    this.#wanted = false
    this.#cancelRetry()
    this.#turn += 1
    const connection = this.#connection
    this.#connection = undefined
    this.#enter('disconnected')
    if (connection !== undefined) this.#leave(connection)
    await Promise.all(this.#leaving)
  }

  /** Drops the present connection and opens another one at once. */
  reconnect(reason: string): void {
    if (!this.#wanted) return
    this.#retries = 0
    if (this.#connection === undefined) {
      if (this.#state === 'disconnected') this.#try()
      return
    }
    this.#dropped(this.#connection, { reason, lastFrameAt: this.#connection.lastFrameAt })
  }

  /** Drops the connection when nothing was heard for too long; to be asked after the machine slept. */
  checkAlive(): void {
    this.#connection?.checkSilence()
  }

  send(text: string): void {
    if (this.#state !== 'connected' || this.#connection === undefined) {
      throw new IbkrError(
        'socket-not-connected',
        'The socket is not connected: nothing was sent. Send it again once it is.',
      )
    }
    this.#connection.send(text)
  }

  subscribe(text: string, unsubscribeText: string): Unsubscribe {
    if (this.#subscriptions.hold(text, unsubscribeText) && this.#state === 'connected') this.#connection?.send(text)
    let held = true
    return () => {
      if (!held) return
      held = false
      const farewell = this.#subscriptions.release(text)
      if (farewell !== undefined && this.#state === 'connected') this.#connection?.send(farewell)
    }
  }

  #try(): void {
    this.#cancelRetry()
    this.#turn += 1
    const turn = this.#turn
    this.#enter('connecting')
    this.#parts.target().then(
      (target) => {
        if (turn === this.#turn) this.#connect(target)
      },
      (error: unknown) => {
        if (turn !== this.#turn) return
        this.#retryLater(error instanceof Error ? error.message : 'There is no session to connect with.')
      },
    )
  }

  #connect(target: SocketTarget): void {
    const connection: SocketConnection = new SocketConnection(target, this.#parts.clock, this.#parts.silenceMs, {
      onOpen: () => this.#enter('greeting'),
      onGreeted: () => this.#greeted(connection),
      onFrame: (frame) => this.#frameNews.tell(frame),
      onEnd: (end) => this.#dropped(connection, end),
    })
    this.#connection = connection
  }

  #greeted(connection: SocketConnection): void {
    for (const text of this.#subscriptions.texts()) connection.send(text)
    this.#connectedAt = this.#parts.clock.monotonic()
    this.#enter('connected')
    this.#parts.note('info', 'The socket is connected.')
    if (this.#gapFrom !== undefined) {
      this.#gapNews.tell({ from: this.#gapFrom, to: this.#parts.clock.now() })
      this.#gapFrom = undefined
    }
  }

  #dropped(connection: SocketConnection, end: ConnectionEnd): void {
    if (connection !== this.#connection) return
    const wasConnected = this.#state === 'connected'
    this.#connection = undefined
    this.#turn += 1
    this.#leave(connection)
    // Only a connection that had its subscriptions leaves a gap; a later failed try does not move its start.
    if (wasConnected && this.#gapFrom === undefined) this.#gapFrom = end.lastFrameAt
    // A server that greets and hangs up, again and again, is not tried at once each time.
    if (wasConnected && this.#parts.clock.monotonic() - this.#connectedAt >= STEADY_MS) {
      this.#retries = 0
      this.#downSince = undefined
    }
    if (this.#wanted) this.#retryLater(end.reason)
    else this.#enter('disconnected')
  }

  #leave(connection: SocketConnection): void {
    const gone = connection.end().finally(() => this.#leaving.delete(gone))
    this.#leaving.add(gone)
  }

  #retryLater(reason: string): void {
    const { clock, random, note } = this.#parts
    this.#downSince ??= clock.monotonic()
    const delay = backOffDelay({
      retries: this.#retries,
      downForMs: clock.monotonic() - this.#downSince,
      fraction: random.fraction(),
    })
    if (this.#retries < 3) note('warning', `The socket is down: ${reason}`)
    this.#retries += 1
    this.#enter('disconnected')
    this.#cancelRetry = clock.after(delay, () => this.#try())
  }

  #enter(state: SocketState): void {
    if (state === this.#state) return
    this.#state = state
    this.#stateNews.tell(state)
  }
}

import type { ConnectionStep } from '../../shared/domain/connection-step.ts'
import type { SocketState } from '../../shared/domain/session.ts'
import { BackOff } from '../back-off.ts'
import type { Clock } from '../clock.ts'
import { IbkrError } from '../errors/ibkr-error.ts'
import { EventListeners, type Unsubscribe } from '../event-listeners.ts'
import type { Logger } from '../logger.ts'
import type { RandomSource } from '../random-source.ts'
import { ActiveSubscriptions } from './active-subscriptions.ts'
import { type ConnectionEnd, createStalledError, SocketConnection } from './socket-connection.ts'
import type { SocketCounts, SocketEvents } from './socket-events.ts'
import type { SocketTarget } from './socket-target.ts'
import { type FrameHandler, TopicDispatcher } from './topic-dispatcher.ts'

/** A step without its timestamp, for each kind. */
type UntimedStep = ConnectionStep extends infer Step ? (Step extends unknown ? Omit<Step, 'at'> : never) : never

export interface SupervisedSocketDeps {
  readonly clock: Clock
  readonly random: RandomSource
  /** Time in ms without a frame after which the server counts as dead. */
  readonly silenceMs: number
  /** Returns the target to connect to, after checking that there is a session. Rejects if there is none. */
  readonly target: () => Promise<SocketTarget>
  /**
   * Sends `GET iserver/accounts`, which IBKR requires before streams, as soon as no order question is open. Never
   * rejects.
   */
  readonly queryAccounts: () => Promise<void>
  /** Adds an entry to the timeline. */
  readonly note: (level: 'info' | 'warning', text: string) => void
  /** Aborts at the end of the session. */
  readonly closing: AbortSignal
  readonly logger?: Logger | undefined
}

/**
 * The socket of a supervised session. Keeps one connection at a time and reopens it whenever it is lost. Sends the
 * subscriptions when IBKR reports the session. Does not queue or repeat other messages.
 */
export class SupervisedSocket {
  readonly clock: Clock
  readonly closing: AbortSignal
  readonly events: EventListeners<SocketEvents>
  readonly subscriptions: ActiveSubscriptions
  readonly #deps: SupervisedSocketDeps
  readonly #dispatch = new TopicDispatcher()
  readonly #backOff: BackOff
  /** Connections that are being closed, because a dead server never completes the closing handshake. */
  readonly #closing = new Set<Promise<unknown>>()
  #state: SocketState = 'disconnected'
  #wanted = false
  #connection: SocketConnection | undefined
  /** Whether subscriptions were sent on this connection, even if the session was lost afterwards. */
  #wasSubscribed = false
  /** Number of attempts to connect, so that the result of an earlier attempt can be ignored. */
  #attempt = 0
  #connectedAt = 0
  /** Time of the last frame before the connection was lost; undefined when subscriptions are active again. */
  #gapFrom: number | undefined
  #cancelRetry: () => void = () => undefined
  /** Time when IBKR reported on this connection that the brokerage session is lost, in ms of the monotonic clock. */
  #lostAt: number | undefined
  /** Whether this is a later connection. Only for the first one, the login has queried the accounts. */
  #connectedBefore = false
  #counts = { frames: 0, notJson: 0, textsRefused: 0 }

  constructor(deps: SupervisedSocketDeps) {
    const { clock, closing, random, queryAccounts, logger, note } = deps
    this.#deps = deps
    this.clock = clock
    this.closing = closing
    this.events = new EventListeners(logger)
    this.#backOff = new BackOff(clock, random)
    this.subscriptions = new ActiveSubscriptions({
      clock,
      random,
      queryAccounts,
      note,
      send: (text) => this.#connection?.send(text),
      onActivated: () => this.#subscribed(),
      onRefusalOver: (gap) => this.events.emit('gap', gap),
    })
    this.events.on('refused', (frame) => this.subscriptions.handleError(frame))
  }

  get counts(): SocketCounts {
    return { ...this.#counts }
  }

  /** Number of the current connection, different for each one. */
  get connection(): number {
    return this.#attempt
  }

  get state(): SocketState {
    return this.#state
  }

  get connected(): boolean {
    return this.#state === 'connected'
  }

  /** Time in ms since the brokerage session was lost on this connection; undefined if it is not lost. */
  get lostForMs(): number | undefined {
    return this.#lostAt === undefined ? undefined : this.clock.monotonic() - this.#lostAt
  }

  /** Calls the listener with the frames of one topic. */
  on(topic: string, handler: FrameHandler): Unsubscribe {
    return this.#dispatch.on(topic, handler)
  }

  /** Keeps a connection open from now on. Ends a wait between two attempts. */
  open(): void {
    this.#wanted = true
    if (this.#connection !== undefined || this.#state === 'connecting') return
    this.#backOff.restart()
    this.#connect()
  }

  /** Closes the connection and opens no other one. Resolves when all connections are closed. */
  async close(): Promise<void> {
    const wasWanted = this.#wanted
    this.#wanted = false
    this.#cancelRetry()
    this.#release()
    if (wasWanted) this.#step({ kind: 'closed' })
    this.#enter('disconnected')
    await Promise.all(this.#closing)
  }

  /** Closes the current connection and opens another one immediately. */
  reconnect(reason: string): void {
    if (!this.#wanted) return
    this.#backOff.restart()
    if (this.#connection !== undefined) this.#dropped(this.#connection, { reason })
    else if (this.#state === 'disconnected') this.#connect()
  }

  /** Closes the connection if nothing was received for too long. To be called after the machine slept. */
  checkAlive(): void {
    this.#connection?.checkSilence()
  }

  /** Records that IBKR has lost the brokerage session: it silently drops messages on this connection. */
  lose(): void {
    if (this.#connection?.wasReady !== true) return
    // Otherwise an attempt that still waits for the accounts would send its subscriptions into a lost session.
    this.subscriptions.cancelActivation()
    this.#lostAt ??= this.clock.monotonic()
    if (this.#state !== 'connected') return
    this.#deps.note(
      'warning',
      'The socket has no brokerage session. Subscriptions are sent again when the session is restored.',
    )
    this.#suspend(this.#connection)
  }

  /** Sends all subscriptions again on the open connection, because there is a brokerage session again, or a new one. */
  restore(): void {
    const connection = this.#connection
    if (connection?.wasReady !== true) return
    if (this.#state === 'connected') this.#suspend(connection)
    this.#lostAt = undefined
    void this.subscriptions.activateAfterAccounts()
  }

  send(text: string): void {
    const result = this.connected ? this.#connection?.send(text) : undefined
    if (result === 'sent') return
    if (result === 'stalled') {
      this.#counts.textsRefused += 1
      throw createStalledError()
    }
    throw new IbkrError(
      'socket-not-connected',
      'The socket is not connected: nothing was sent. Send it again when the socket is connected.',
    )
  }

  subscribe(text: string, unsubscribeText: string): Unsubscribe {
    return this.subscriptions.add(text, unsubscribeText)
  }

  #connect(): void {
    this.#cancelRetry()
    this.#attempt += 1
    const attempt = this.#attempt
    this.#enter('connecting')
    this.#step({ kind: 'opening' })
    this.#deps
      .target()
      .then((target) => {
        if (attempt === this.#attempt) this.#open(target)
      })
      .catch((error: unknown) => {
        if (attempt !== this.#attempt) return
        // Messages of other errors may quote the address, which contains a token.
        this.#retryLater(error instanceof IbkrError ? error.message : 'The WebSocket could not be opened.')
      })
  }

  #open(target: SocketTarget): void {
    const options = { silenceMs: this.#deps.silenceMs, supervised: true }
    const connection: SocketConnection = new SocketConnection(target, options, {
      onOpen: () => {
        this.#enter('awaiting-session')
        this.#step({ kind: 'opened' })
      },
      onReady: () => {
        this.#step({ kind: 'session-message' })
        if (this.#connectedBefore) void this.subscriptions.activateAfterAccounts()
        else this.subscriptions.activate()
        this.#connectedBefore = true
      },
      onFrame: (frame) => {
        this.#counts.frames += 1
        if (frame.value === undefined) this.#counts.notJson += 1
        this.events.emit('frame', frame)
        if (frame.value === undefined) return
        if (frame.error !== undefined) this.events.emit('refused', frame)
        this.#dispatch.dispatch(frame)
      },
      onSent: (text) => this.events.emit('sent', { at: this.clock.now(), text: String(text) }),
      onSilent: (since) => this.#step({ kind: 'silent', since }),
      onResumed: () => this.#step({ kind: 'resumed' }),
      onEnd: (end) => this.#dropped(connection, end),
    })
    this.#connection = connection
    this.#wasSubscribed = false
  }

  #subscribed(): void {
    this.#wasSubscribed = true
    this.#connectedAt = this.clock.monotonic()
    this.#enter('connected')
    this.#step({ kind: 'subscribed', topics: this.subscriptions.size })
    this.#deps.note('info', 'The socket is connected.')
    if (this.#gapFrom === undefined) return
    const gap = { from: this.#gapFrom, to: this.clock.now() }
    this.#gapFrom = undefined
    this.events.emit('gap', gap)
  }

  #suspend(connection: SocketConnection): void {
    this.#enter('awaiting-session')
    this.#startGap(connection.lastFrameAt)
  }

  /** Records the start of a gap. A later attempt that fails does not change it. */
  #startGap(lastFrameAt: number): void {
    if (this.#gapFrom !== undefined) return
    this.#gapFrom = lastFrameAt
    this.events.emit('down', lastFrameAt)
  }

  #dropped(connection: SocketConnection, { reason, code }: Pick<ConnectionEnd, 'reason' | 'code'>): void {
    if (connection !== this.#connection) return
    this.#release()
    if (this.#wanted) this.#retryLater(reason, code)
    else this.#enter('disconnected')
  }

  /** Ends the current connection, if any, and ignores the result of a pending attempt. */
  #release(): void {
    const connection = this.#connection
    this.#connection = undefined
    this.#lostAt = undefined
    this.#attempt += 1
    this.subscriptions.deactivate()
    if (connection === undefined) return
    const closed = connection.end().finally(() => this.#closing.delete(closed))
    this.#closing.add(closed)
    // Only a connection with subscriptions causes a gap.
    if (!this.#wasSubscribed) return
    this.#startGap(connection.lastFrameAt)
    this.#backOff.connectionEnded(this.#connectedAt)
  }

  #retryLater(reason: string, code?: number): void {
    if (this.#backOff.retries < 3) this.#deps.note('warning', `The socket is down: ${reason}`)
    const delay = this.#backOff.next()
    this.#enter('disconnected')
    this.#step({ kind: 'dropped', reason, ...(code !== undefined && { code }) })
    this.#step({ kind: 'retry', inMs: delay })
    this.#cancelRetry = this.clock.after(delay, () => this.#connect())
  }

  #step(step: UntimedStep): void {
    this.events.emit('step', { at: this.clock.now(), ...step })
  }

  #enter(state: SocketState): void {
    if (state === this.#state) return
    this.#state = state
    this.events.emit('state', state)
  }
}

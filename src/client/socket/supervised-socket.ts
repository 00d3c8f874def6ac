import type { ConnectionStep } from '../../shared/domain/connection.ts'
import type { SocketState } from '../../shared/domain/session.ts'
import type { Clock } from '../clock.ts'
import { IbkrError } from '../errors/ibkr-error.ts'
import { Listeners, type Unsubscribe } from '../listeners.ts'
import type { Logger } from '../logger.ts'
import type { RandomSource } from '../random.ts'
import type { SentText, SocketFrame, SocketGap } from '../session/session-supervisor.ts'
import { frameTopic } from './frame.ts'
import type { SocketTarget } from './open-web-socket.ts'
import { RetryPace } from './retry-pace.ts'
import { type ConnectionEnd, SocketConnection } from './socket-connection.ts'
import { SubscriptionKeeper } from './subscription-keeper.ts'
import { type FrameHandler, type RowHandler, TopicDispatch } from './topic-dispatch.ts'

/** Accounts are asked for before subscriptions are sent again, but not waited for longer than this. */
const ACCOUNTS_MS = 2_000

/** Characters of a topic without its target. */
const LONGEST_HEAD = 6

/** A step before it got its time, each kind by itself. */
type Told<T> = T extends unknown ? Omit<T, 'at'> : never

/** What went through a supervised socket so far. */
export interface SocketCounts {
  readonly frames: number
  /** Frames whose text is no JSON: nobody but `onFrame` gets them. */
  readonly notJson: number
  /** Texts that were not sent, because the server did not read: `sendFrame` threw. */
  readonly textsRefused: number
}

/** What a supervised socket is made of. */
export interface SupervisedSocketParts {
  readonly clock: Clock
  readonly random: RandomSource
  /** Ms without a frame after which the peer counts as dead. */
  readonly silenceMs: number
  /** Makes sure of a session, and says where to connect; rejects when there is none now. */
  readonly target: () => Promise<SocketTarget>
  /** `GET iserver/accounts`: IBKR wants it before it streams. Never rejects. */
  readonly askAccounts: () => Promise<void>
  /** For the timeline. */
  readonly note: (level: 'info' | 'warning', text: string) => void
  /** Receives errors thrown by listeners. */
  readonly logger?: Logger | undefined
}

/**
 * The socket of a supervised session: one connection at a time, opened again after every drop, with its subscriptions
 * put in place once the server has greeted. It neither queues nor repeats anything else.
 */
export class SupervisedSocket {
  readonly #parts: SupervisedSocketParts
  readonly #keeper: SubscriptionKeeper
  readonly #dispatch = new TopicDispatch()
  readonly #downNews: Listeners<number>
  readonly #stateNews: Listeners<SocketState>
  readonly #frameNews: Listeners<SocketFrame>
  readonly #textNews: Listeners<SentText>
  readonly #stepNews: Listeners<ConnectionStep>
  readonly #gapNews: Listeners<SocketGap>
  #state: SocketState = 'disconnected'
  #wanted = false
  #connection: SocketConnection | undefined
  /** Connections that were dropped and are not gone yet: a dead peer never answers the closing handshake. */
  readonly #leaving = new Set<Promise<void>>()
  /** The open connection got its subscriptions, even if the session was lost since. */
  #wasPlaced = false
  /** Counts connections wanted: an answer for an older one is dropped. */
  #turn = 0
  readonly #pace: RetryPace
  #connectedAt = 0
  /** The last frame before the drop, while subscriptions are not in place again. */
  #gapFrom: number | undefined
  #cancelRetry: () => void = () => undefined
  /** When IBKR reported, on the open connection, that the brokerage session is gone; in the clock's steady ms. */
  #lostAt: number | undefined
  /** Counts placements: one that was overtaken while it waited for the accounts is dropped. */
  #placement = 0
  /** The login asks for the accounts; a connection after the first has to do it for itself. */
  #connectedBefore = false
  #frames = 0
  #notJson = 0
  #textsRefused = 0

  constructor(parts: SupervisedSocketParts) {
    this.#parts = parts
    const { clock, random, askAccounts, logger, note } = parts
    this.#downNews = new Listeners(logger)
    this.#stateNews = new Listeners(logger)
    this.#frameNews = new Listeners(logger)
    this.#textNews = new Listeners(logger)
    this.#stepNews = new Listeners(logger)
    this.#gapNews = new Listeners(logger)
    this.#pace = new RetryPace(clock, random)
    this.#keeper = new SubscriptionKeeper({
      clock,
      random,
      askAccounts,
      note,
      send: (text) => this.#connection?.send(text),
      onRefusalOver: (gap) => this.#gapNews.emit(gap),
    })
  }

  get counts(): SocketCounts {
    return { frames: this.#frames, notJson: this.#notJson, textsRefused: this.#textsRefused }
  }

  /** Another number for each connection. */
  get connectionNumber(): number {
    return this.#turn
  }

  get state(): SocketState {
    return this.#state
  }

  onState(listener: (state: SocketState) => void): Unsubscribe {
    return this.#stateNews.add(listener)
  }

  /** Told of the last frame as soon as a connection with subscriptions is gone. */
  onDown(listener: (lastFrameAt: number) => void): Unsubscribe {
    return this.#downNews.add(listener)
  }

  onFrame(listener: (frame: SocketFrame) => void): Unsubscribe {
    return this.#frameNews.add(listener)
  }

  onText(listener: (sent: SentText) => void): Unsubscribe {
    return this.#textNews.add(listener)
  }

  onGap(listener: (gap: SocketGap) => void): Unsubscribe {
    return this.#gapNews.add(listener)
  }

  /** Told of each step of each connection. */
  onStep(listener: (step: ConnectionStep) => void): Unsubscribe {
    return this.#stepNews.add(listener)
  }

  /** Frames of one topic, found without asking anybody else; as rows, where nobody else wants them. */
  on(topic: string, handler: FrameHandler, rowHandler?: RowHandler): Unsubscribe {
    return this.#dispatch.on(topic, handler, rowHandler)
  }

  /** Wants a connection from now on; ends a wait between two tries. */
  open(): void {
    this.#wanted = true
    if (this.#connection !== undefined || this.#state === 'connecting') return
    this.#pace.restart()
    this.#try()
  }

  /** Wants none from now on; resolves once every one that there was is gone. */
  async close(): Promise<void> {
    const wasWanted = this.#wanted
    this.#wanted = false
    this.#cancelRetry()
    this.#turn += 1
    const connection = this.#connection
    this.#connection = undefined
    this.#lostAt = undefined
    this.#keeper.lose()
    if (this.#state === 'connected' && connection !== undefined) this.#beginGap(connection.lastFrameAt)
    if (wasWanted) this.#step({ kind: 'closed' })
    this.#enter('disconnected')
    if (connection !== undefined) this.#leave(connection)
    await Promise.all(this.#leaving)
  }

  /** Drops the present connection and opens another one at once. */
  reconnect(reason: string): void {
    if (!this.#wanted) return
    this.#pace.restart()
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

  /** IBKR reported that the brokerage session is gone: what is sent on this connection is dropped without a word. */
  lose(): void {
    const connection = this.#connection
    if (connection?.isGreeted !== true) return
    // A placement that still waits for the accounts would send its subscriptions into a session that is gone.
    this.#placement += 1
    this.#lostAt ??= this.#parts.clock.monotonic()
    if (this.#state !== 'connected') return
    this.#parts.note('warning', 'The socket has no brokerage session: everything is subscribed again once it is back.')
    this.#enter('greeting')
    this.#beginGap(connection.lastFrameAt)
  }

  /** Ms since the brokerage session was lost on this connection; undefined while it is there. */
  get lostForMs(): number | undefined {
    return this.#lostAt === undefined ? undefined : this.#parts.clock.monotonic() - this.#lostAt
  }

  /** There is a brokerage session again, or a new one: everything is subscribed again on the open connection. */
  restore(): void {
    const connection = this.#connection
    if (connection?.isGreeted !== true) return
    if (this.#state === 'connected') {
      this.#enter('greeting')
      this.#beginGap(connection.lastFrameAt)
    }
    this.#lostAt = undefined
    this.#placeAfterAccounts(connection)
  }

  /** Subscribes market data again, which IBKR has ended. */
  renewMarketData(): void {
    this.#keeper.renewMarketData()
  }

  send(text: string): void {
    if (this.#state !== 'connected' || this.#connection === undefined) {
      throw new IbkrError(
        'socket-not-connected',
        'The socket is not connected: nothing was sent. Send it again once it is.',
      )
    }
    if (this.#connection.send(text)) return
    this.#textsRefused += 1
    throw new IbkrError(
      'socket-queue-full',
      'The server does not read what was sent before: this text was not sent. Send it again later.',
    )
  }

  subscribe(text: string, unsubscribeText: string): Unsubscribe {
    this.#keeper.hold(text, unsubscribeText)
    let held = true
    return () => {
      if (!held) return
      held = false
      this.#keeper.release(text)
    }
  }

  #try(): void {
    this.#cancelRetry()
    this.#turn += 1
    const turn = this.#turn
    this.#enter('connecting')
    this.#step({ kind: 'opening' })
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
      onOpen: () => {
        this.#enter('greeting')
        this.#step({ kind: 'opened' })
      },
      onSilent: (since) => this.#step({ kind: 'silent', since }),
      onHeardAgain: () => this.#step({ kind: 'heard' }),
      onGreeted: () => this.#greeted(connection),
      onFrame: (frame) => this.#received(frame),
      onBytes: (bytes, at) => this.#receivedBytes(bytes, at),
      onText: (text) => this.#textNews.emit({ at: this.#parts.clock.now(), text }),
      onEnd: (end) => this.#dropped(connection, end),
    })
    this.#connection = connection
    this.#wasPlaced = false
  }

  #receivedBytes(bytes: Buffer, at: number): boolean {
    if (!this.#frameNews.isEmpty || !this.#dispatch.giveBytes(bytes, at)) return false
    this.#frames += 1
    return true
  }

  #received(frame: SocketFrame): void {
    this.#frames += 1
    this.#frameNews.emit(frame)
    if (frame.value === undefined) {
      this.#notJson += 1
      return
    }
    const topic = frameTopic(frame.value)
    // A refusal names the topic alone, or nothing.
    if (topic.length <= LONGEST_HEAD) this.#keeper.hearRefusal(frame)
    this.#dispatch.give(topic, frame)
  }

  #greeted(connection: SocketConnection): void {
    this.#step({ kind: 'greeted' })
    const first = !this.#connectedBefore
    this.#connectedBefore = true
    if (first) this.#place(connection)
    else this.#placeAfterAccounts(connection)
  }

  #placeAfterAccounts(connection: SocketConnection): void {
    this.#placement += 1
    const placement = this.#placement
    let cancel = (): void => undefined
    const late = new Promise<void>((resolve) => {
      cancel = this.#parts.clock.after(ACCOUNTS_MS, resolve)
    })
    Promise.race([this.#parts.askAccounts(), late]).then(
      () => {
        cancel()
        if (placement === this.#placement) this.#place(connection)
      },
      () => undefined,
    )
  }

  #place(connection: SocketConnection): void {
    if (connection !== this.#connection) return
    this.#keeper.place()
    this.#wasPlaced = true
    this.#connectedAt = this.#parts.clock.monotonic()
    this.#enter('connected')
    this.#step({ kind: 'subscribed', topics: this.#keeper.topics })
    this.#parts.note('info', 'The socket is connected.')
    if (this.#gapFrom === undefined) return
    const gap = { from: this.#gapFrom, to: this.#parts.clock.now() }
    this.#gapFrom = undefined
    this.#gapNews.emit(gap)
  }

  /** A later failed try does not move the start of a gap. */
  #beginGap(lastFrameAt: number): void {
    if (this.#gapFrom !== undefined) return
    this.#gapFrom = lastFrameAt
    this.#downNews.emit(lastFrameAt)
  }

  #dropped(connection: SocketConnection, end: ConnectionEnd): void {
    if (connection !== this.#connection) return
    this.#connection = undefined
    this.#lostAt = undefined
    this.#turn += 1
    this.#leave(connection)
    this.#keeper.lose()
    if (this.#wasPlaced) {
      // Only a connection that had its subscriptions leaves a gap.
      this.#beginGap(end.lastFrameAt)
      this.#pace.ended(this.#connectedAt)
    }
    if (this.#wanted) this.#retryLater(end.reason, end.code)
    else this.#enter('disconnected')
  }

  #leave(connection: SocketConnection): void {
    const gone = connection.end().finally(() => this.#leaving.delete(gone))
    this.#leaving.add(gone)
  }

  #retryLater(reason: string, code?: number): void {
    const { clock, note } = this.#parts
    if (this.#pace.retries < 3) note('warning', `The socket is down: ${reason}`)
    const delay = this.#pace.next()
    this.#enter('disconnected')
    this.#step({ kind: 'dropped', reason, ...(code !== undefined && { code }) })
    this.#step({ kind: 'retry', inMs: delay })
    this.#cancelRetry = clock.after(delay, () => this.#try())
  }

  #step(step: Told<ConnectionStep>): void {
    this.#stepNews.emit({ at: this.#parts.clock.now(), ...step })
  }

  #enter(state: SocketState): void {
    if (state === this.#state) return
    this.#state = state
    this.#stateNews.emit(state)
  }
}

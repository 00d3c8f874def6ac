import { RxWebSocketSubject } from 'rxwebsocket'
import type { WebSocket } from 'ws'
import type { Clock } from '../clock.ts'
import { type FrameData, frameText, frameValue } from './frame.ts'
import { type Greeting, hear, isGreeted, silence } from './greeting.ts'
import { MAX_UNSENT_BYTES, openWebSocket, type SocketTarget } from './open-web-socket.ts'
import { takeTurns } from './take-turns.ts'

const KEEP_ALIVE_MS = 60_000
/** IBKR's greeting comes within 250 ms. After this streams are subscribed without one, and again when it comes. */
const GREETING_MS = 500
/** Other texts are sent once: they wait for the greeting. A server that is not IBKR's may send none. */
const NO_GREETING_MS = 15_000
/** Some servers' greeting has no `sts`. */
const STATUS_MS = 3_000
/** Between two looks whether the server reads again. */
const DRAIN_MS = 50

/** What a debug list may name. */
export type SocketDebug = 'open' | 'close' | 'send' | 'receive' | 'error'

/** What a connection tells; nothing after `onDrop`, and nothing after `end()`. */
export interface RxConnectionNews {
  readonly onOpen: () => void
  /** Called when the session is ready for subscriptions, and again if it starts late: earlier messages were lost. */
  readonly onReady: () => void
  /** Every text may be sent: the session is up, or the server does not greet. */
  readonly onGreeted: () => void
  /** IBKR reports that the session is not authenticated any more: what is sent now is lost. */
  readonly onLost: () => void
  /** The server reads again after a text was not taken. */
  readonly onDrained: () => void
  readonly onValue: (value: unknown) => void
  readonly onDrop: (reason: string) => void
  readonly debug: (event: SocketDebug, detail: unknown) => void
}

/** What became of a text: `stalled` and `closed` mean that it was not taken. */
export type Sending = 'sent' | 'stalled' | 'closed'

/**
 * One connection of a drop-in socket: an `RxWebSocketSubject` that never reconnects (its own way of counting would),
 * and the timers that belong to this connection.
 */
export class RxConnection {
  readonly #clock: Clock
  readonly #silenceMs: number
  readonly #news: RxConnectionNews
  readonly #session: string | undefined
  readonly #rx: RxWebSocketSubject<unknown, unknown>
  readonly #timers = new Map<string, () => void>()
  #socket: WebSocket | undefined
  #greeting: Greeting = silence
  /** Whether texts may be sent: not yet, now, or no more since IBKR reported a lost session. */
  #texts: 'held' | 'open' | 'lost' = 'held'
  #ended = false
  #heardAt: number

  constructor(target: SocketTarget, clock: Clock, silenceMs: number, news: RxConnectionNews) {
    this.#clock = clock
    this.#silenceMs = silenceMs
    this.#news = news
    this.#session = target.session
    this.#heardAt = clock.monotonic()
    const open = (): WebSocket => this.#watched(openWebSocket(target))
    this.#rx = new RxWebSocketSubject<unknown, unknown>({
      url: target.url,
      // Called with `new`: a plain function may answer with an object of its own.
      WebSocketCtor: function OpenedSocket() {
        return open()
      } as unknown as new () => never,
      maxAttempts: 0,
      serializer: (value) => value as string,
      deserializer: (event) => this.#decode(event.data as FrameData),
      openObserver: { next: () => this.#opened() },
    })
    const drop = (): void => this.#drop('the connection was lost')
    this.#rx.subscribe({ next: (value) => this.#received(value), error: drop, complete: drop })
  }

  /** `stalled`: the server does not read, and `onDrained` follows once it does. */
  send(text: unknown): Sending {
    const socket = this.#socket
    if (this.#ended || socket === undefined || socket.readyState !== socket.OPEN) return 'closed'
    if (socket.bufferedAmount > MAX_UNSENT_BYTES) {
      this.#awaitDrain(socket)
      return 'stalled'
    }
    this.#news.debug('send', text)
    this.#rx.next(text)
    return 'sent'
  }

  /** Closes it without further news. */
  end(code?: number, reason?: string): void {
    if (this.#ended) return
    this.#ended = true
    for (const cancel of this.#timers.values()) cancel()
    this.#timers.clear()
    const socket = this.#socket
    if (socket !== undefined && code !== undefined && socket.readyState === socket.OPEN) socket.close(code, reason)
    this.#rx.complete()
    // A silent peer never answers the closing handshake, which `ws` would wait 30 s for.
    if (socket !== undefined && socket.readyState !== socket.CLOSED) {
      const cancel = this.#clock.after(1_000, () => socket.terminate())
      socket.once('close', cancel)
    }
  }

  #watched(socket: WebSocket): WebSocket {
    this.#socket = socket
    const heard = (): void => {
      this.#heardAt = this.#clock.monotonic()
    }
    const turn = takeTurns(socket)
    socket.on('message', () => {
      turn()
      heard()
    })
    socket.on('ping', heard)
    socket.on('pong', heard)
    socket.on('close', (code) => this.#news.debug('close', code))
    socket.on('error', (error) => this.#news.debug('error', error))
    return socket
  }

  #decode(data: FrameData): unknown {
    const text = frameText(data)
    this.#news.debug('receive', text)
    const value = frameValue(text)
    // Text that is no JSON is handed on as it is; `undefined` would break a subscriber that reads a field.
    return value === undefined ? text : value
  }

  #opened(): void {
    if (this.#ended) return
    this.#news.debug('open', undefined)
    this.#news.onOpen()
    this.#timer('ready', GREETING_MS, () => this.#becomeReady())
    this.#timer('greeting', NO_GREETING_MS, () => this.#openForTexts())
    this.#every('keep-alive', KEEP_ALIVE_MS, () => this.send('tic'))
    this.#every('silence', this.#silenceMs / 3, () => this.#checkSilence())
  }

  #received(value: unknown): void {
    if (this.#ended) return
    const before = this.#greeting
    this.#greeting = hear(before, value)
    this.#news.onValue(value)
    if (!this.#ended && this.#greeting !== before) this.#followGreeting(before, this.#greeting)
  }

  #followGreeting(before: Greeting, now: Greeting): void {
    // Through a gateway IBKR asks for the session in spite of the cookie.
    if (now.wantsSession && !before.wantsSession && this.#session !== undefined)
      this.send(JSON.stringify({ session: this.#session }))
    if (isGreeted(now)) {
      if (!isGreeted(before)) this.#becomeGreeted()
    } else if (now.authenticated === false) {
      for (const name of ['greeting', 'status']) this.#cancel(name)
      if (this.#texts !== 'open') return
      this.#texts = 'lost'
      this.#news.onLost()
    } else if (now.authenticated === true && this.#texts === 'lost') this.#becomeGreeted()
    else if (now.system && !before.system) this.#timer('status', STATUS_MS, () => this.#becomeGreeted())
  }

  #becomeGreeted(): void {
    for (const name of ['greeting', 'status']) this.#cancel(name)
    this.#becomeReady()
    this.#openForTexts()
  }

  #openForTexts(): void {
    this.#texts = 'open'
    this.#news.onGreeted()
  }

  #becomeReady(): void {
    this.#cancel('ready')
    this.#news.onReady()
  }

  /** `ws` does not tell: looked at from time to time. */
  #awaitDrain(socket: WebSocket): void {
    this.#timer('drain', DRAIN_MS, () => {
      if (socket.bufferedAmount > MAX_UNSENT_BYTES / 2) this.#awaitDrain(socket)
      else this.#news.onDrained()
    })
  }

  /** Frames, pings and pongs are signs of life: a ping is sent when there was none for a while. */
  #checkSilence(): void {
    const quiet = this.#clock.monotonic() - this.#heardAt
    if (quiet >= this.#silenceMs) {
      this.#drop('the peer went silent')
      return
    }
    const socket = this.#socket
    if (quiet >= this.#silenceMs / 4 && socket !== undefined && socket.readyState === socket.OPEN) socket.ping()
  }

  #drop(reason: string): void {
    if (this.#ended) return
    this.end()
    this.#news.onDrop(reason)
  }

  #every(name: string, ms: number, callback: () => void): void {
    this.#timer(name, ms, () => {
      this.#every(name, ms, callback)
      callback()
    })
  }

  #timer(name: string, ms: number, callback: () => void): void {
    this.#cancel(name)
    this.#timers.set(name, this.#clock.after(ms, callback))
  }

  #cancel(name: string): void {
    this.#timers.get(name)?.()
    this.#timers.delete(name)
  }
}

import type { WebSocket } from 'ws'
import { asSentence } from '../../shared/domain/as-sentence.ts'
import type { Clock } from '../clock.ts'
import type { SocketFrame } from '../session/session-supervisor.ts'
import { type FrameData, frameText, frameTopic, frameValue } from './frame.ts'
import { type Greeting, hear, isGreeted, silence } from './greeting.ts'
import { MAX_UNSENT_BYTES, openWebSocket, type SocketTarget } from './open-web-socket.ts'
import { takeTurns } from './take-turns.ts'

/** IBKR wants a sign of life at least once a minute. */
const KEEP_ALIVE_MS = 60_000
/** A greeting takes a quarter of a second as a rule. */
const GREETING_MS = 15_000
/** Some servers' greeting has no `sts`: after `system` it is not waited for longer than this. */
const STATUS_MS = 3_000
const CLOSING_MS = 1_000
/** IBKR answers a `tic` at once; an answer may stand behind many frames. */
const ECHO_MS = 20_000
/** After this share of the silence that ends a connection, it is told. */
const SILENT_SHARE = 0.5

/** Why a connection ended. */
export interface ConnectionEnd {
  readonly reason: string
  /** Of the server's closing frame, where there was one; 1006 where the line broke. */
  readonly code?: number
  /** ms since epoch */
  readonly lastFrameAt: number
}

/** What a connection tells. Nothing after `onEnd`, and nothing after `end()` was called. */
export interface ConnectionNews {
  readonly onOpen: () => void
  readonly onGreeted: () => void
  readonly onFrame: (frame: SocketFrame) => void
  /** Takes a frame as it came; false: it is wanted as text and value. */
  readonly onBytes: (bytes: Buffer, at: number) => boolean
  /** A text was given to the socket, keep-alives too. */
  readonly onText: (text: string) => void
  /** Nothing was heard for a while; since when, in ms since epoch. */
  readonly onSilent: (since: number) => void
  /** Something was heard after that. */
  readonly onHeardAgain: () => void
  readonly onEnd: (end: ConnectionEnd) => void
}

/** One WebSocket from opening to end, with the timers that belong to it and end with it. */
export class SocketConnection {
  readonly #clock: Clock
  readonly #silenceMs: number
  readonly #news: ConnectionNews
  readonly #session: string | undefined
  readonly #socket: WebSocket
  readonly #timers = new Map<string, () => void>()
  readonly #gone: Promise<void>
  #greeting: Greeting = silence
  #greeted = false
  #ended = false
  #lastFrameAt: number
  /** The same on the steady clock. */
  #heardAt: number
  /** The time of frames that came in one piece, asked for once. */
  #timeIsFresh = false
  #isSilent = false
  #awaitsEcho = false
  /** This server answers `tic`: a missing answer means that it no longer reads. */
  #echoes = false

  constructor(target: SocketTarget, clock: Clock, silenceMs: number, news: ConnectionNews) {
    this.#clock = clock
    this.#silenceMs = silenceMs
    this.#news = news
    this.#session = target.session
    this.#lastFrameAt = clock.now()
    this.#heardAt = clock.monotonic()
    this.#socket = openWebSocket(target)
    this.#timer('opening', target.handshakeTimeout, () => this.#finish('it did not open in time.'))
    this.#socket.on('open', () => this.#opened())
    const turn = takeTurns(this.#socket)
    this.#socket.on('message', (data, binary) => {
      turn()
      this.#received(data, binary)
    })
    this.#socket.on('error', (error) => this.#finish(asSentence(error.message)))
    this.#socket.on('close', (code) => this.#finish(`the server closed it (code ${code}).`, code))
    this.#gone = new Promise((resolve) => {
      this.#socket.once('close', () => {
        this.#cancel('terminate')
        resolve()
      })
    })
  }

  get isGreeted(): boolean {
    return this.#greeted
  }

  get lastFrameAt(): number {
    return this.#lastFrameAt
  }

  /** False when the text was dropped: the connection is not open, or the server does not read. */
  send(text: string): boolean {
    if (this.#ended || this.#socket.readyState !== this.#socket.OPEN) return false
    if (this.#socket.bufferedAmount > MAX_UNSENT_BYTES) return false
    this.#socket.send(text)
    this.#news.onText(text)
    return true
  }

  /** Ends the connection when the peer was silent for too long. */
  checkSilence(): void {
    // The steady clock stands still in sleep, the wall clock may be put back: the longer of both is the silence.
    const quietMs = Math.max(this.#clock.now() - this.#lastFrameAt, this.#clock.monotonic() - this.#heardAt)
    if (quietMs >= this.#silenceMs) this.#finish(`nothing was heard for ${Math.round(quietMs / 1000)} seconds.`)
    else if (this.#greeted) {
      const tellMs = this.#silenceMs * SILENT_SHARE
      if (quietMs >= tellMs && !this.#isSilent) {
        this.#isSilent = true
        this.#news.onSilent(this.#lastFrameAt)
      }
      const nextMs = this.#isSilent ? this.#silenceMs : tellMs
      this.#timer('silence', nextMs - quietMs, () => this.checkSilence())
    }
  }

  /** Closes it without further news; resolves once the socket is gone. May be called again. */
  end(): Promise<void> {
    if (!this.#ended) {
      this.#ended = true
      for (const cancel of this.#timers.values()) cancel()
      this.#timers.clear()
      if (this.#socket.readyState === this.#socket.OPEN) {
        this.#socket.close(1000)
        // A peer that went silent never answers the closing handshake.
        this.#timer('terminate', CLOSING_MS, () => this.#socket.terminate())
      } else this.#socket.terminate()
    }
    return this.#gone
  }

  #opened(): void {
    if (this.#ended) return
    this.#cancel('opening')
    this.#heardNow()
    this.#news.onOpen()
    this.#timer('greeting', GREETING_MS, () => this.#finish(this.#missing()))
    this.#keepAlive()
  }

  #missing(): string {
    return this.#greeting.authenticated === false
      ? 'IBKR reported no brokerage session on it.'
      : 'the server did not greet.'
  }

  #keepAlive(): void {
    this.#timer('keep-alive', KEEP_ALIVE_MS, () => {
      this.#tic()
      this.#keepAlive()
    })
  }

  /** A server may beat and hear nothing: then the answer is missing, twice. */
  #tic(again = false): void {
    this.send('tic')
    this.#awaitsEcho = true
    if (!this.#echoes) return
    this.#timer('echo', ECHO_MS, () => {
      if (again) this.#finish('the server beats, but does not answer what it is sent.')
      else this.#tic(true)
    })
  }

  #hearEcho(value: unknown): void {
    if (frameTopic(value) !== 'tic') return
    this.#awaitsEcho = false
    this.#echoes = true
    this.#cancel('echo')
  }

  #received(data: FrameData, binary: boolean): void {
    if (this.#ended) return
    if (!this.#timeIsFresh) {
      this.#lookAtClock()
      // By somebody who was told that there is a sign of life again.
      if (this.#ended) return
    }
    const isPlain = this.#greeted && Buffer.isBuffer(data)
    if (isPlain && this.#news.onBytes(data, this.#lastFrameAt)) return
    const text = frameText(data)
    const value = frameValue(text)
    this.#news.onFrame({ at: this.#lastFrameAt, text, value, binary })
    if (!this.#greeted) this.#hear(value)
    if (this.#awaitsEcho) this.#hearEcho(value)
  }

  #heardNow(): void {
    this.#lastFrameAt = this.#clock.now()
    this.#heardAt = this.#clock.monotonic()
  }

  #lookAtClock(): void {
    this.#heardNow()
    if (this.#isSilent) {
      this.#isSilent = false
      this.#news.onHeardAgain()
    }
    this.#timeIsFresh = true
    queueMicrotask(() => {
      this.#timeIsFresh = false
    })
  }

  #hear(value: unknown): void {
    const before = this.#greeting
    this.#greeting = hear(before, value)
    if (this.#greeting.wantsSession && !before.wantsSession && this.#session !== undefined) {
      this.send(JSON.stringify({ session: this.#session }))
    }
    if (isGreeted(this.#greeting)) this.#becomeGreeted()
    else if (this.#greeting.authenticated === false) this.#cancel('status')
    else if (this.#greeting.system && !before.system) this.#timer('status', STATUS_MS, () => this.#becomeGreeted())
  }

  #becomeGreeted(): void {
    if (this.#greeted || this.#ended) return
    this.#greeted = true
    this.#cancel('greeting')
    this.#cancel('status')
    this.#news.onGreeted()
    this.checkSilence()
  }

  #finish(reason: string, code?: number): void {
    if (this.#ended) return
    this.end().catch(() => undefined)
    this.#news.onEnd({ reason, lastFrameAt: this.#lastFrameAt, ...(code !== undefined && { code }) })
  }

  /** None begins once the connection was ended, as in the middle of its news, but the one that makes sure of its end. */
  #timer(name: string, ms: number, callback: () => void): void {
    this.#cancel(name)
    if (this.#ended && name !== 'terminate') return
    this.#timers.set(name, this.#clock.after(ms, callback))
  }

  #cancel(name: string): void {
    this.#timers.get(name)?.()
    this.#timers.delete(name)
  }
}

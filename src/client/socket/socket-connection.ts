import type { RawData, WebSocket } from 'ws'
import { asSentence } from '../../shared/domain/as-sentence.ts'
import { IbkrError } from '../errors/ibkr-error.ts'
import { readSystemErrorCode } from '../errors/transport-error.ts'
import { MAX_UNSENT_BYTES, onMessage, openWebSocket } from './open-web-socket.ts'
import { applySessionFrame, emptySessionMessage, isSessionMessageComplete } from './session-message.ts'
import { readFrame, type SocketFrame } from './socket-events.ts'
import type { SocketTarget } from './socket-target.ts'

/** Time in ms between keep-alives; IBKR requires at least one per minute. */
const KEEP_ALIVE_MS = 60_000
/** Maximum time in ms to wait for the session message; IBKR usually sends it within 250 ms. */
const SESSION_MESSAGE_MS = 15_000
/** Maximum time in ms to wait for `sts` after `system`, because some servers never send it. */
const STATUS_MS = 3_000
const CLOSING_MS = 1_000
/**
 * Maximum time in ms to wait for the response to `tic`. IBKR sends it immediately, but it may be behind many frames.
 */
const ECHO_MS = 20_000

export type OutgoingMessage = string | Uint8Array

export interface ConnectionOptions {
  /** Time in ms without a received frame after which the connection ends. */
  readonly silenceMs: number
  /**
   * Whether the connection is supervised. The server must then send heartbeats and a session message, and the
   * supervisor handles later changes of the session. Otherwise any server is accepted: a silent one is tested with a
   * ping, and a connection counts as ready after 15 s without a session message.
   */
  readonly supervised: boolean
}

/** How and when a connection ended. */
export interface ConnectionEnd {
  readonly reason: string
  /** Code of the server's close frame; 1006 if it sent none. */
  readonly code?: number
  readonly error?: Error
  /** Time of the last received frame, in ms since epoch. */
  readonly lastFrameAt: number
}

/** Callbacks of a connection. None is called after `onEnd`, or after `end()`. */
export interface ConnectionEvents {
  readonly onOpen: () => void
  /**
   * Called when messages may be sent. `confirmed`: IBKR reported an authenticated session, which means that it dropped
   * earlier messages. Called again after `onLost`.
   */
  readonly onReady: (confirmed: boolean) => void
  /**
   * Called when IBKR reports that the session is no longer authenticated, so that it drops messages. Not called for a
   * supervised session.
   */
  readonly onLost?: () => void
  readonly onFrame: (frame: SocketFrame) => void
  /** Called when a message, including a keep-alive, was passed to the socket. */
  readonly onSent: (text: OutgoingMessage) => void
  /** Called when no frame was received for half of `silenceMs`. `since`: time of the last frame, in ms since epoch. */
  readonly onSilent?: (since: number) => void
  /** Called when a frame ends the silence. */
  readonly onResumed?: () => void
  readonly onEnd: (end: ConnectionEnd) => void
}

/** One WebSocket from opening to closing, with its timers for keep-alive, silence and session message. */
export class SocketConnection {
  /** Resolves to the close code when the socket has closed. */
  readonly closed: Promise<number>
  readonly #target: SocketTarget
  readonly #options: ConnectionOptions
  readonly #events: ConnectionEvents
  readonly #socket: WebSocket
  readonly #timers = new Map<string, () => void>()
  #message = emptySessionMessage
  #session: 'awaited' | 'ready' | 'lost' = 'awaited'
  #ended = false
  #lastFrameAt = 0
  /** Time of the last received frame on the monotonic clock. */
  #lastFrameMonotonic = 0
  #isSilent = false
  /** Whether this server responds to `tic`. If so, a missing response means that the server no longer reads. */
  #echoes = false

  constructor(target: SocketTarget, options: ConnectionOptions, events: ConnectionEvents) {
    this.#target = target
    this.#options = options
    this.#events = events
    this.#noteLife()
    const socket = openWebSocket(target)
    this.#socket = socket
    this.#timer('opening', target.handshakeTimeout, () => this.#finish('it did not open in time.'))
    socket.on('open', () => this.#opened())
    onMessage(socket, this.#received)
    if (!options.supervised) for (const event of ['ping', 'pong']) socket.on(event, () => this.#noteLife())
    // An `AggregateError`, the error of several addresses, has no message, only a code.
    socket.on('error', (error) => this.#finish(asSentence(error.message || readSystemErrorCode(error)), { error }))
    socket.on('close', (code) => this.#finish(`the server closed it (code ${code}).`, { code }))
    this.closed = new Promise((resolve) => {
      socket.once('close', (code) => {
        this.#cancel('terminate')
        resolve(code)
      })
    })
  }

  /** Whether IBKR has ever reported an authenticated session on this connection. */
  get wasReady(): boolean {
    return this.#session !== 'awaited'
  }

  get lastFrameAt(): number {
    return this.#lastFrameAt
  }

  /**
   * Sends a message. It is not sent if the connection is not open (`closed`) or the server does not read (`stalled`).
   */
  send(text: OutgoingMessage): 'sent' | 'stalled' | 'closed' {
    if (this.#ended || this.#socket.readyState !== this.#socket.OPEN) return 'closed'
    if (this.#socket.bufferedAmount > MAX_UNSENT_BYTES) return 'stalled'
    this.#socket.send(text)
    this.#events.onSent(text)
    return 'sent'
  }

  /** Ends the connection if the server has been silent for too long. */
  checkSilence(): void {
    const { clock } = this.#target
    const { silenceMs, supervised } = this.#options
    // Uses the longer of both times: the monotonic clock stops during sleep, and the wall clock may be set back.
    const quietMs = Math.max(clock.now() - this.#lastFrameAt, clock.monotonic() - this.#lastFrameMonotonic)
    if (quietMs >= silenceMs) {
      this.#finish(`nothing was received for ${Math.round(quietMs / 1000)} seconds.`)
      return
    }
    // Silence is reported early, so that a pong can arrive before the connection ends.
    const reportMs = supervised ? silenceMs / 2 : silenceMs / 3
    if (quietMs >= reportMs && !this.#isSilent) {
      this.#isSilent = true
      if (!supervised && this.#socket.readyState === this.#socket.OPEN) this.#socket.ping()
      this.#events.onSilent?.(this.#lastFrameAt)
    }
    this.#timer('silence', (this.#isSilent ? silenceMs : reportMs) - quietMs, () => this.checkSilence())
  }

  /** Closes the connection without further events. Resolves when the socket has closed. May be called again. */
  end(code = 1000, reason?: string): Promise<unknown> {
    if (!this.#ended) {
      this.#ended = true
      for (const cancel of this.#timers.values()) cancel()
      this.#timers.clear()
      if (this.#socket.readyState === this.#socket.OPEN) {
        this.#socket.close(code, reason)
        // A silent peer never completes the closing handshake.
        this.#timer('terminate', CLOSING_MS, () => this.#socket.terminate())
      } else this.#socket.terminate()
    }
    return this.closed
  }

  #opened(): void {
    if (this.#ended) return
    this.#cancel('opening')
    this.#noteLife()
    this.#events.onOpen()
    this.#timer('session message', SESSION_MESSAGE_MS, () => this.#sessionMessageMissing())
    this.#keepAlive()
    if (!this.#options.supervised) this.checkSilence()
  }

  #keepAlive(): void {
    this.#timer('keep-alive', KEEP_ALIVE_MS, () => {
      this.#sendTic(true)
      this.#keepAlive()
    })
  }

  /** Sends `tic`. A server may send heartbeats but no longer read: two responses to `tic` are then missing. */
  #sendTic(mayRepeat: boolean): void {
    this.send('tic')
    if (!this.#echoes) return
    this.#timer('echo', ECHO_MS, () => {
      if (mayRepeat) this.#sendTic(false)
      else this.#finish('the server sends heartbeats, but does not respond.')
    })
  }

  readonly #received = (data: RawData, binary: boolean, startsTurn: boolean): void => {
    if (this.#ended) return
    // All frames of one event loop turn share one timestamp.
    if (startsTurn) this.#noteLife()
    // A listener of `onResumed` may have ended the connection.
    if (this.#ended) return
    const frame = readFrame(data, binary, this.#lastFrameAt)
    this.#events.onFrame(frame)
    if (frame.topic === 'tic') {
      this.#echoes = true
      this.#cancel('echo')
      return
    }
    // The supervisor handles changes of a session that was ready.
    if (this.#options.supervised && this.#session !== 'awaited') return
    if (frame.topic === 'sts' || frame.topic === 'system' || frame.topic === '') this.#followSession(frame)
  }

  #noteLife(): void {
    this.#lastFrameAt = this.#target.clock.now()
    this.#lastFrameMonotonic = this.#target.clock.monotonic()
    if (!this.#isSilent) return
    this.#isSilent = false
    this.#events.onResumed?.()
    this.checkSilence()
  }

  #followSession(frame: SocketFrame): void {
    const before = this.#message
    const now = applySessionFrame(before, frame)
    this.#message = now
    const { session } = this.#target
    // IBKR's gateway may request the session although the cookie contains it.
    if (now.wantsSession && !before.wantsSession && session !== undefined) this.send(JSON.stringify({ session }))
    if (now.authenticated === false) {
      this.#cancel('status')
      if (this.#session !== 'ready') return
      this.#session = 'lost'
      this.#events.onLost?.()
    } else if (this.#session === 'lost' || (isSessionMessageComplete(now) && !isSessionMessageComplete(before)))
      this.#becomeReady(true)
    else if (now.system && !before.system) this.#timer('status', STATUS_MS, () => this.#becomeReady(true))
  }

  #sessionMessageMissing(): void {
    const isLost = this.#message.authenticated === false
    if (this.#options.supervised) {
      this.#finish(isLost ? 'IBKR reported no brokerage session on it.' : 'the server sent no session message.')
    } else if (!isLost) this.#becomeReady(false)
  }

  #becomeReady(confirmed: boolean): void {
    if (this.#ended) return
    this.#session = 'ready'
    this.#cancel('session message')
    this.#cancel('status')
    this.#events.onReady(confirmed)
    if (this.#options.supervised) this.checkSilence()
  }

  #finish(reason: string, detail: Pick<ConnectionEnd, 'code' | 'error'> = {}): void {
    if (this.#ended) return
    void this.end()
    this.#events.onEnd({ reason, lastFrameAt: this.#lastFrameAt, ...detail })
  }

  /**
   * Starts a timer. After the end, which an event handler may cause at any time, only the timer that completes the end
   * may start.
   */
  #timer(name: string, ms: number, callback: () => void): void {
    this.#cancel(name)
    if (this.#ended && name !== 'terminate') return
    this.#timers.set(name, this.#target.clock.after(ms, callback))
  }

  #cancel(name: string): void {
    this.#timers.get(name)?.()
    this.#timers.delete(name)
  }
}

/** Creates the error for a message that was `stalled`. */
export function createStalledError(): IbkrError {
  return new IbkrError(
    'socket-queue-full',
    'The server has not read earlier messages: this message was not sent. Send it again later.',
  )
}

/** Returns the close code in `error({ code, reason })`, if a program may use this code; otherwise undefined. */
export function readCloseCode(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined
  const { code } = error
  return typeof code === 'number' && (code === 1000 || (code >= 3000 && code <= 4999)) ? code : undefined
}

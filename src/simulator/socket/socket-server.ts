import type { IncomingMessage, Server } from 'node:http'
import type { Socket } from 'node:net'
import { type RawData, type WebSocket, WebSocketServer } from 'ws'
import { createTimers, type SimulatorClock } from '../clock.ts'
import { createSignal } from '../event-signal.ts'
import type { FaultRegistry } from '../faults/fault-registry.ts'
import { createFrameFaults } from '../faults/frame-faults.ts'
import type { ServerFaultActions } from '../faults/response-delivery.ts'
import { applyUpgradeFaults } from '../faults/upgrade-faults.ts'
import type { Authentication } from '../http/entry-point.ts'
import type { ServerConnections } from '../http/http-listener.ts'
import { redactHeaders } from '../http/request.ts'
import { createNotFoundPage, sendUpgradeRejection } from '../http/response.ts'
import type { RecordWriter } from '../record/simulator-record.ts'
import type { SimulatorState } from '../simulator-state.ts'
import { type BatchedFrameWriter, createFrameWriter, createSocketTransport } from './frame-transport.ts'
import { createMarketDataLines, createQuoteJsonCache } from './market-data-topic.ts'
import type { OrderStreamSwitch } from './orders-topic.ts'
import { openSimulatorSocket, type SimulatorSocket } from './simulator-socket.ts'
import type { SocketOptions } from './socket-options.ts'
import type { TradesSubscriber } from './trades-topic.ts'

const socketPath = '/v1/api/ws'
const maxFrameBytes = 65_536

/** All open sockets of a server. */
export interface SocketServer {
  readonly streamSwitch: OrderStreamSwitch
  /** Sends an unsolicited frame to every open socket. */
  announce(frame: object): void
  /** Returns the number of open sockets. */
  count(): number
  /** Closes every socket. Without a code, the connection is closed without a close frame. */
  drop(code?: number): void
  close(): void
}

/** Handles the WebSocket upgrades of a server. */
export function attachSocketServer(settings: {
  readonly server: Server
  readonly state: SimulatorState
  readonly clock: SimulatorClock
  readonly authentication: Authentication
  readonly record: RecordWriter
  readonly options: SocketOptions
  readonly faults: FaultRegistry
  readonly connections: ServerConnections
  readonly serverActions: ServerFaultActions
}): SocketServer {
  const { state, record, authentication, options, faults, connections, serverActions } = settings
  const sockets = new WebSocketServer({ noServer: true, maxPayload: maxFrameBytes })
  const streamSwitch: OrderStreamSwitch = { silent: false, refusals: 0 }
  const tradesOwner: TradesSubscriber = { socket: undefined }
  const announced = createSignal<object>()
  const marketData = { texts: createQuoteJsonCache(), lines: createMarketDataLines(options.marketDataLines) }
  const closeCode = (code: number) => (options.closeCodesRewritten ? 1000 : code)
  const writers = new Map<WebSocket, BatchedFrameWriter>()
  const endings = new Set<() => void>()
  let count = 0

  const timers = createTimers(settings.clock)

  settings.server.on('upgrade', (request: IncomingMessage, stream: Socket, head: Buffer) => {
    // Node leaves an upgraded stream without an error listener, and a client that disconnects must not end the process.
    stream.on('error', () => stream.destroy())
    const [path, query = ''] = (request.url ?? '').split('?')
    const arrived = { query: new URLSearchParams(query), address: stream.remoteAddress ?? '' }
    const rejection = () => (path === socketPath ? authentication.rejectUpgrade(arrived) : createNotFoundPage())
    const open = () => {
      const refused = rejection()
      const admitted = state.mode === 'gateway' ? 'not-required' : 'verified'
      const verification = refused === undefined ? admitted : 'socket-refused'
      recordUpgrade(record, request, { at: state.now(), status: refused?.status ?? 101, verification })
      if (refused !== undefined) {
        sendUpgradeRejection(stream, refused, new Date(state.realNow()).toUTCString())
        return
      }
      const cookie = request.headers.cookie
      sockets.handleUpgrade(request, stream, head, (socket) => accept(socket, stream, readSessionCookie(cookie)))
    }
    const note = (status: number, struck: readonly string[]) =>
      recordUpgrade(record, request, { at: state.now(), status, verification: 'not-judged', faults: struck })
    applyUpgradeFaults({ stream, path: path ?? '', open, note }, { faults, connections, timers, serverActions })
  })

  function accept(socket: WebSocket, stream: Socket, cookieSession: string | undefined): void {
    count += 1
    const number = count
    const note = (direction: 'in' | 'out', text: string) =>
      record.addFrame({ at: state.now(), connection: number, direction, text })
    const writer = createFrameWriter({
      socket,
      stream,
      binary: options.binaryFrames,
      bufferBytes: options.bufferBytes,
    })
    writers.set(socket, writer)
    const lineTimers = createTimers(settings.clock)
    const transport = createSocketTransport({
      socket,
      stream,
      connections,
      writer,
      closeCode,
      note: (text) => note('out', text),
      receive: (text) => connection?.receive(text),
    })
    const line = createFrameFaults({ faults, transport, timers: lineTimers, now: () => settings.clock.now() })
    let connection: SimulatorSocket | undefined
    const open = () => {
      connection = openSimulatorSocket({
        state,
        timers: createTimers(settings.clock),
        shared: { streamSwitch, tradesOwner, marketData, announced },
        options,
        cookieSession,
        sendText: line.send,
      })
    }
    // Drop frames that arrive before the gateway's own link to IBKR is established.
    if (options.linkMilliseconds > 0) lineTimers.after(options.linkMilliseconds, open)
    else open()
    socket.on('message', (data: RawData) => {
      const text = textOf(data)
      note('in', text)
      line.receive(text)
    })
    const end = () => {
      endings.delete(end)
      writers.delete(socket)
      connection?.close()
      line.close()
      lineTimers.close()
    }
    endings.add(end)
    socket.on('close', end)
    // `ws` closes the socket of an invalid or oversized frame with the right code, and then emits 'close'.
    socket.on('error', () => undefined)
  }

  function drop(code?: number): void {
    for (const socket of sockets.clients) {
      writers.get(socket)?.flush()
      if (code === undefined || code === 1006) socket.terminate()
      else socket.close(closeCode(code))
    }
  }

  return {
    streamSwitch,
    announce: announced.emit,
    count: () => sockets.clients.size,
    drop,
    close: () => {
      timers.close()
      drop()
      // Run the ends explicitly: a frozen connection is not read, so its end would never be detected.
      for (const end of [...endings]) end()
      sockets.close()
    },
  }
}

function textOf(data: RawData): string {
  if (Array.isArray(data)) return Buffer.concat(data).toString('utf8')
  return Buffer.from(data as Buffer).toString('utf8')
}

/** Records the upgrade of a socket, without its query, which contains a token. */
function recordUpgrade(
  record: RecordWriter,
  request: IncomingMessage,
  outcome: {
    readonly at: number
    /** Status of the upgrade: 101, the status of the rejection, or 0 if a fault suppressed the response. */
    readonly status: number
    readonly verification: string
    readonly faults?: readonly string[]
  },
): void {
  const [path = ''] = (request.url ?? '').split('?')
  const method = request.method ?? ''
  const headers = redactHeaders(request.headers)
  record.addRequest({ ...outcome, method, path, query: '', headers, body: '', querySigningMode: 'none' })
}

/**
 * Returns the session in the `api` cookie, in either spelling: `api=<session>` or `api={"session":"<session>"}`.
 * Undefined without such a cookie.
 */
export function readSessionCookie(header: string | undefined): string | undefined {
  for (const part of (header ?? '').split(';')) {
    const [name = '', ...rest] = part.trim().split('=')
    if (name !== 'api') continue
    const value = decode(rest.join('='))
    const found = /^\{"session":\s*"([^"]*)"\}$/.exec(value)
    return found?.[1] ?? value
  }
  return undefined
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

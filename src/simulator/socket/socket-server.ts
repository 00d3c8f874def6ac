import type { IncomingMessage, Server } from 'node:http'
import type { Socket } from 'node:net'
import { type RawData, type WebSocket, WebSocketServer } from 'ws'
import type { SimulatorClock } from '../clock.ts'
import type { ServerTools } from '../faults/deliver.ts'
import type { FaultBook } from '../faults/faults.ts'
import { createFrameLine } from '../faults/frame-line.ts'
import { spoilUpgrade } from '../faults/spoil-upgrade.ts'
import { notFoundPage } from '../http/answer.ts'
import type { Connections } from '../http/connections.ts'
import type { Gatekeeper } from '../http/gatekeeper.ts'
import { refuseUpgrade } from '../http/refuse-upgrade.ts'
import type { RecordWriter } from '../record.ts'
import { createSignal } from '../signal.ts'
import { createTimers } from '../timers.ts'
import type { World } from '../world.ts'
import { type Connection, openConnection } from './connection.ts'
import { createFrameWriter, type FrameWriter } from './frame-writer.ts'
import { createMarketDataLines } from './market-data-lines.ts'
import { noteUpgrade } from './note-upgrade.ts'
import type { OrderStreamSwitch } from './orders-topic.ts'
import { createQuoteTexts } from './quote-texts.ts'
import { sessionFromCookie } from './session-cookie.ts'
import type { SocketHabits } from './socket-habits.ts'
import type { TradesOwner } from './trades-topic.ts'
import { socketTransport } from './transport.ts'

const socketPath = '/v1/api/ws'
const maxFrameBytes = 65_536

/** Every open socket. */
export interface SocketServer {
  readonly streamSwitch: OrderStreamSwitch
  /** Sends a frame that nobody asked for to every greeted socket. */
  announce(frame: object): void
  /** Number of open sockets. */
  count(): number
  /** Cuts every socket: without a code the connection just breaks, with one there is a close frame. */
  drop(code?: number): void
  close(): void
}

/** Takes the upgrades of a server. */
export function attachSocketServer(settings: {
  readonly server: Server
  readonly world: World
  readonly clock: SimulatorClock
  readonly gatekeeper: Gatekeeper
  readonly record: RecordWriter
  readonly habits: SocketHabits
  readonly faults: FaultBook
  readonly connections: Connections
  readonly serverTools: ServerTools
}): SocketServer {
  const { world, record, gatekeeper, habits, faults, connections, serverTools } = settings
  const sockets = new WebSocketServer({ noServer: true, maxPayload: maxFrameBytes })
  const streamSwitch: OrderStreamSwitch = { silent: false, refusals: 0 }
  const tradesOwner: TradesOwner = { channel: undefined }
  const announced = createSignal<object>()
  const marketData = { texts: createQuoteTexts(), lines: createMarketDataLines(habits.marketDataLines) }
  const closeCode = (code: number) => (habits.closeCodesRewritten ? 1000 : code)
  const writers = new Map<WebSocket, FrameWriter>()
  const endings = new Set<() => void>()
  let count = 0

  const timers = createTimers(settings.clock)

  settings.server.on('upgrade', (request: IncomingMessage, stream: Socket, head: Buffer) => {
    // Node leaves an upgraded stream without a listener; a client that hangs up must not end the process.
    stream.on('error', () => stream.destroy())
    const [path, query = ''] = (request.url ?? '').split('?')
    const arrived = { query: new URLSearchParams(query), address: stream.remoteAddress ?? '' }
    const judge = () => (path === socketPath ? gatekeeper.refuseUpgrade(arrived) : notFoundPage())
    const open = () => {
      const refused = judge()
      const admitted = world.mode === 'gateway' ? 'not-required' : 'verified'
      const verification = refused === undefined ? admitted : 'socket-refused'
      noteUpgrade(record, request, { at: world.now(), status: refused?.status ?? 101, verification })
      if (refused !== undefined) {
        refuseUpgrade(stream, refused, new Date(world.realNow()).toUTCString())
        return
      }
      const cookie = request.headers.cookie
      sockets.handleUpgrade(request, stream, head, (socket) => accept(socket, stream, sessionFromCookie(cookie)))
    }
    const note = (status: number, struck: readonly string[]) =>
      noteUpgrade(record, request, { at: world.now(), status, verification: 'not-judged', faults: struck })
    spoilUpgrade({ stream, path: path ?? '', open, note }, { faults, connections, timers, serverTools })
  })

  function accept(socket: WebSocket, stream: Socket, cookieSession: string | undefined): void {
    count += 1
    const number = count
    const note = (direction: 'in' | 'out', text: string) =>
      record.addFrame({ at: world.now(), connection: number, direction, text })
    const writer = createFrameWriter({
      socket,
      stream,
      binary: habits.binaryFrames,
      bufferBytes: habits.bufferBytes,
    })
    writers.set(socket, writer)
    const lineTimers = createTimers(settings.clock)
    const transport = socketTransport({
      socket,
      stream,
      connections,
      writer,
      closeCode,
      note: (text) => note('out', text),
      hear: (text) => connection?.receive(text),
    })
    const line = createFrameLine({ faults, transport, timers: lineTimers, now: () => settings.clock.now() })
    let connection: Connection | undefined
    const open = () => {
      connection = openConnection({
        world,
        timers: createTimers(settings.clock),
        shared: { streamSwitch, tradesOwner, marketData, announced },
        habits,
        cookieSession,
        sendText: line.send,
      })
    }
    // A frame that comes before the gateway has its own link to IBKR is lost.
    if (habits.linkMilliseconds > 0) lineTimers.after(habits.linkMilliseconds, open)
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
    // A frame that breaks the protocol or is too large: `ws` closes with the code for it, and 'close' follows.
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
      // A frozen connection is not read, and so never hears of its own end.
      for (const end of [...endings]) end()
      sockets.close()
    },
  }
}

function textOf(data: RawData): string {
  if (Array.isArray(data)) return Buffer.concat(data).toString('utf8')
  return Buffer.from(data as Buffer).toString('utf8')
}

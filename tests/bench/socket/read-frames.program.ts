import { once } from 'node:events'
import { createRequire } from 'node:module'
import { setTimeout as pause } from 'node:timers/promises'
import { Subject } from 'rxjs'
import { WebSocket } from 'ws'
import { IbkrClient } from '../../../src/client/index.ts'

// Reads quotes of several contracts with one of four clients. For each message of its parent, the server sends for a
// short time. The program then reports the number of frames read per second of its own processor time.
const [clientName = '', host = '', contracts = '1'] = process.argv.slice(2)
const conids = Array.from({ length: Number(contracts) }, (_, index) => index + 1)
/** The first warm-up takes longer. Later warm-ups only restore what became cold during the pause. */
const FIRST_WARM_UP_MS = 1_000
const WARM_UP_MS = 100
const MEASURED_MS = 300

let count = 0
const counted = (): void => {
  count += 1
}

type Predicate = (frame: { readonly topic?: string }) => boolean
interface Multiplexing {
  next(text: string): void
  multiplex(
    subscribe: () => string,
    unsubscribe: () => string,
    filter: Predicate,
  ): { subscribe(next: () => void): unknown }
  readonly state$: { subscribe(next: (state: string) => void): unknown }
}

/** Starts a client. Resolves, when the socket is ready, to a function that sends a message. */
type StartClient = () => Promise<(text: string) => void>

const clients: Readonly<Record<string, StartClient>> = {
  async bare() {
    const socket = new WebSocket(`wss://${host}/v1/api/ws`, { rejectUnauthorized: false })
    const values = new Subject<unknown>()
    values.subscribe(counted)
    socket.on('message', (data) => values.next(JSON.parse(String(data))))
    await once(socket, 'open')
    return (text) => socket.send(text)
  },
  async typed() {
    const session = new IbkrClient(host).connect()
    for (const conid of conids) session.streams.quotes(conid, ['last', 'bid', 'ask']).subscribe(counted)
    await new Promise<void>((resolve) => session.onSocketState((state) => state === 'connected' && resolve()))
    return (text) => session.sendFrame(text)
  },
  multiplex: () => multiplex(new IbkrClient(host).socket()),
  original() {
    // The client's logging cannot be switched off.
    console.debug = () => undefined
    const original = createRequire(import.meta.url)('ibkr-client') as {
      IbkrClient: new (host: string) => { socket(): Multiplexing }
    }
    return multiplex(new original.IbkrClient(host).socket())
  },
}

async function multiplex(socket: Multiplexing): Promise<(text: string) => void> {
  for (const conid of conids) {
    const topic = `smd+${conid}`
    const stream = socket.multiplex(
      () => `${topic}+{"fields":["31","84","86"]}`,
      () => `umd+${conid}+{}`,
      (frame) => frame.topic === topic,
    )
    stream.subscribe(counted)
  }
  await new Promise<void>((resolve) => socket.state$.subscribe((state) => state === 'CONNECTED' && resolve()))
  return (text) => socket.next(text)
}

const start = clients[clientName]
if (start === undefined) throw new Error(`Unknown client ${clientName}.`)
const send = await start()
let warmUp = FIRST_WARM_UP_MS

async function measure(): Promise<number> {
  const first = count
  send('go')
  while (count === first) await pause(5)
  await pause(warmUp)
  warmUp = WARM_UP_MS
  const [before, used] = [count, process.cpuUsage()]
  await pause(MEASURED_MS)
  const { user, system } = process.cpuUsage(used)
  const rate = (count - before) / ((user + system) / 1e6)
  send('stop')
  // Waits until no frame is in transit, so that the next measurement does not count earlier frames.
  for (let last = -1; last !== count; ) {
    last = count
    await pause(20)
  }
  return rate
}

process.on('message', () => {
  measure().then(
    (perSecond) => process.send?.({ kind: 'rate', perSecond }),
    (error: unknown) => {
      throw error
    },
  )
})
process.on('disconnect', () => process.exit())
process.send?.({ kind: 'ready' })

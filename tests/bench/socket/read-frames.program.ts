import { createRequire } from 'node:module'
import { Subject } from 'rxjs'
import { WebSocket } from 'ws'
import { IbkrClient } from '../../../src/client/index.ts'

// Reads the quotes of so many contracts in one of four ways, and tells how many frames a second it took.
const [manner = '', host = '', contracts = '1'] = process.argv.slice(2)
const conids = Array.from({ length: Number(contracts) }, (_, index) => index + 1)
const WARM_UP_MS = 700
const MEASURED_MS = 1_500

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

const manners: Readonly<Record<string, () => Promise<void> | void>> = {
  bare() {
    const socket = new WebSocket(`wss://${host}/v1/api/ws`, { rejectUnauthorized: false })
    const values = new Subject<unknown>()
    values.subscribe(counted)
    socket.on('open', () => socket.send('go'))
    socket.on('message', (data) => values.next(JSON.parse(String(data))))
  },
  async typed() {
    const session = new IbkrClient(host).connect()
    for (const conid of conids) session.streams.quotes(conid, ['last', 'bid', 'ask']).subscribe(counted)
    await new Promise<void>((resolve) => session.onSocketState((state) => state === 'connected' && resolve()))
    session.sendFrame('go')
  },
  multiplex: () => multiplex(new IbkrClient(host).socket()),
  original() {
    // Its logging cannot be switched off.
    console.debug = () => undefined
    const original = createRequire(import.meta.url)('ibkr-client') as {
      IbkrClient: new (host: string) => { socket(): Multiplexing }
    }
    multiplex(new original.IbkrClient(host).socket())
  },
}

function multiplex(socket: Multiplexing): void {
  for (const conid of conids) {
    const topic = `smd+${conid}`
    const stream = socket.multiplex(
      () => `${topic}+{"fields":["31","84","86"]}`,
      () => `umd+${conid}+{}`,
      (frame) => frame.topic === topic,
    )
    stream.subscribe(counted)
  }
  socket.state$.subscribe((state) => {
    if (state === 'CONNECTED') setTimeout(() => socket.next('go'), 500)
  })
}

await manners[manner]?.()
while (count === 0) await new Promise((resolve) => setTimeout(resolve, 10))
await new Promise((resolve) => setTimeout(resolve, WARM_UP_MS))
const [before, started] = [count, performance.now()]
await new Promise((resolve) => setTimeout(resolve, MEASURED_MS))
process.send?.({ kind: 'rate', perSecond: (count - before) / ((performance.now() - started) / 1_000) })
process.disconnect?.()
process.exit()

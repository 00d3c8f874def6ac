import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import type { OrderUpdates } from '../../../src/simulator/record/order-updates.ts'
import { type RecordingProxy, startRecordingProxy } from './recording-proxy.ts'

/** Simulated gateway in its own process, behind a proxy that records what the server sent and when. */
export interface StormGateway {
  /** Address of the recording proxy, for the console. */
  readonly url: string
  readonly wire: RecordingProxy
  /** Starts a number of order updates per second over a number of orders. Replaces an earlier burst. */
  storm(rate: number, orders: number): Promise<void>
  calm(): Promise<void>
  /** Buys at market as another program. `symbol`: symbol of a stock, or of an option at the exchange. */
  buy(symbol: string, quantity: number): Promise<void>
  dropSockets(): Promise<void>
  /** Returns the sent updates by socket and order. */
  sent(): Promise<readonly OrderUpdates[]>
  /** Returns the server's orders, read without the console: id, limit and filled. */
  serverOrders(): Promise<ReadonlyMap<string, string>>
  close(): Promise<void>
}

/** Starts the gateway. `more`: further flags of the simulator. */
export async function startStormGateway(more: readonly string[] = []): Promise<StormGateway> {
  const flags = ['--mode', 'gateway', '--http', '--quiet', '--control-port', '0', ...more]
  const child: ChildProcess = spawn(process.execPath, ['bin/ibkr-console.mjs', 'simulator', ...flags], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  if (!child.stdout) throw new Error('no stdout')
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string]
  const { api, control } = JSON.parse(line) as { readonly api: string; readonly control: string }
  const wire = await startRecordingProxy(Number(new URL(api).port))

  const verb = async (body: object): Promise<void> => {
    const headers = { 'content-type': 'application/json' }
    const response = await fetch(new URL('controls', control), { method: 'POST', headers, body: JSON.stringify(body) })
    if (!response.ok) throw new Error(await response.text())
  }
  const get = async <T>(url: URL): Promise<T> => (await (await fetch(url)).json()) as T
  const calm = (): Promise<void> => verb({ verb: 'stopScenarios' })
  return {
    url: `http://127.0.0.1:${wire.port}`,
    wire,
    async storm(rate, orders) {
      await calm()
      await verb({ verb: 'startScenario', scenario: `storm:${rate},0,${orders}` })
    },
    calm,
    buy: (symbol, quantity) => verb({ verb: 'addOrder', symbol, side: 'BUY', quantity, kind: 'MKT' }),
    dropSockets: () => verb({ verb: 'dropSockets' }),
    sent: async () =>
      (await get<{ orderUpdates: readonly OrderUpdates[] }>(new URL('record?of=order-updates&limit=100000', control)))
        .orderUpdates,
    async serverOrders() {
      const read = (query: string) =>
        get<{ orders: readonly Record<string, unknown>[] }>(new URL(`iserver/account/orders${query}`, api))
      await read('?force=true')
      const { orders } = await read('')
      return new Map(orders.map((row) => [String(row['orderId']), `${row['price']} ${row['filledQuantity']}`]))
    },
    async close() {
      wire.close()
      child.kill()
      await once(child, 'close')
    },
  }
}

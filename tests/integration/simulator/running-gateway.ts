import { afterEach } from 'vitest'
import type { SimulatorOptions } from '../../../src/simulator/options.ts'
import { type Simulator, startSimulator } from '../../../src/simulator/start.ts'
import { httpClient } from './http-client.ts'
import { openSocket, type SocketClient } from './socket-client.ts'

const toClose: (() => unknown)[] = []

afterEach(async () => {
  for (const close of toClose.splice(0).reverse()) await close()
})

/** Closes something after the running test, in reverse order of asking. */
export function closeAfterTest(close: () => unknown): void {
  toClose.push(close)
}

/** A simulated gateway over plain http that goes with the test; `greeted` opens a socket and waits for its greeting. */
export async function runningGateway(options: Partial<SimulatorOptions> = {}) {
  const simulator = await startSimulator({ mode: 'gateway', tls: false, marketMoves: false, ...options })
  closeAfterTest(() => simulator.close())
  const client = httpClient(simulator)
  return {
    simulator,
    client,
    /** Reads what must be read before orders and positions. */
    warmUp: async () => {
      await client.get('iserver/accounts')
      await client.get('portfolio/accounts')
    },
    greeted: () => greetedSocket(simulator, client),
  }
}

async function greetedSocket(simulator: Simulator, client: ReturnType<typeof httpClient>): Promise<SocketClient> {
  const { body } = await client.post('tickle')
  const socket = await openSocket(simulator, { cookie: `api=${(body as { session: string }).session}` })
  closeAfterTest(() => socket.close())
  await socket.untilGreeted()
  return socket
}

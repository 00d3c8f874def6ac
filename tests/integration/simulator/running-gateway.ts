import type { SimulatorOptions } from '../../../src/simulator/options.ts'
import { type Simulator, startSimulator } from '../../../src/simulator/start-simulator.ts'
import { releaseAfterTest } from '../../process/release-after-test.ts'
import { httpClient } from './http-client.ts'
import { openSocket, type SocketClient } from './socket-client.ts'

/**
 * Starts a simulated gateway over plain http that the test closes. `readySocket` opens a socket and waits for its session
 * message.
 */
export async function runningGateway(options: Partial<SimulatorOptions> = {}) {
  const simulator = await startSimulator({ mode: 'gateway', tls: false, marketMoves: false, ...options })
  releaseAfterTest(() => simulator.close())
  const client = httpClient(simulator)
  return {
    simulator,
    client,
    /** Makes the reads that orders and positions require. */
    warmUp: async () => {
      await client.get('iserver/accounts')
      await client.get('portfolio/accounts')
    },
    readySocket: () => openReadySocket(simulator, client),
  }
}

async function openReadySocket(simulator: Simulator, client: ReturnType<typeof httpClient>): Promise<SocketClient> {
  const { body } = await client.post('tickle')
  const socket = await openSocket(simulator, { cookie: `api=${(body as { session: string }).session}` })
  releaseAfterTest(() => socket.close())
  await socket.untilReady()
  return socket
}

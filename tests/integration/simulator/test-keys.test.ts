import { X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import tls from 'node:tls'
import { afterEach, expect, test } from 'vitest'
import { IbkrClient } from '../../../src/client/index.ts'
import type { SimulatorOptions } from '../../../src/simulator/options.ts'
import { type Simulator, startSimulator } from '../../../src/simulator/start-simulator.ts'
import { oauth2ConfigOf } from '../client/simulator-fixture.ts'

const running: Simulator[] = []
afterEach(async () => {
  await Promise.all(running.splice(0).map((simulator) => simulator.close()))
})

async function start(options: SimulatorOptions): Promise<Simulator> {
  const simulator = await startSimulator({ testKeys: true, ...options })
  running.push(simulator)
  return simulator
}

test.each(['oauth1', 'oauth2'] as const)(
  'starts every %s simulator with the same keys and certificate if test keys are set',
  async (mode) => {
    const [one, other] = [await start({ mode }), await start({ mode })]
    expect(other.caPem).toBe(one.caPem)
    expect(other.oauth1).toEqual(one.oauth1)
    expect(other.oauth2?.privateKey).toBe(one.oauth2?.privateKey)
  },
)

test.each(['oauth1', 'oauth2'] as const)('accepts a TLS login with test keys in %s mode', async (mode) => {
  const simulator = await start({ mode })
  await using client = new IbkrClient(simulator.oauth1 ?? oauth2ConfigOf(simulator), { baseUrl: simulator.apiUrl })
  expect(await client.init()).toMatchObject({ authenticated: true })
})

test('accepts the fixed certificate for localhost, and rejects it for other names by default', async () => {
  const { caPem = '', port } = await start({ mode: 'gateway' })
  const connect = async (servername: string): Promise<boolean> => {
    const socket = tls.connect({ host: '127.0.0.1', port, ca: caPem, servername })
    try {
      await once(socket, 'secureConnect')
      return true
    } catch {
      return false
    } finally {
      socket.destroy()
    }
  }
  expect(await connect('localhost')).toBe(true)
  expect(await connect('api.ibkr.com')).toBe(false)
})

test('issues a certificate with the configured name if test keys and a certificate name are set', async () => {
  const { caPem = '' } = await start({ mode: 'gateway', certNames: ['nas.local'] })
  expect(new X509Certificate(caPem).checkHost('nas.local')).toBe('nas.local')
})

test('starts in at most 300 ms with test keys', async () => {
  // Measures several starts, because other programs may delay one.
  const durations: number[] = []
  do {
    const started = performance.now()
    await start({ mode: 'oauth1' })
    durations.push(performance.now() - started)
  } while (Math.min(...durations) > 300 && durations.length < 20)
  expect(Math.min(...durations)).toBeLessThanOrEqual(300)
})

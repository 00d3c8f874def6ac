import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { get } from 'node:https'
import { connect, createServer } from 'node:net'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { startSimulator } from '../../../src/simulator/start-simulator.ts'
import { buildPackages } from '../../process/built-packages.ts'
import { releaseAfterTest } from '../../process/release-after-test.ts'
import { createManualClock } from '../../unit/simulator/manual-clock.ts'
import { runningGateway } from './running-gateway.ts'

test('leaves no timer when it is closed, even if it is closed twice', async () => {
  const clock = createManualClock()
  const simulator = await startSimulator({ mode: 'gateway', tls: false, clock })
  expect(clock.pending()).toBeGreaterThan(0)
  simulator.controls.addOrder({ symbol: 'IBM', side: 'BUY', quantity: 10, kind: 'MKT' })
  clock.advance(2_000)
  await simulator.close()
  await simulator.close()
  expect(clock.pending()).toBe(0)
})

test('lets the process exit after the simulator was closed', async () => {
  buildPackages()
  const program = ['tests/integration/simulator/close-and-exit.mjs']
  const { stdout } = await promisify(execFile)(process.execPath, program, { timeout: 30_000 })
  expect(stdout).toBe('closed\n')
})

test('moves the market only when the injected clock advances', async () => {
  const clock = createManualClock()
  const { client, warmUp } = await runningGateway({ clock, marketMoves: true })
  await warmUp()
  const read = async () => (await client.get('iserver/marketdata/snapshot?conids=76792991&fields=31')).body
  await read()
  const before = await read()
  expect(await read()).toEqual(before)
  clock.advance(5_000)
  expect(await read()).not.toEqual(before)
})

test('rejects an upgrade to an invalid address', async () => {
  const { simulator, client } = await runningGateway()
  const stream = connect(simulator.port, '127.0.0.1')
  releaseAfterTest(() => stream.destroy())
  stream.write('GET // HTTP/1.1\r\nhost: x\r\nconnection: Upgrade\r\nupgrade: websocket\r\n\r\n')
  const [response] = (await once(stream, 'data')) as [Buffer]
  expect(String(response)).toMatch(/^HTTP\/1\.1 404 /)
  expect((await client.get('tickle')).status).toBe(200)
})

test("rejects with the operating system's error code if the port is in use", async () => {
  const occupant = createServer()
  await new Promise<void>((resolve) => occupant.listen(0, '127.0.0.1', resolve))
  releaseAfterTest(() => new Promise((resolve) => occupant.close(resolve)))
  const { port } = occupant.address() as { port: number }
  await expect(startSimulator({ mode: 'gateway', port })).rejects.toMatchObject({ code: 'EADDRINUSE' })
})

test.each([
  [undefined, "startSimulator needs options, such as { mode: 'gateway' }"],
  [{}, 'mode is oauth1, oauth2, gateway, not undefined'],
  [{ mode: 'gatway' }, 'mode is oauth1, oauth2, gateway, not gatway'],
  [{ mode: 'gateway', acounts: ['DU1'] }, 'acounts is not an option: did you mean accounts?'],
  [{ mode: 'gateway', accountIds: ['DU1'] }, 'accountIds is not an option: did you mean accounts?'],
  [{ mode: 'gateway', colour: 1 }, 'colour is not an option; the options are mode, host'],
])('rejects the options %j', async (options, message) => {
  await expect(startSimulator(options as never)).rejects.toMatchObject({
    code: 'WRONG_OPTION',
    message: expect.stringContaining(message),
  })
})

test('addOrder() rejects a wrong side, a wrong order type and a quantity of zero', async () => {
  const { simulator } = await runningGateway()
  const order = { symbol: 'AAPL', side: 'BUY', quantity: 1, price: 1 } as const
  for (const wrong of [{ side: 'buy' as 'BUY' }, { kind: 'LIMIT' as 'LMT' }, { quantity: 0 }]) {
    expect(() => simulator.controls.addOrder({ ...order, ...wrong })).toThrow('addOrder needs')
  }
})

test('includes localhost, both loopback addresses and the extra names in the certificate', async () => {
  const simulator = await startSimulator({ mode: 'gateway', certNames: ['api.ibkr.com', '10.1.2.3'] })
  releaseAfterTest(() => simulator.close())
  const reach = (servername: string) =>
    new Promise<number | undefined>((resolve, reject) => {
      const options = { ca: simulator.caPem, servername, agent: false, headers: { host: servername } }
      get(`https://127.0.0.1:${simulator.port}/v1/api/tickle`, options, (response) => {
        response.resume()
        resolve(response.statusCode)
      }).on('error', reject)
    })
  expect(await reach('localhost')).toBe(200)
  expect(await reach('api.ibkr.com')).toBe(200)
  await expect(reach('example.com')).rejects.toMatchObject({ code: 'ERR_TLS_CERT_ALTNAME_INVALID' })
})

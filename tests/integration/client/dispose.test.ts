import { expect, it } from 'vitest'
import { IbkrClient } from '../../../src/client/index.ts'
import { startSimulator } from '../../../src/simulator/start-simulator.ts'

it('closes session, client and simulator in this order at the end of a block with `await using`', async () => {
  const states: string[] = []
  let clientOfBlock: IbkrClient | undefined
  let url = ''
  {
    await using simulator = await startSimulator({ mode: 'gateway', tls: false })
    await using client = new IbkrClient(simulator.apiUrl.replace('/v1/api/', ''))
    await using session = client.connect()
    session.onState(({ kind }) => states.push(kind))
    await session.ready()
    clientOfBlock = client
    url = simulator.apiUrl
    expect(simulator.record.requests().length).toBeGreaterThan(0)
  }
  expect(states.at(-1)).toBe('signed-out')
  await expect(clientOfBlock.request({ path: 'tickle' })).rejects.toMatchObject({ code: 'client-closed' })
  await expect(fetch(url)).rejects.toThrow()
})

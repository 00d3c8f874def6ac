import { expect, test } from 'vitest'
import { serveWindow } from '../../../src/host/rpc/serve-window.ts'
import type { HostFrame } from '../../../src/shared/rpc/frames.ts'
import { createMemoryTransportPair } from '../../process/memory-transport-pair.ts'
import { createOrderFeed, order, scriptedServices } from './scripted-services.ts'

const onFault = (name: string): never => expect.unreachable(name)

test('ignores a call that reuses the id of a running call', async () => {
  const { host, window } = createMemoryTransportPair()
  let calls = 0
  let end = (): void => undefined
  const pending = new Promise<void>((resolve) => {
    end = resolve
  })
  const services = scriptedServices({
    'session.connect': async () => {
      calls += 1
      await pending
      return null
    },
  })
  serveWindow(host, { services, onFault })
  const received: HostFrame[] = []
  const responded = new Promise<void>((resolve) => window.onMessage((frame) => resolve(void received.push(frame))))
  for (let count = 0; count < 3; count += 1) window.send({ t: 'call', id: 1, name: 'session.connect', input: {} })
  await Promise.resolve()
  end()
  await responded
  expect(calls).toBe(1)
  expect(received).toEqual([{ t: 'result', id: 1, output: null }])
  window.close()
})

test('limits the credit of a window to 64 batches', async () => {
  const { host, window } = createMemoryTransportPair()
  const source = createOrderFeed()
  serveWindow(host, {
    services: scriptedServices({ 'orders.feed': () => source.feed }),
    onFault,
    limits: { frameMs: 0, itemMs: 0 },
  })
  let batches = 0
  window.onMessage(() => {
    batches += 1
  })
  window.send({ t: 'open', id: 1, name: 'orders.feed', params: {}, credit: 1 })
  await expect.poll(() => batches).toBe(1)
  for (let count = 0; count < 10; count += 1) window.send({ t: 'credit', id: 1, credit: 64 })
  for (let count = 1; count <= 80; count += 1) {
    source.set(order('1', count))
    const before = batches
    await expect.poll(() => batches > before || batches === 65, { interval: 1 }).toBe(true)
  }
  await new Promise((resolve) => setTimeout(resolve, 5))
  expect(batches).toBe(65)
  window.close()
})

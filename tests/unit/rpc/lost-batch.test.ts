import { expect, test } from 'vitest'
import type { HostFrame, WindowFrame } from '../../../src/shared/rpc/frames.ts'
import { createWindowClient } from '../../../src/shared/rpc/window-client.ts'
import { createMemoryTransportPair } from '../../process/memory-transport-pair.ts'

const snapshot = (id: number, seq: number): HostFrame => ({
  t: 'items',
  id,
  seq,
  snapshot: { orders: [], gaps: [], status: { health: { kind: 'waiting' } } },
  items: [],
  merged: 0,
})

test('reopens a stream after a missing batch, so that no view misses a change', async () => {
  const { window, host } = createMemoryTransportPair()
  const received: WindowFrame[] = []
  host.onMessage((frame) => received.push(frame))
  let snapshots = 0
  createWindowClient(window).open(
    'orders.feed',
    {},
    {
      snapshot: () => {
        snapshots += 1
      },
      items: () => undefined,
      closed: () => undefined,
    },
  )
  host.send(snapshot(1, 0))
  host.send({ t: 'items', id: 1, seq: 2, items: [], merged: 0 })
  await expect.poll(() => received.filter((frame) => frame.t === 'open').length).toBe(2)
  expect(received.some((frame) => frame.t === 'close' && frame.id === 1)).toBe(true)
  const reopened = received.findLast((frame) => frame.t === 'open')
  host.send(snapshot(reopened?.id ?? 0, 0))
  await expect.poll(() => snapshots).toBe(2)
})

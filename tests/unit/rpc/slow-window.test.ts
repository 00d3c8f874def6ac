import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { OutgoingStream } from '../../../src/host/rpc/outgoing-stream.ts'
import type { OrdersItem, OrdersSnapshot } from '../../../src/shared/contract/order-views.ts'
import type { HostFrame } from '../../../src/shared/rpc/frames.ts'
import { propertyRuns } from '../../process/property-runs.ts'
import { createOrderFeed, order } from './scripted-services.ts'

type Items = Extract<HostFrame, { t: 'items' }>

const key = (item: unknown): string => {
  const { kind, order: changed } = item as Extract<OrdersItem, { kind: 'order' }>
  return `${kind}:${changed.orderId}`
}

/** Lets the timers of the stream run, so that a frame beyond the credit would be sent. */
const turns = async (): Promise<void> => {
  for (let count = 0; count < 3; count += 1) await new Promise((resolve) => setTimeout(resolve, 0))
}

const until = async (done: () => boolean): Promise<void> => expect.poll(done, { interval: 1 }).toBe(true)

test('reaches the current state in order for any credit of the window, and never sends more than the credit', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.oneof(
          fc.record({ id: fc.integer({ min: 1, max: 6 }) }),
          fc.record({ credit: fc.integer({ min: 1, max: 3 }) }),
        ),
        {
          maxLength: 60,
        },
      ),
      fc.integer({ min: 1, max: 6 }),
      async (script, pendingKeys) => {
        const source = createOrderFeed()
        const frames: Items[] = []
        let granted = 1
        const view = new Map<string, number>()
        const stream = new OutgoingStream({
          id: 1,
          source: source.feed,
          key,
          credit: 1,
          pendingKeys,
          frameMs: 0,
          itemMs: 0,
          send: (frame) => {
            const items = frame as Items
            frames.push(items)
            const { snapshot } = items as { snapshot?: OrdersSnapshot }
            if (snapshot) {
              view.clear()
              for (const row of snapshot.orders) view.set(row.orderId, row.filled ?? 0)
            }
            for (const item of items.items as Extract<OrdersItem, { kind: 'order' }>[])
              view.set(item.order.orderId, item.order.filled ?? 0)
          },
        })
        let filled = 0
        for (const step of script) {
          if ('id' in step) {
            filled += 1
            source.set(order(String(step.id), filled))
          } else {
            granted += step.credit
            stream.grant(step.credit)
          }
          await turns()
          expect(frames.length).toBeLessThanOrEqual(granted)
        }
        const expected = (): [string, number][] => [...source.current].map(([id, row]) => [id, row.filled ?? 0])
        stream.grant(64)
        await until(() => JSON.stringify([...view].sort()) === JSON.stringify(expected().sort()))
        expect(frames.map((frame) => frame.seq)).toEqual(frames.map((_, index) => index))
        expect(frames.every((frame) => frame.items.length <= pendingKeys)).toBe(true)
        stream.close()
      },
    ),
    { numRuns: propertyRuns(60) },
  )
})

test('sends a single change with the next frame, and batches changes after a thousand', () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
  const source = createOrderFeed()
  const sent: (readonly [at: number, items: number])[] = []
  const begun = performance.now()
  const send = (frame: HostFrame): void =>
    void sent.push([Math.round(performance.now() - begun), (frame as Items).items.length])
  const given = { source: source.feed, key, credit: 64, pendingKeys: 5_000 }
  const stream = new OutgoingStream({ id: 1, ...given, frameMs: 16, itemMs: 0.1, send })
  const change = (count: number): void => {
    for (let id = 1; id <= count; id += 1) source.set(order(String(id), id))
  }
  change(1)
  vi.advanceTimersByTime(16)
  change(1_000)
  vi.advanceTimersByTime(16)
  change(1)
  vi.advanceTimersByTime(50)
  change(2)
  vi.advanceTimersByTime(50)
  change(1)
  vi.advanceTimersByTime(16)
  stream.close()
  vi.useRealTimers()
  expect(sent).toEqual([
    [0, 0],
    [16, 1],
    [32, 1_000],
    [132, 2],
    [148, 1],
  ])
})

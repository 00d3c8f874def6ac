import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { type OrderEvent, OrderStore } from '../../../src/client/orders/order-store.ts'
import { hasEnded, type Order } from '../../../src/shared/domain/orders.ts'
import { propertyRuns } from '../../process/property-runs.ts'
import { runningGateway } from './running-gateway.ts'

/* These tests run the order store with the frames and responses of the real simulator. */

type Rows = readonly Readonly<Record<string, unknown>>[]

interface Recording {
  /** `args` of each `sor` frame, in order. */
  readonly frames: readonly Rows[]
  /** Snapshots over REST, each with the number of frames that were sent before. */
  readonly snapshots: readonly { readonly after: number; readonly rows: Rows }[]
  readonly finalRows: Rows
}

async function record(): Promise<Recording> {
  const { simulator, client, readySocket, warmUp } = await runningGateway({ pacing: 'off', fillSeconds: 0.05 })
  await warmUp()
  await client.get('iserver/account/orders?force=true')
  const socket = await readySocket()
  socket.send('sor+{}')
  await socket.settle()
  const read = async (): Promise<Rows> => ((await client.get('iserver/account/orders')).body as { orders: Rows }).orders
  const frames = (): readonly Rows[] => socket.about('sor').map((frame) => frame['args'] as Rows)
  const snapshots: { after: number; rows: Rows }[] = []
  const look = async (): Promise<void> => {
    await socket.settle()
    snapshots.push({ after: frames().length, rows: await read() })
  }
  const ids: number[] = []
  for (let round = 0; round < 5; round += 1) {
    simulator.controls.shakeOrders(12, 4)
    ids.push(simulator.controls.addOrder({ symbol: 'AAPL', side: 'BUY', quantity: 10 + round, price: 1 }))
    simulator.controls.addOrder({ symbol: 'IBM', side: 'SELL', quantity: 5, kind: 'MKT' })
    await look()
    await new Promise((resolve) => setTimeout(resolve, 120))
    if (round % 2 === 1) await client.delete(`iserver/account/DU1234567/order/${ids[round - 1]}`)
    await look()
  }
  const ended = (row: Readonly<Record<string, unknown>>): boolean =>
    row['orderType'] !== 'Market' || row['status'] === 'Filled'
  await vi.waitUntil(async () => (await read()).every(ended), { timeout: 20_000, interval: 20 })
  await socket.settle()
  return { frames: frames(), snapshots, finalRows: await read() }
}

/** Returns the fields that a trader sees. */
const look = ({ status, filled, remaining, limitPrice, stopPrice }: Order): readonly unknown[] => [
  status,
  filled,
  remaining,
  limitPrice ?? stopPrice,
]
const seen = (store: OrderStore) => new Map([...store.orders.values()].map((order) => [order.orderId, look(order)]))

/** Creates a store that received only the final order list. */
function freshStore(finalRows: Rows): OrderStore {
  const store = new OrderStore()
  store.applySnapshot(finalRows, 'snapshot', { mark: store.mark() }, 1)
  return store
}

/** Ways in which a frame is delivered to the store. */
const delivery = fc.constantFrom('delivered', 'delivered', 'delivered', 'lost', 'twice')

test("reaches the server's state without invented transitions after any loss, duplication and delay of frames and snapshots", async () => {
  const recording = await record()
  const { frames, snapshots, finalRows } = recording
  expect(frames.length).toBeGreaterThan(60)
  const really = lives(recording)
  fc.assert(
    fc.property(
      fc.array(delivery, { minLength: frames.length, maxLength: frames.length }),
      // Generates which snapshots arrive, and after how many more frames.
      fc.array(fc.option(fc.nat(8)), { minLength: snapshots.length, maxLength: snapshots.length }),
      (deliveries, delays) => {
        const store = new OrderStore()
        const events: OrderEvent[] = []
        const due = new Map<number, (() => void)[]>()
        const at = (frame: number, run: () => void): void => void due.set(frame, [...(due.get(frame) ?? []), run])
        snapshots.forEach(({ after, rows }, index) => {
          const delay = delays[index]
          if (delay === null || delay === undefined) return
          at(after, () => {
            const mark = store.mark()
            const apply = (): void => void events.push(...store.applySnapshot(rows, 'snapshot', { mark }, 1).events)
            if (delay === 0) apply()
            else at(Math.min(after + delay, frames.length), apply)
          })
        })
        for (let index = 0; index <= frames.length; index += 1) {
          for (let run = due.get(index)?.shift(); run; run = due.get(index)?.shift()) run()
          const [rows, what] = [frames[index], deliveries[index]]
          if (!rows || what === 'lost') continue
          for (let times = what === 'twice' ? 2 : 1; times > 0; times -= 1)
            events.push(...store.apply(rows, 'stream', 1).events)
        }
        events.push(...store.applySnapshot(finalRows, 'snapshot', { mark: store.mark() }, 2).events)
        expect(seen(store)).toEqual(seen(freshStore(finalRows)))
        for (const { orderId } of [...store.orders.values()]) {
          const steps = events.filter((event) => event.orderId === orderId && event.transition)
          const life = really.get(orderId)
          for (const key of ['status', 'filled', 'limitPrice'] as const) {
            // An order with a delta as its first update has no status yet, so its status is not verified.
            const sent = steps.map(({ order }) => order?.[key]).filter((value) => value !== '')
            const changes = sent.filter((value, i) => value !== sent[i - 1])
            expect(isWithin(changes, life?.[key] ?? []), `${orderId} ${key}: ${changes} in ${life?.[key]}`).toBe(true)
          }
          expect(steps.some(({ transition }) => transition?.text.startsWith('Corrected'))).toBe(false)
        }
      },
    ),
    { numRuns: propertyRuns(150) },
  )
})

test("reaches the server's state without undone or invented transitions after late repetitions in any order of frames", async () => {
  const recording = await record()
  const { frames, finalRows } = recording
  const really = lives(recording)
  fc.assert(
    fc.property(fc.array(fc.nat(frames.length - 1), { maxLength: 2 * frames.length }), (order) => {
      const store = new OrderStore()
      const events = order.flatMap((index) => store.apply(frames[index] ?? [], 'stream', 1).events)
      for (const { orderId } of [...store.orders.values()]) {
        const steps = events.filter((event) => event.orderId === orderId && event.transition)
        const fills = steps.map(({ order: after }) => after?.filled ?? 0)
        expect(fills).toEqual(fills.toSorted((one, other) => one - other))
        const end = steps.findIndex(({ order: after }) => after && hasEnded(after))
        expect(end === -1 || steps.slice(end).every(({ order: after }) => after && hasEnded(after))).toBe(true)
        for (const { order: after } of steps)
          expect(['', ...(really.get(orderId)?.status ?? [])]).toContain(after?.status)
      }
      store.applySnapshot(finalRows, 'snapshot', { mark: store.mark() }, 2)
      expect(seen(store)).toEqual(seen(freshStore(finalRows)))
    }),
    { numRuns: propertyRuns(150) },
  )
})

/** Returns every value that the server sent for an order, in order, by key. */
function lives({ frames, finalRows }: Recording) {
  const store = new OrderStore()
  const sent = frames.flatMap((rows) => store.apply(rows, 'stream', 1).events)
  sent.push(...store.applySnapshot(finalRows, 'snapshot', { mark: store.mark() }, 2).events)
  const found = new Map<string, Record<'status' | 'filled' | 'limitPrice', unknown[]>>()
  for (const { orderId, order } of sent) {
    const life = found.get(orderId) ?? { status: [], filled: [], limitPrice: [] }
    found.set(orderId, life)
    if (order) for (const key of ['status', 'filled', 'limitPrice'] as const) life[key].push(order[key])
  }
  return found
}

/** Reports whether one list is a subsequence of the other. */
function isWithin(part: readonly unknown[], whole: readonly unknown[]): boolean {
  let place = 0
  for (const value of whole) if (place < part.length && part[place] === value) place += 1
  return place === part.length
}

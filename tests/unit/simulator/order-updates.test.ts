import { crc32 } from 'node:zlib'
import { expect, test } from 'vitest'
import { createOrderUpdates } from '../../../src/simulator/record/order-updates.ts'

const sent = (text: string, connection = 1) => ({ at: 0, connection, direction: 'out', text }) as const
const frameOf = (...orders: readonly object[]) => JSON.stringify({ topic: 'sor', args: orders })
const checksumOf = (...orders: readonly object[]) =>
  Number(orders.reduce((sum, order) => (31n * sum + BigInt(crc32(JSON.stringify(order)))) % 2n ** 32n, 0n))

const first = { acct: 'DU1234567', orderId: 5, status: 'Submitted' }
const second = { acct: 'DU1234567', orderId: 5, price: '1.00' }
const other = { acct: 'DU1234567', orderId: 6, order_ref: '"},{"orderId":7,"x":"' }

test('counts every update by socket and order, alone in a frame or together with others', () => {
  const updates = createOrderUpdates(100)
  updates.frame(sent(frameOf(first)))
  updates.frame(sent(frameOf(first), 2))
  updates.frame(sent(frameOf(second, other)))
  updates.frame(sent(frameOf(other)))
  expect(updates.read({})).toEqual([
    { connection: 1, orderId: 5, count: 2, checksum: checksumOf(first, second) },
    { connection: 1, orderId: 6, count: 2, checksum: checksumOf(other, other) },
    { connection: 2, orderId: 5, count: 1, checksum: checksumOf(first) },
  ])
  expect(updates.read({ connection: 2 })).toHaveLength(1)
  expect(updates.read({ orderId: 6 })).toHaveLength(1)
  expect(updates.total()).toBe(5)
})

test('computes a checksum that depends on the order of updates', () => {
  const checksums = [
    [first, second],
    [second, first],
  ].map((orders) => {
    const updates = createOrderUpdates(100)
    for (const order of orders) updates.frame(sent(frameOf(order)))
    return updates.read({})[0]?.checksum
  })
  expect(checksums[0]).not.toBe(checksums[1])
})

test('counts no update for other, incomplete or received frames', () => {
  const updates = createOrderUpdates(100)
  const half = frameOf(first, second)
  for (const text of [
    half.slice(0, half.length / 2),
    frameOf(),
    '{"topic":"sor","args":[null]}',
    '{"topic":"sor","args":[{"acct":"DU1234567"}]}',
    '{"error":"unable to subscribe","code":500,"topic":"sor"}',
    '{"31":"1","topic":"smd+265598"}',
    'ech+hb',
  ])
    updates.frame(sent(text))
  updates.frame({ ...sent(frameOf(first)), direction: 'in' })
  expect(updates.read({})).toEqual([])
  expect(updates.total()).toBe(0)
})

test('counts the order in a frame that the fault oversized has padded', () => {
  const updates = createOrderUpdates(100)
  updates.frame(sent(`{"padding":"xxx",${frameOf(first).slice(1)}`))
  expect(updates.read({})).toMatchObject([{ orderId: 5, checksum: checksumOf(first) }])
})

test('keeps the newest pairs of socket and order, and the total of all pairs', () => {
  const updates = createOrderUpdates(3)
  for (let orderId = 1; orderId <= 5; orderId += 1) updates.frame(sent(frameOf({ orderId }), orderId < 3 ? 1 : 2))
  expect(updates.read({}).map(({ orderId }) => orderId)).toEqual([3, 4, 5])
  expect(updates.total()).toBe(5)
  updates.clear()
  expect([updates.read({}), updates.total()]).toEqual([[], 0])
})

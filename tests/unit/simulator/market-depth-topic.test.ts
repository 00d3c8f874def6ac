import { expect, test } from 'vitest'
import type { DepthRow } from '../../../src/simulator/socket/market-depth-topic.ts'
import { requireInstrument } from './require-instrument.ts'
import { createSocketFixture, type Frame } from './simulated-socket.ts'

const apple = requireInstrument('AAPL')
const rowsOf = (frame: Frame | undefined) => frame?.['data'] as readonly DepthRow[]

test('sorts rows from the bids through the last trade to the asks', () => {
  const { state, open } = createSocketFixture()
  state.market.setPrice(apple, 250)
  const { bidSize, askSize, ask, lastSize } = state.market.quote(apple)
  const [frame] = open().ask('sbd+DU1234567+265598')
  expect(frame?.['topic']).toBe('sbd+DU1234567+265598')
  const rows = rowsOf(frame)
  expect(rows.map(({ row }) => row)).toEqual(rows.map((_, index) => index))
  const prices = rows.map(({ price }) => Number(price.split(' @ ').at(-1)))
  expect(prices).toEqual(prices.toSorted((a, b) => a - b))
  expect(rows.filter(({ focus }) => focus === 1)).toEqual([{ row: 5, focus: 1, price: `${lastSize} @ 250.00` }])
  expect(rows.find(({ price }) => price === '249.99')).toMatchObject({ bid: String(bidSize) })
  expect(rows.find(({ price }) => price === ask.toFixed(2))).toMatchObject({ ask: String(askSize) })
  expect([rows.filter((row) => row.bid).length, rows.filter((row) => row.ask).length]).toEqual([5, 5])
})

test('sends market depth again after a price change, and allows one subscription per account', () => {
  const { state, open } = createSocketFixture()
  const socket = open()
  socket.ask('sbd+DU1234567+265598')
  state.market.setPrice(requireInstrument('MSFT'), 500)
  expect(socket.take()).toEqual([])
  state.market.setPrice(apple, 250)
  expect(socket.take()).toHaveLength(1)
  socket.ask('sbd+DU7654321+265598')
  expect(socket.ask('sbd+DU1234567+8314+NYSE')).toMatchObject([{ topic: 'sbd+DU1234567+8314+NYSE' }])
  state.market.setPrice(apple, 251)
  expect(socket.take()).toMatchObject([{ topic: 'sbd+DU7654321+265598' }])
})

test('unsubscribes market depth without a response', () => {
  const { state, open } = createSocketFixture()
  const socket = open()
  socket.ask('sbd+DU1234567+265598')
  expect(socket.ask('ubd+DU1234567')).toEqual([])
  state.market.setPrice(apple, 250)
  expect(socket.take()).toEqual([])
})

test('rejects market depth for an unknown account or contract', () => {
  const { open } = createSocketFixture()
  expect(open().ask('sbd+U1+265598')).toEqual([{ error: 'Invalid account ID', code: 500, topic: 'sbd' }])
  expect(open().ask('sbd+DU1234567+1')).toEqual([{ error: 'Unknown contract 1', code: 500, topic: 'sbd' }])
})

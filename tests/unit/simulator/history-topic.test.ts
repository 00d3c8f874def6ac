import { expect, test } from 'vitest'
import type { Bar } from '../../../src/simulator/market/history.ts'
import { requireInstrument } from './require-instrument.ts'
import { createSocketFixture } from './simulated-socket.ts'

const microsoft = requireInstrument('MSFT')
const hour = 'smh+272093+{"period":"1h","bar":"5min"}'

test('sends one response with all bars, its topic and its server id', () => {
  const { open } = createSocketFixture()
  const [response, ...more] = open().ask(hour)
  expect(response).toMatchObject({
    topic: 'smh+272093',
    symbol: 'MSFT',
    barLength: 300,
    points: 11,
    mdAvailability: 'S',
  })
  expect(response?.['data']).toHaveLength(12)
  expect(more).toEqual([])
})

test('sends only the values that the format names, and the time', () => {
  const { open } = createSocketFixture()
  const [response] = open().ask('smh+272093+{"period":"1h","bar":"5min","source":"midpoint","format":"%o/%c"}')
  const bars = (response?.['data'] ?? []) as readonly Bar[]
  expect(bars).toHaveLength(12)
  for (const bar of bars) expect(Object.keys(bar).sort()).toEqual(['c', 'o', 't'])
})

test('rejects the sixth request until the client releases a slot by its server id', () => {
  const { open } = createSocketFixture()
  const socket = open()
  const ids = Array.from({ length: 5 }, () => socket.ask(hour)[0]?.['serverId'])
  expect(new Set(ids).size).toBe(5)
  expect(socket.ask(hour)).toMatchObject([{ code: 500, topic: 'smh', error: expect.any(String) }])
  expect(socket.ask(`umh+${ids[2]}`)).toEqual([{ message: `Unsubscribed ${ids[2]}` }])
  expect(socket.ask(hour)).toMatchObject([{ topic: 'smh+272093' }])
  expect(open().ask(hour)).toMatchObject([{ topic: 'smh+272093' }])
})

test('sends the current bar when it changes, at most once a second, until the slot is released', () => {
  const { clock, state, open } = createSocketFixture()
  const socket = open()
  const [response] = socket.ask(hour)
  state.market.setPrice(microsoft, 400)
  state.market.setPrice(microsoft, 401)
  clock.advance(999)
  expect(socket.take()).toEqual([])
  clock.advance(1)
  expect(socket.take()).toMatchObject([
    { topic: 'smh+272093', serverId: response?.['serverId'], points: 0, data: [{ c: 401 }] },
  ])
  clock.advance(3000)
  expect(socket.take()).toEqual([])
  const timers = clock.pending()
  socket.ask(`umh+${response?.['serverId']}`)
  expect(clock.pending()).toBe(timers - 1)
  state.market.setPrice(microsoft, 402)
  clock.advance(5000)
  expect(socket.take()).toEqual([])
})

test('updates a current bar shorter than a minute with the same time as in the response', () => {
  const { clock, state, open } = createSocketFixture()
  const socket = open()
  clock.advance(500)
  const [response] = socket.ask('smh+272093+{"period":"10min","bar":"30S"}')
  const bars = response?.['data'] as readonly { readonly t: number }[]
  state.market.setPrice(microsoft, 401)
  clock.advance(1_000)
  expect(socket.take()).toMatchObject([{ data: [{ t: bars.at(-1)?.t, c: 401 }] }])
})

test('sends nothing after the response if updates are off', () => {
  const { clock, state, open } = createSocketFixture({ historyUpdates: false })
  const socket = open()
  socket.ask(hour)
  state.market.setPrice(microsoft, 400)
  clock.advance(5000)
  expect(socket.take()).toEqual([])
})

test.each([
  ['smh+1+{}', 'Chart data unavailable'],
  ['smh+272093+{"period":"9h"}', 'Bad Request: period is not valid: 9h'],
])('rejects the history subscription %s', (text, error) => {
  const { open } = createSocketFixture()
  expect(open().ask(text)).toEqual([{ error, code: 500, topic: 'smh' }])
})

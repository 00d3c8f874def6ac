import { expect, test } from 'vitest'
import type { AccountRow } from '../../../src/simulator/socket/account-topics.ts'
import { requireInstrument } from './require-instrument.ts'
import { createSocketFixture, type Frame } from './simulated-socket.ts'

const rowsOf = (frame: Frame | undefined) => frame?.['result'] as readonly AccountRow[]
const updatesIn = (frames: readonly Frame[]) => frames.filter((frame) => 'result' in frame)

test('sends every summary key of a segment in mixed case, with amounts separate from texts', () => {
  const { state, open } = createSocketFixture()
  const [frame] = open().ask('ssd+DU1234567+{}')
  expect(frame?.['topic']).toBe('ssd+DU1234567')
  const rows = rowsOf(frame)
  expect(rows.every(({ key }) => /^[A-Z][A-Za-z+0-9]*-[SC]$/.test(String(key)))).toBe(true)
  expect(rows.find(({ key }) => key === 'AccruedCash-S')).toEqual({
    key: 'AccruedCash-S',
    timestamp: Math.floor(state.now() / 1000),
    currency: 'USD',
    monetaryValue: 0,
    severity: 0,
  })
  expect(rows.find(({ key }) => key === 'TradingType-S')).toMatchObject({ value: 'STKNOPT' })
})

test('sends only the requested keys and fields of the summary', () => {
  const { open } = createSocketFixture()
  const [frame] = open().ask(
    'ssd+DU1234567+{"keys":["NetLiquidation-S","AvailableFunds-S"],"fields":["monetaryValue"]}',
  )
  const rows = rowsOf(frame)
  expect(rows.map(({ key }) => key)).toEqual(['AvailableFunds-S', 'NetLiquidation-S'])
  expect(Object.keys(rows[0] ?? {}).sort()).toEqual(['key', 'monetaryValue', 'timestamp'])
})

test('sends changes of the summary every ten seconds, and nothing if nothing changed', () => {
  const { clock, state, open } = createSocketFixture()
  const socket = open()
  socket.ask('ssd+DU1234567+{"keys":["NetLiquidation-S","AccruedCash-S"]}')
  clock.advance(10_000)
  expect(updatesIn(socket.take())).toEqual([])
  state.market.setPrice(requireInstrument('AAPL'), 999)
  clock.advance(9_999)
  expect(updatesIn(socket.take())).toEqual([])
  clock.advance(1)
  expect(updatesIn(socket.take()).flatMap(rowsOf)).toMatchObject([{ key: 'NetLiquidation-S' }])
})

test('sends one ledger row per currency, and only key and timestamp of an unchanged row', () => {
  const { clock, state, open } = createSocketFixture()
  const socket = open()
  const [first] = socket.ask('sld+DU1234567+{}')
  expect(first?.['topic']).toBe('sld+DU1234567')
  expect(rowsOf(first)).toMatchObject([
    { key: 'LedgerListUSD', secondKey: 'USD', acctCode: 'DU1234567', exchangeRate: 1, cashbalance: expect.any(Number) },
    { key: 'LedgerListBASE', secondKey: 'BASE' },
  ])
  clock.advance(10_000)
  const timestamp = Math.floor(state.now() / 1000)
  expect(updatesIn(socket.take()).flatMap(rowsOf)).toEqual([
    { key: 'LedgerListUSD', timestamp },
    { key: 'LedgerListBASE', timestamp },
  ])
  state.market.setPrice(requireInstrument('AAPL'), 999)
  clock.advance(10_000)
  const [changed] = updatesIn(socket.take())
  expect(rowsOf(changed)[0]).toMatchObject({ key: 'LedgerListUSD', netLiquidationValue: expect.any(Number) })
})

test('sends only the requested keys and fields of the ledger, in upper or lower case', () => {
  const { open } = createSocketFixture()
  const [frame] = open().ask('sld+DU1234567+{"keys":["LedgerListBASE"],"fields":["cashBalance","exchangeRate"]}')
  expect(rowsOf(frame)).toEqual([
    { key: 'LedgerListBASE', timestamp: expect.any(Number), cashbalance: expect.any(Number), exchangeRate: 1 },
  ])
})

test('a second ledger subscription replaces only the stream of the same account', () => {
  const { clock, open } = createSocketFixture()
  const socket = open()
  socket.ask('sld+DU1234567+{}')
  socket.ask('sld+DU7654321+{}')
  socket.ask('sld+DU1234567+{"keys":["LedgerListBASE"]}')
  clock.advance(10_000)
  const frames = updatesIn(socket.take())
  expect(frames.map(({ topic }) => topic).sort()).toEqual(['sld+DU1234567', 'sld+DU7654321'])
  expect(frames.find(({ topic }) => topic === 'sld+DU1234567')?.['result']).toHaveLength(1)
})

test.each([
  ['ssd', 'usd+DU1234567+{}', 'unsubscribed from summary'],
  ['sld', 'uld+DU1234567+{}', 'unsubscribed from ledger'],
])('confirms the unsubscription of the topic %s, and sends no more updates', (topic, unsubscribe, result) => {
  const { clock, state, open } = createSocketFixture()
  const socket = open()
  socket.ask(`${topic}+DU1234567+{}`)
  expect(socket.ask(unsubscribe)).toEqual([{ result }])
  state.market.setPrice(requireInstrument('AAPL'), 999)
  clock.advance(20_000)
  expect(updatesIn(socket.take())).toEqual([])
})

test('accepts account topics without a brokerage session, but only for accounts of the user', () => {
  const { state, open } = createSocketFixture()
  state.session.closeBrokerage()
  for (const topic of ['ssd', 'sld']) {
    expect(open().ask(`${topic}+DU1234567+{}`)).toHaveLength(1)
    expect(open().ask(`${topic}+U1+{}`)).toEqual([{ error: 'Invalid account ID', code: 500, topic }])
  }
})

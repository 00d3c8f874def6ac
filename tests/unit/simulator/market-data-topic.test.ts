import { expect, test } from 'vitest'
import { findInstrumentByName } from '../../../src/simulator/contracts/find-instrument.ts'
import { indices } from '../../../src/simulator/contracts/indices.ts'
import type { Instrument } from '../../../src/simulator/market/instruments.ts'
import { requireInstrument } from './require-instrument.ts'
import { createSocketFixture, type Frame } from './simulated-socket.ts'

const apple = requireInstrument('AAPL')
const streamed = (frames: readonly Frame[]) => frames.filter((frame) => String(frame['topic']).startsWith('smd+'))

test('sends every field in the first frame of a stream, and then only changes', () => {
  const { state, open } = createSocketFixture()
  const socket = open()
  state.market.setPrice(apple, 250)
  const [first] = socket.ask('smd+265598+{"fields":["31","55","84"]}')
  expect(first).toEqual({
    '6509': 'RpB',
    '31': '250.00',
    '55': 'AAPL',
    '84': '249.99',
    server_id: 'q1',
    '6119': 'q1',
    conidEx: '265598',
    conid: 265598,
    _updated: state.now(),
    topic: 'smd+265598',
  })
  state.market.setPrice(apple, 251)
  const [next] = socket.take()
  expect(next).toMatchObject({ '31': '251.00', '84': '250.99' })
  expect(next).not.toHaveProperty('55')
  expect(next).not.toHaveProperty('6509')
})

test('sends nothing for an unchanged price', () => {
  const { state, open } = createSocketFixture()
  const socket = open()
  state.market.setPrice(apple, 250)
  socket.ask('smd+265598+{"fields":["31"]}')
  state.market.setPrice(apple, 250)
  state.market.setPrice(requireInstrument('IBM'), 300)
  expect(socket.take()).toEqual([])
})

test('adds the fields of a repeated subscription, and immediately sends only these fields', () => {
  const { state, open } = createSocketFixture()
  const socket = open()
  state.market.setPrice(apple, 250)
  socket.ask('smd+265598+{"fields":["31"]}')
  const [added] = socket.ask('smd+265598+{"fields":["7051","31"]}')
  expect(added).toMatchObject({ '7051': 'APPLE INC', server_id: 'q1' })
  expect(added).not.toHaveProperty('31')
  state.market.setPrice(apple, 251)
  expect(socket.take()).toMatchObject([{ '31': '251.00' }])
})

test('sends each socket its own fields, even if sockets share frames', () => {
  const { state, open } = createSocketFixture()
  state.market.setPrice(apple, 250)
  const sockets = [['31'], ['84'], ['31'], ['31', '84']].map((fields) => {
    const socket = open()
    socket.ask(`smd+265598+${JSON.stringify({ fields })}`)
    return { socket, fields }
  })
  for (const price of [251, 252]) {
    state.market.setPrice(apple, price)
    for (const { socket, fields } of sockets) {
      const [frame] = socket.take()
      const values = { '31': price.toFixed(2), '84': (price - 0.01).toFixed(2) }
      for (const field of ['31', '84'] as const) {
        if (fields.includes(field)) expect(frame?.[field]).toBe(values[field])
        else expect(frame).not.toHaveProperty(field)
      }
    }
  }
})

test('sends all fields to a socket that subscribes later', () => {
  const { state, open } = createSocketFixture()
  open().ask('smd+265598+{"fields":["31","55"]}')
  state.market.setPrice(apple, 251)
  expect(open().ask('smd+265598+{"fields":["31","55"]}')).toMatchObject([{ '31': '251.00', '55': 'AAPL' }])
})

test('ends a stream after 10 minutes unless it was renewed', () => {
  const { clock, state, open } = createSocketFixture()
  const socket = open()
  socket.ask('smd+265598+{"fields":["31"]}')
  clock.advance(9 * 60_000)
  socket.ask('smd+265598+{"fields":["31"]}')
  clock.advance(9 * 60_000)
  socket.take()
  state.market.setPrice(apple, 250)
  expect(streamed(socket.take())).toHaveLength(1)
  clock.advance(60_000)
  state.market.setPrice(apple, 251)
  expect(streamed(socket.take())).toEqual([])
})

test('counts the streams of all sockets against the market data lines, and frees lines of ended streams', () => {
  const { clock, open } = createSocketFixture({ marketDataLines: 2 })
  const [one, other] = [open(), open()]
  expect(one.ask('smd+265598+{"fields":["31"]}')).toHaveLength(1)
  expect(other.ask('smd+265598+{"fields":["31"]}')).toHaveLength(1)
  expect(one.ask('smd+8314+{"fields":["31"]}')).toEqual([
    { error: 'No market data line is free', code: 500, topic: 'smd' },
  ])
  other.close()
  expect(streamed(one.ask('smd+8314+{"fields":["31"]}'))).toHaveLength(1)
  one.ask('umd+8314+{}')
  one.ask('umd+8314+{}')
  expect(streamed(one.ask('smd+272093+{"fields":["31"]}'))).toHaveLength(1)
  expect(one.ask('smd+8314+{"fields":["31"]}')).toMatchObject([{ error: 'No market data line is free' }])
  clock.advance(15 * 60_000)
  expect(streamed(one.ask('smd+8314+{"fields":["31"]}'))).toHaveLength(1)
})

test('accepts an exchange, and rejects an unknown contract', () => {
  const { open } = createSocketFixture()
  const socket = open()
  expect(socket.ask('smd+265598@NYSE+{"fields":["31"]}')).toMatchObject([
    { topic: 'smd+265598@NYSE', conidEx: '265598@NYSE', conid: 265598 },
  ])
  for (const target of ['0;;;265598/1,1/-1', '12345;;;265598/1,8314/1', '999999999'])
    expect(socket.ask(`smd+${target}+{"fields":["31"]}`)).toEqual([
      { error: `Unknown contract ${target}`, code: 500, topic: 'smd' },
    ])
})

test.each(['28812380', '0'])('streams combos of stocks with the spread id %s', (spread) => {
  const { state, open } = createSocketFixture()
  state.market.setPrice(apple, 250)
  state.market.setPrice(requireInstrument('IBM'), 300)
  const socket = open()
  const [target, other] = [`${spread};;;265598/1,8314/-1`, `${spread};;;265598/2,8314/-1`]
  const fields = '{"fields":["31","84","86","6070"]}'
  expect(socket.ask(`smd+${target}+${fields}`)).toMatchObject([
    { topic: `smd+${target}`, conidEx: target, '31': '-50.00', '6070': 'BAG' },
  ])
  expect(socket.ask(`smd+${other}+${fields}`)).toMatchObject([{ '31': '200.00' }])
  state.market.setPrice(requireInstrument('AMD'), 170)
  expect(socket.take()).toEqual([])
  state.market.setPrice(apple, 251)
  expect(socket.take()).toMatchObject([{ '31': '-49.00' }, { '31': '202.00' }])
})

test('streams combos of options with negative prices, and states why a combo is none', () => {
  const { state, open } = createSocketFixture()
  state.market.setPrice(apple, 245)
  const socket = open()
  const legs = ['AAPL  261016P00225000', 'AAPL  261016P00235000'].map(
    (name) => findInstrumentByName(name, state.now())?.conid,
  )
  const target = `28812380;;;${legs[0]}/1,${legs[1]}/-1`
  const fields = '{"fields":["31","84","86","6070","6509"]}'
  const [first] = socket.ask(`smd+${target}+${fields}`)
  expect(first).toMatchObject({
    topic: `smd+${target}`,
    conid: 28812380,
    '6070': 'BAG',
    '86': expect.stringMatching(/^-\d+\.\d\d$/),
  })
  state.market.setPrice(apple, 235)
  expect(Number(socket.take()[0]?.['86'])).toBeLessThan(Number(first?.['86']))
  state.market.setHalted(apple, true)
  expect(socket.take()).toMatchObject([{ '31': expect.stringMatching(/^H-/) }])
  expect(socket.ask('smd+28812380;;;265598/1,265598/-1+{"fields":["31"]}')).toEqual([
    { error: 'Leg 265598 is in the combo twice', code: 500, topic: 'smd' },
  ])
})

test('sends no prices of a combo without permission for the market data of a leg', () => {
  const { state, open } = createSocketFixture()
  state.market.withhold(requireInstrument('IBM'))
  expect(open().ask('smd+28812380;;;265598/1,8314/-1+{"fields":["31","84","86","6070"]}')).toEqual([
    expect.not.objectContaining({ '31': expect.anything() }),
  ])
  const [frame] = open().ask('smd+28812380;;;265598/1,8314/-1+{"fields":["84","6070"]}')
  expect(frame).toMatchObject({ '6509': 'N', '6070': 'BAG' })
  expect(frame).not.toHaveProperty('84')
})

test('streams futures, options and currency pairs with the decimals of their ticks', () => {
  const { state, open } = createSocketFixture()
  const socket = open()
  const [future, option, pair] = ['ES', 'AAPL  261016C00245000', 'AUD.CAD'].map((name) => {
    const found = findInstrumentByName(name, state.now())
    if (found === undefined) throw new Error(`The market has no ${name}`)
    return found
  }) as [Instrument, Instrument, Instrument]
  state.market.setPrice(future, 6700)
  state.market.setPrice(pair, 0.89)
  state.market.setPrice(apple, 245)
  const fields = '{"fields":["31","55","6070","7094","7219","7220","87"]}'
  const [ofFuture, ofOption, ofPair] = [future, option, pair].flatMap(({ conid }) =>
    socket.ask(`smd+${conid}+${fields}`),
  )
  expect(ofFuture).toMatchObject({ '31': '6700.00', '6070': 'FUT', '7094': `${future.conid}@CME` })
  expect(ofOption).toMatchObject({ '55': 'AAPL', '6070': 'OPT', '7219': 'AAPL', '7220': "OCT 16 '26 245 Call" })
  expect(ofPair).toMatchObject({ '31': '0.89000', '6070': 'CASH', '7219': 'AUD.CAD' })
  expect(ofPair).not.toHaveProperty('87')
  state.market.setPrice(apple, 250)
  expect(socket.take().map(({ conid }) => conid)).toEqual([option.conid])
})

test('streams the level of an index without bid, ask, sizes and volume', () => {
  const { state, open } = createSocketFixture()
  const socket = open()
  const [spx] = indices
  if (spx === undefined) throw new Error('The market has no index')
  state.market.setPrice(spx, 6700)
  const [first] = socket.ask(`smd+${spx.conid}+{"fields":["31","6070","70","84","85","86","87","88","7059","7282"]}`)
  expect(first).toMatchObject({ '31': '6700.00', '6070': 'IND', '70': expect.any(String) })
  for (const field of ['84', '85', '86', '87', '88', '7059', '7282']) expect(first).not.toHaveProperty(field)
  state.market.setPrice(spx, 6710)
  expect(socket.take()).toMatchObject([{ '31': '6710.00' }])
  expect(socket.ask(`sbd+DU1234567+${spx.conid}`)).toMatchObject([{ error: `Unknown contract ${spx.conid}` }])
})

test('stops the stream of the socket when a REST call ends the market data of a contract', () => {
  const { state, open } = createSocketFixture()
  const socket = open()
  for (const conid of [265598, 8314]) socket.ask(`smd+${conid}+{"fields":["31"]}`)
  const receiveQuotes = (): readonly unknown[] => {
    for (const [symbol, price] of [
      ['AAPL', 500],
      ['IBM', 300],
    ] as const)
      state.market.setPrice(requireInstrument(symbol), price + Math.random())
    return socket.take().map(({ conid }) => conid)
  }
  state.marketDataEnded.emit(265598)
  expect(receiveQuotes()).toEqual([8314])
  state.marketDataEnded.emit(undefined)
  expect(receiveQuotes()).toEqual([])
  expect(socket.ask('smd+265598+{"fields":["31"]}')).toHaveLength(1)
  expect(receiveQuotes()).toEqual([265598])
})

test('sends no market data before the client has queried the accounts', () => {
  const { state, open } = createSocketFixture()
  state.session.warmUps().accountsRead = false
  expect(open().ask('smd+265598+{"fields":["31"]}')).toEqual([{ error: 'No accounts', code: 500, topic: 'smd' }])
})

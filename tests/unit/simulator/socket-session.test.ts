import { expect, test } from 'vitest'
import { buildBulletinFrame, buildNotificationFrame } from '../../../src/simulator/socket/session-frames.ts'
import { requireInstrument } from './require-instrument.ts'
import { createSocketFixture, type Frame } from './simulated-socket.ts'

const about = (topic: string, frames: readonly Frame[]) => frames.filter((frame) => frame['topic'] === topic)

test('sends system, act, sts and the heartbeat first, and then the heartbeat every ten seconds', () => {
  const { clock, state, open } = createSocketFixture()
  const socket = open()
  expect(socket.firstFrames.map(({ topic }) => topic)).toEqual(['system', 'act', 'sts', 'system'])
  clock.advance(9_999)
  expect(socket.take()).toEqual([])
  clock.advance(1)
  expect(socket.take()).toEqual([{ topic: 'system', hb: state.now() }])
})

test('sends an empty object after each heartbeat if enabled', () => {
  const { clock, open } = createSocketFixture({ emptyHeartbeats: true })
  const socket = open()
  expect(socket.firstFrames.at(-1)).toEqual({})
  clock.advance(10_000)
  expect(socket.take()).toEqual([expect.objectContaining({ hb: expect.any(Number) }), {}])
})

test('reports a competing login with all fields in one frame', () => {
  const { state, open } = createSocketFixture()
  const socket = open()
  state.session.setCompeting(true)
  expect(socket.take()).toMatchObject([
    { topic: 'sts', args: { authenticated: false, competing: true, connected: true, established: false, fail: '' } },
  ])
})

test('reports immediately that a competing login has ended', () => {
  const { state, open } = createSocketFixture()
  const socket = open()
  state.session.setContested(true)
  expect(socket.take()).toMatchObject([{ topic: 'sts', args: { competing: true } }])
  state.session.openBrokerage(true)
  expect(socket.take()).toMatchObject([{ topic: 'sts', args: { competing: false } }])
  state.session.openBrokerage(true)
  expect(socket.take()).toEqual([])
})

test('sends one key per frame if the status is sent in pieces, and later only changes', () => {
  const { state, open } = createSocketFixture({ statusInPieces: true })
  const socket = open()
  const pieces = about('sts', socket.firstFrames)
  expect(pieces.every(({ args }) => Object.keys(args as object).length === 1)).toBe(true)
  expect(pieces.map(({ args }) => args)).toContainEqual({ message: '' })
  state.session.setCompeting(true)
  expect(socket.take().map(({ args }) => args)).toEqual([
    { authenticated: false },
    { competing: true },
    { established: false },
  ])
})

test('reports `established` when it becomes true', () => {
  const { clock, state, open } = createSocketFixture({}, 3)
  const socket = open()
  state.session.closeBrokerage()
  state.session.openBrokerage(true)
  expect(about('sts', socket.take()).at(-1)).toMatchObject({ args: { authenticated: true, established: false } })
  clock.advance(2_999)
  expect(about('sts', socket.take())).toEqual([])
  clock.advance(1)
  expect(about('sts', socket.take())).toMatchObject([{ args: { established: true } }])
})

test('does not report `established` for a session that has already ended', () => {
  const { clock, state, open } = createSocketFixture({}, 3)
  const socket = open()
  state.session.closeBrokerage()
  state.session.openBrokerage(true)
  state.session.closeBrokerage()
  socket.take()
  clock.advance(5_000)
  expect(socket.take()).toEqual([])
})

test('sends the account frame `act` again when another account is selected', () => {
  const { state, open } = createSocketFixture()
  const socket = open()
  state.accounts.select('DU7654321')
  expect(socket.take()).toMatchObject([{ topic: 'act', args: { selectedAccount: 'DU7654321' } }])
})

test('treats a second session cookie message as an unknown topic', () => {
  const { state, open } = createSocketFixture()
  const text = JSON.stringify({ session: state.session.id() })
  expect(open().ask(text)).toEqual([{ error: `Topic unknown ${text}`, code: 1 }])
})

test.each(['spd+{}', 'sdr+265598', 'xyz+{}'])('rejects the undocumented topic %s', (text) => {
  const { open } = createSocketFixture()
  expect(open().ask(text)).toEqual([{ error: `Topic unknown ${text}`, code: 1 }])
})

test('rejects the configured number of order subscriptions, and accepts the next one', () => {
  const { streamSwitch, open } = createSocketFixture()
  streamSwitch.refusals = 2
  const socket = open()
  const refusal = { error: 'unable to subscribe', code: 500, topic: 'sor' }
  expect(socket.ask('sor+{}')).toEqual([refusal])
  expect(open().ask('sor+{}')).toEqual([refusal])
  expect(socket.ask('sor+{}')).toEqual([])
})

test.each([
  ['sor+{}', 'uor+{}', []],
  ['str+{"realtimeUpdatesOnly":true}', 'utr', []],
  ['spl+{}', 'upl{}', []],
  ['smd+265598+{"fields":["31"]}', 'umd+265598+{}', []],
  ['sbd+DU1234567+265598', 'ubd+DU1234567', []],
  ['smh+265598+{"period":"1h"}', 'umh+1', [{ message: 'Unsubscribed 1' }]],
  ['ssd+DU1234567+{}', 'usd+DU1234567+{}', [{ result: 'unsubscribed from summary' }]],
  ['sld+DU1234567+{}', 'uld+DU1234567+{}', [{ result: 'unsubscribed from ledger' }]],
])('ends the subscription %s with the message %s', (subscribe, unsubscribe, responses) => {
  const { clock, state, open } = createSocketFixture()
  const socket = open()
  socket.ask(subscribe)
  expect(socket.ask(unsubscribe)).toEqual(responses)
  state.market.setPrice(requireInstrument('AAPL'), 999)
  clock.advance(9_000)
  expect(socket.take()).toEqual([])
})

test.each(['sor+{}', 'str+{}', 'smh+265598+{}', 'sbd+DU1234567+265598', 'smd+265598+{}', 'shs+exercise+{"CEX":"1"}'])(
  'ignores %s without a response if there is no brokerage session',
  (text) => {
    const { state, open } = createSocketFixture()
    state.session.closeBrokerage()
    expect(open().ask(text)).toEqual([])
  },
)

test('ends the streams together with the brokerage session, except streams that do not need one', () => {
  const { clock, state, open } = createSocketFixture()
  const socket = open()
  for (const text of ['spl+{}', 'smd+265598+{"fields":["31"]}']) socket.ask(text)
  state.session.closeBrokerage()
  state.session.openBrokerage(true)
  socket.take()
  state.market.setPrice(requireInstrument('AAPL'), 999)
  clock.advance(1_500)
  expect(socket.take().map(({ topic }) => topic)).toEqual(['spl'])
})

test('ends every stream when the session id changes, but keeps the socket and its heartbeat', () => {
  const { clock, state, open } = createSocketFixture()
  const socket = open()
  for (const text of [
    'sor+{}',
    'spl+{}',
    'smd+265598+{"fields":["31"]}',
    'smh+265598+{"period":"1h"}',
    'sld+DU1234567+{}',
  ])
    socket.ask(text)
  state.session.rotate()
  state.market.setPrice(requireInstrument('AAPL'), 999)
  clock.advance(10_000)
  expect(socket.take()).toEqual([{ topic: 'system', hb: expect.any(Number) }])
  expect(socket.ask('tic')).toMatchObject([{ topic: 'tic', id: state.session.id() }])
})

test('leaves no timer and sends nothing after a socket has closed', () => {
  const { clock, state, announced, open } = createSocketFixture()
  const before = clock.pending()
  const socket = open()
  for (const text of [
    'spl+{}',
    'smd+265598+{"fields":["31"]}',
    'smh+265598+{}',
    'ssd+DU1234567+{}',
    'sld+DU1234567+{}',
  ])
    socket.ask(text)
  socket.close()
  expect(clock.pending()).toBe(before)
  socket.take()
  state.session.setCompeting(true)
  state.accounts.select('DU7654321')
  state.market.setPrice(requireInstrument('AAPL'), 999)
  announced.emit({ topic: 'blt', args: [] })
  expect(socket.take()).toEqual([])
})

test('sends notices, prompts and bulletins to open sockets as arrays', () => {
  const { announced, open } = createSocketFixture()
  const [one, other] = [open(), open()]
  announced.emit(buildNotificationFrame([{ id: '1', text: 'Hello', title: 'Greeting' }]))
  announced.emit(buildNotificationFrame([{ orderId: 7, reqId: '12', text: 'Send it?' }]))
  announced.emit(buildBulletinFrame([{ id: 3, message: 'Halted', exchanges: ['NYSE'] }]))
  const frames = [
    { topic: 'ntf', args: [{ id: '1', text: 'Hello', title: 'Greeting' }] },
    {
      topic: 'ntf',
      args: [
        {
          orderId: 7,
          reqId: '12',
          messageId: '12',
          type: 'M',
          prompt: true,
          dismissable: [],
          options: ['Yes', 'No'],
          text: 'Send it?',
        },
      ],
    },
    { topic: 'blt', args: [{ id: 3, message: 'Halted', exchanges: ['NYSE'] }] },
  ]
  expect(one.take()).toEqual(frames)
  expect(other.take()).toEqual(frames)
})

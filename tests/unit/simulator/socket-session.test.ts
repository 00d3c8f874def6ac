import { expect, test } from 'vitest'
import { bulletinFrame, notificationFrame } from '../../../src/simulator/socket/session-frames.ts'
import { instrumentNamed } from './instrument-named.ts'
import { createSocketWorld, type Frame } from './simulated-socket.ts'

const about = (topic: string, frames: readonly Frame[]) => frames.filter((frame) => frame['topic'] === topic)

test('the greeting is system, act, sts and the beat, which then comes every ten seconds', () => {
  const { clock, world, open } = createSocketWorld()
  const socket = open()
  expect(socket.greeting.map(({ topic }) => topic)).toEqual(['system', 'act', 'sts', 'system'])
  clock.advance(9_999)
  expect(socket.take()).toEqual([])
  clock.advance(1)
  expect(socket.take()).toEqual([{ topic: 'system', hb: world.now() }])
})

test('an empty object follows each beat where it is asked for', () => {
  const { clock, open } = createSocketWorld({ emptyHeartbeats: true })
  const socket = open()
  expect(socket.greeting.at(-1)).toEqual({})
  clock.advance(10_000)
  expect(socket.take()).toEqual([expect.objectContaining({ hb: expect.any(Number) }), {}])
})

test('a competing login is told with everything in one frame', () => {
  const { world, open } = createSocketWorld()
  const socket = open()
  world.session.setCompeting(true)
  expect(socket.take()).toMatchObject([
    { topic: 'sts', args: { authenticated: false, competing: true, connected: true, established: false, fail: '' } },
  ])
})

test('a login that competes reports at once that the session is not contested any more', () => {
  const { world, open } = createSocketWorld()
  const socket = open()
  world.session.setContested(true)
  expect(socket.take()).toMatchObject([{ topic: 'sts', args: { competing: true } }])
  world.session.openBrokerage(true)
  expect(socket.take()).toMatchObject([{ topic: 'sts', args: { competing: false } }])
  world.session.openBrokerage(true)
  expect(socket.take()).toEqual([])
})

test('in pieces every frame holds one key, and later only what changed comes', () => {
  const { world, open } = createSocketWorld({ statusInPieces: true })
  const socket = open()
  const pieces = about('sts', socket.greeting)
  expect(pieces.every(({ args }) => Object.keys(args as object).length === 1)).toBe(true)
  expect(pieces.map(({ args }) => args)).toContainEqual({ message: '' })
  world.session.setCompeting(true)
  expect(socket.take().map(({ args }) => args)).toEqual([
    { authenticated: false },
    { competing: true },
    { established: false },
  ])
})

test('established is told when it comes true', () => {
  const { clock, world, open } = createSocketWorld({}, 3)
  const socket = open()
  world.session.closeBrokerage()
  world.session.openBrokerage(true)
  expect(about('sts', socket.take()).at(-1)).toMatchObject({ args: { authenticated: true, established: false } })
  clock.advance(2_999)
  expect(about('sts', socket.take())).toEqual([])
  clock.advance(1)
  expect(about('sts', socket.take())).toMatchObject([{ args: { established: true } }])
})

test('a brokerage session that ended before it was established is not told again', () => {
  const { clock, world, open } = createSocketWorld({}, 3)
  const socket = open()
  world.session.closeBrokerage()
  world.session.openBrokerage(true)
  world.session.closeBrokerage()
  socket.take()
  clock.advance(5_000)
  expect(socket.take()).toEqual([])
})

test('act comes again when another account is selected', () => {
  const { world, open } = createSocketWorld()
  const socket = open()
  world.accounts.select('DU7654321')
  expect(socket.take()).toMatchObject([{ topic: 'act', args: { selectedAccount: 'DU7654321' } }])
})

test('identifying twice is an unknown topic', () => {
  const { world, open } = createSocketWorld()
  const text = JSON.stringify({ session: world.session.id() })
  expect(open().ask(text)).toEqual([{ error: `Topic unknown ${text}`, code: 1 }])
})

test.each(['spd+{}', 'sdr+265598', 'xyz+{}'])('%s is documented nowhere and unknown here', (text) => {
  const { open } = createSocketWorld()
  expect(open().ask(text)).toEqual([{ error: `Topic unknown ${text}`, code: 1 }])
})

test('refused order streams are refused so many times', () => {
  const { streamSwitch, open } = createSocketWorld()
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
])('%s is ended by %s', (subscribe, unsubscribe, answers) => {
  const { clock, world, open } = createSocketWorld()
  const socket = open()
  socket.ask(subscribe)
  expect(socket.ask(unsubscribe)).toEqual(answers)
  world.market.setPrice(instrumentNamed('AAPL'), 999)
  clock.advance(9_000)
  expect(socket.take()).toEqual([])
})

test.each(['sor+{}', 'str+{}', 'smh+265598+{}', 'sbd+DU1234567+265598', 'smd+265598+{}', 'shs+exercise+{"CEX":"1"}'])(
  '%s is dropped without a word while there is no brokerage session',
  (text) => {
    const { world, open } = createSocketWorld()
    world.session.closeBrokerage()
    expect(open().ask(text)).toEqual([])
  },
)

test('streams end with the brokerage session, save those that need none', () => {
  const { clock, world, open } = createSocketWorld()
  const socket = open()
  for (const text of ['spl+{}', 'smd+265598+{"fields":["31"]}']) socket.ask(text)
  world.session.closeBrokerage()
  world.session.openBrokerage(true)
  socket.take()
  world.market.setPrice(instrumentNamed('AAPL'), 999)
  clock.advance(1_500)
  expect(socket.take().map(({ topic }) => topic)).toEqual(['spl'])
})

test('a new session id kills every stream and leaves the socket with its beat', () => {
  const { clock, world, open } = createSocketWorld()
  const socket = open()
  for (const text of [
    'sor+{}',
    'spl+{}',
    'smd+265598+{"fields":["31"]}',
    'smh+265598+{"period":"1h"}',
    'sld+DU1234567+{}',
  ])
    socket.ask(text)
  world.session.rotate()
  world.market.setPrice(instrumentNamed('AAPL'), 999)
  clock.advance(10_000)
  expect(socket.take()).toEqual([{ topic: 'system', hb: expect.any(Number) }])
  expect(socket.ask('tic')).toMatchObject([{ topic: 'tic', id: world.session.id() }])
})

test('a closed socket leaves no timer behind and says no more', () => {
  const { clock, world, announced, open } = createSocketWorld()
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
  world.session.setCompeting(true)
  world.accounts.select('DU7654321')
  world.market.setPrice(instrumentNamed('AAPL'), 999)
  announced.emit({ topic: 'blt', args: [] })
  expect(socket.take()).toEqual([])
})

test('notices, prompts and bulletins reach greeted sockets as arrays', () => {
  const { announced, open } = createSocketWorld()
  const [one, other] = [open(), open()]
  announced.emit(notificationFrame([{ id: '1', text: 'Hello', title: 'Greeting' }]))
  announced.emit(notificationFrame([{ orderId: 7, reqId: '12', text: 'Send it?' }]))
  announced.emit(bulletinFrame([{ id: 3, message: 'Halted', exchanges: ['NYSE'] }]))
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

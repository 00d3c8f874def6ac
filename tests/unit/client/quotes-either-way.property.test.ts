import fc from 'fast-check'
import { expect, it } from 'vitest'
import { Listeners } from '../../../src/client/listeners.ts'
import type { SocketGap } from '../../../src/client/session/session-supervisor.ts'
import { frameTopic, frameValue } from '../../../src/client/socket/frame.ts'
import { TopicDispatch } from '../../../src/client/socket/topic-dispatch.ts'
import { LiveStreams } from '../../../src/client/streams/live-stream.ts'
import { type Quote, quoteKind } from '../../../src/client/streams/quotes.ts'
import { manualClock } from './manual-clock.ts'

/** What happens to three streams of quotes: a frame by its text, a break of the line or of a subscription, a further subscriber. */
type Step = { readonly text: string } | 'down' | 'gap' | 'join'

/** As it may stand in JSON: plainly, or not, or where JSON should be. */
const plain = ['"1.50"', '"C168.42"', '"A name of some length"', '1.5', '-0', '12345678901234567890', '1789394400000']
const odd = ['"é"', '"\\u0041"', '1e3', '007', 'true', 'null', '[1]', '{"31":"9"}']
const written = fc.oneof(
  { weight: 9, arbitrary: fc.constantFrom(...plain) },
  { weight: 1, arbitrary: fc.constantFrom(...odd) },
)
const field = fc.tuple(fc.constantFrom('31', '31', '84', '6509', '_updated', 'conid', '__proto__', '031'), written)
const topic = fc.constantFrom('smd+1', 'smd+1', 'smd+1', 'smd+2', 'smd+2', 'smd+3', 'SMD+1', 'smd', 'smd+4')
const frame = fc
  .tuple(topic, fc.array(field, { maxLength: 5 }), fc.nat(5), fc.constantFrom('', '', '', '', '', '', '\n', 'x'))
  .map(([name, fields, at, end]): Step => {
    const pairs = fields.map(([key, value]) => `"${key}":${value}`)
    pairs.splice(at, 0, `"topic":"${name}"`)
    return { text: `{${pairs.join()}}${end}` }
  })
const refusal = fc
  .tuple(fc.constantFrom('smd', 'smd+1', 'smd+2'), fc.constantFrom('"no data"', '"no data for 2"', '1'))
  .map(([name, error]): Step => ({ text: `{"31":"7","error":${error},"topic":"${name}"}` }))
const steps = fc.array(
  fc.oneof(
    { weight: 20, arbitrary: frame },
    { weight: 2, arbitrary: refusal },
    { weight: 2, arbitrary: fc.constantFrom<Step>('down', 'gap', 'join') },
  ),
  { minLength: 20, maxLength: 60 },
)

/** All that the subscribers are told, and how many frames were taken as they came. */
function play(all: readonly Step[], byBytes: boolean): { readonly told: readonly unknown[]; readonly taken: number } {
  const dispatch = new TopicDispatch()
  const [downs, gaps] = [new Listeners<number>(), new Listeners<SocketGap>()]
  const streams = new LiveStreams<Quote>({
    clock: manualClock(),
    closing: new AbortController().signal,
    connected: true,
    connection: 1,
    on: (...parts) => dispatch.on(...parts),
    subscribe: () => () => undefined,
    send: () => undefined,
    onDown: (listener) => downs.add(listener),
    onGap: (listener) => gaps.add(listener),
    onConnected: () => () => undefined,
  })
  const told: unknown[] = []
  const join = (contract: string, ...fields: string[]): void => {
    streams.observe(quoteKind(contract, fields), '').subscribe({
      next: (quote) => told.push([quote, Object.keys(quote.values)]),
      error: (error: unknown) => told.push([contract, String(error)]),
    })
  }
  for (const contract of ['1', '2', '3']) join(contract, '31')
  let taken = 0
  for (const [at, step] of all.entries()) {
    if (step === 'down') downs.emit(at)
    else if (step === 'gap') gaps.emit({ from: at - 1, to: at })
    else if (step === 'join') join('1', '84')
    else if (byBytes && dispatch.giveBytes(Buffer.from(step.text), at)) taken += 1
    else {
      const value = frameValue(step.text)
      if (value !== undefined) dispatch.give(frameTopic(value), { at, text: step.text, value, binary: false })
    }
  }
  return { told, taken }
}

it('streams of quotes tell the same, whichever way their frames come', () => {
  let taken = 0
  fc.assert(
    fc.property(steps, (all) => {
      const quick = play(all, true)
      taken += quick.taken
      expect(quick.told).toEqual(play(all, false).told)
    }),
    { numRuns: 500 },
  )
  expect(taken).toBeGreaterThan(500)
})

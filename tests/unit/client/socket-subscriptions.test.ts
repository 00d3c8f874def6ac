import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { EventListeners } from '../../../src/client/event-listeners.ts'
import { ActiveSubscriptions } from '../../../src/client/socket/active-subscriptions.ts'
import { combineSubscriptions, RequiredSubscriptions } from '../../../src/client/socket/required-subscriptions.ts'
import { readFrame } from '../../../src/client/socket/socket-events.ts'
import { TopicDispatcher } from '../../../src/client/socket/topic-dispatcher.ts'
import { createQuoteKind, type Quote } from '../../../src/client/streams/quote-stream.ts'
import { SharedStreams } from '../../../src/client/streams/shared-streams.ts'
import type { StreamSource } from '../../../src/client/streams/stream-source.ts'
import { manualClock } from './manual-clock.ts'

describe('combined subscription of a stream', () => {
  it.each([
    [['sor+{}'], 'sor+{}'],
    [['sor'], 'sor'],
    [['sor+{"filters":["Filled"]}', 'sor+{"filters":["Filled"]}'], 'sor+{"filters":["Filled"]}'],
    [['sor+{"filters":["Filled"]}', 'sor+{}'], 'sor+{}'],
    [['smd+1+{"fields":["31","84"]}', 'smd+1+{"fields":["84","86"]}'], 'smd+1+{"fields":["31","84","86"]}'],
    [
      ['str+{"realtimeUpdatesOnly":true}', 'str+{"realtimeUpdatesOnly":false,"days":3}'],
      'str+{"realtimeUpdatesOnly":false,"days":3}',
    ],
    [['ssd+U1+{"keys":["a"],"fields":["b"]}', 'ssd+U1+{"keys":["c"]}'], 'ssd+U1+{"keys":["a","c"]}'],
    [['sld+U1+{}', 'sld+U1+{"keys":["c"]}'], 'sld+U1+{}'],
  ])('combines the subscriptions %j into %s', (texts, combined) => {
    expect(combineSubscriptions(texts)).toBe(combined)
  })

  it('sends new fields, no repeated fields, and the unsubscribe message of the last subscriber', () => {
    const subscriptions = new RequiredSubscriptions()
    const add = (fields: string) => subscriptions.add(`smd+1+{"fields":[${fields}]}`, 'umd+1+{}')
    expect(add('"31"')).toBe('smd+1+{"fields":["31"]}')
    expect(add('"31"')).toBeUndefined()
    expect(add('"84"')).toBe('smd+1+{"fields":["31","84"]}')
    expect(subscriptions.add('smd+2+{"fields":["31"]}', 'umd+2+{}')).toBe('smd+2+{"fields":["31"]}')
    expect(subscriptions.remove('smd+1+{"fields":["84"]}')).toBeUndefined()
    expect(subscriptions.texts()).toEqual(['smd+1+{"fields":["31"]}', 'smd+2+{"fields":["31"]}'])
    expect(subscriptions.remove('smd+1+{"fields":["31"]}')).toBeUndefined()
    expect(subscriptions.remove('smd+1+{"fields":["31"]}')).toBe('umd+1+{}')
    expect(subscriptions.remove('smd+1+{"fields":["31"]}')).toBeUndefined()
  })

  it('subscribes a new connection to exactly the fields that have subscribers, after any sequence of changes', () => {
    const step = fc.record({ conid: fc.integer({ min: 1, max: 3 }), field: fc.integer({ min: 31, max: 35 }) })
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.boolean(), step)), (steps) => {
        const subscriptions = new RequiredSubscriptions()
        const active: { conid: number; field: number }[] = []
        for (const [adds, { conid, field }] of steps) {
          const text = `smd+${conid}+{"fields":["${field}"]}`
          const at = active.findIndex((one) => one.conid === conid && one.field === field)
          if (adds) {
            subscriptions.add(text, `umd+${conid}+{}`)
            active.push({ conid, field })
          } else {
            const ending = subscriptions.remove(text)
            if (at >= 0) active.splice(at, 1)
            expect(ending !== undefined).toBe(at >= 0 && !active.some((one) => one.conid === conid))
          }
        }
        const sent = subscriptions.texts().map((text) => {
          const [, conid, json] = /^smd\+(\d)\+(.*)$/.exec(text) ?? []
          return [Number(conid), [...JSON.parse(json ?? '').fields].sort()]
        })
        const wanted = [...new Set(active.map(({ conid }) => conid))].map((conid) => [
          conid,
          [...new Set(active.filter((one) => one.conid === conid).map(({ field }) => String(field)))].sort(),
        ])
        expect(new Map(sent as never)).toEqual(new Map(wanted as never))
      }),
    )
  })
})

describe('refusal of a subscription that may be transient', () => {
  const refused = (topic: string) => readFrame(JSON.stringify({ topic, error: 'Unable to subscribe' }), false, 0)

  /**
   * Creates active subscriptions to market data, with the messages that they send and the account queries that they
   * make.
   */
  function subscribed(conids: readonly number[]) {
    const clock = manualClock()
    const seen = { sent: [] as string[], gaps: 0, queries: 0 }
    let respond = (): void => undefined
    const accounts = { isDelayed: false, respond: () => respond() }
    const subscriptions = new ActiveSubscriptions({
      clock,
      random: { bytes: (count) => new Uint8Array(count), fraction: () => 0.5 },
      send: (text) => seen.sent.push(text),
      queryAccounts: async () => {
        seen.queries += 1
        if (accounts.isDelayed) await new Promise<void>((resolve) => (respond = resolve))
      },
      onActivated: () => undefined,
      note: () => undefined,
      onRefusalOver: () => {
        seen.gaps += 1
      },
    })
    const removes = conids.map((conid) => subscriptions.add(`smd+${conid}+{}`, `umd+${conid}+{}`))
    subscriptions.activate()
    seen.sent.splice(0)
    const refuse = (...topics: readonly string[]) => {
      for (const topic of topics) subscriptions.handleError(refused(topic))
    }
    const advance = async (ms: number) => {
      clock.advance(ms)
      await new Promise((resolve) => setImmediate(resolve))
    }
    return { accounts, seen, removes, refuse, advance }
  }

  it.each([
    [['smd'], ['smd+1+{}', 'smd+2+{}'], 1],
    [['smd+2'], ['smd+2+{}'], 0],
    [['smd+1', 'smd+2', 'smd+1'], ['smd+1+{}', 'smd+2+{}'], 0],
    [['smd+2', 'smd'], ['smd+1+{}', 'smd+2+{}'], 1],
    [['smd+3'], [], 0],
  ])(
    'retries the refused topics %j with the messages %j after one query of the accounts',
    async (topics, again, gaps) => {
      const { seen, refuse, advance } = subscribed([1, 2])
      refuse(...topics)
      await advance(0)
      expect(seen).toMatchObject({ sent: again, gaps, queries: again.length > 0 ? 1 : 0 })
    },
  )

  it('delays the retries of all subscriptions to a topic together', async () => {
    const { seen, refuse, advance } = subscribed([1, 2])
    refuse('smd+1')
    await advance(0)
    refuse('smd+2')
    await advance(499)
    expect(seen.queries).toBe(1)
    await advance(1)
    expect(seen).toMatchObject({ queries: 2, sent: ['smd+1+{}', 'smd+2+{}'] })
  })

  it('delays the retry while the account query waits, for example for the end of an order question', async () => {
    const { accounts, seen, refuse, advance } = subscribed([1])
    accounts.isDelayed = true
    refuse('smd+1')
    for (let second = 0; second < 20; second += 1) await advance(1_000)
    expect(seen).toMatchObject({ queries: 1, sent: [] })
    accounts.respond()
    await advance(0)
    expect(seen).toMatchObject({ queries: 1, sent: ['smd+1+{}'] })
  })

  it('does not retry after all refused subscriptions were cancelled', async () => {
    const { seen, removes, refuse, advance } = subscribed([1, 2])
    refuse('smd+1')
    removes[0]?.()
    await advance(60_000)
    expect(seen).toMatchObject({ queries: 0, sent: ['umd+1+{}'] })
  })
})

it('reports a gap in a quote from the refusal of its renewal until the next frame', () => {
  const dispatch = new TopicDispatcher()
  const source = {
    on: dispatch.on.bind(dispatch),
    events: new EventListeners(undefined),
    closing: new AbortController().signal,
    subscribe: () => () => undefined,
  } as unknown as StreamSource
  const gaps: unknown[] = []
  new SharedStreams<Quote>(source)
    .observe(createQuoteKind('1'), 'smd+1+{"fields":["31"]}', [['31', 'last']])
    .subscribe(({ gap }) => gaps.push(gap))
  const receive = (frame: object, at: number) =>
    dispatch.dispatch(readFrame(JSON.stringify({ topic: 'smd+1', ...frame }), false, at))
  receive({ 31: '5' }, 1)
  receive({ error: 'Unable to subscribe' }, 2)
  receive({ error: 'Unable to subscribe' }, 3)
  receive({ 31: '6' }, 4)
  expect(gaps).toEqual([undefined, { from: 1 }, undefined])
})

describe('dispatch of frames by topic', () => {
  const frame = (topic: string) => readFrame(JSON.stringify({ topic }), false, 0)

  it("finds handlers by the full topic, otherwise by the topic's name, and finds no removed handlers", () => {
    const dispatch = new TopicDispatcher()
    const seen: string[] = []
    const stop = dispatch.on('smh+1', () => seen.push('whole'))
    dispatch.on('smh', () => seen.push('head'))
    dispatch.on('', () => seen.push('none'))
    for (const topic of ['smh+1', 'smh+2', 'smd+1', '']) dispatch.dispatch(frame(topic))
    expect(seen.splice(0)).toEqual(['whole', 'head', 'none'])
    stop()
    stop()
    dispatch.dispatch(frame('smh+1'))
    expect(seen).toEqual(['head'])
  })

  it('calls only the handlers of the topic, even with many streams', () => {
    const dispatch = new TopicDispatcher()
    let calls = 0
    for (let conid = 0; conid < 500; conid += 1) dispatch.on(`smd+${conid}`, () => (calls += 1))
    dispatch.dispatch(frame('smd+7'))
    expect(calls).toBe(1)
  })

  it('allows a handler to add and remove handlers while it receives a frame', () => {
    const dispatch = new TopicDispatcher()
    const seen: string[] = []
    const stop = dispatch.on('sor', () => {
      stop()
      dispatch.on('sor', () => seen.push('new'))
      seen.push('first')
    })
    dispatch.on('sor', () => seen.push('second'))
    dispatch.dispatch(frame('sor'))
    expect(seen.splice(0)).toEqual(['first', 'second'])
    dispatch.dispatch(frame('sor'))
    expect(seen).toEqual(['second', 'new'])
  })
})

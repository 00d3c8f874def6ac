import type { Observable } from 'rxjs'
import { describe, expect, test } from 'vitest'
import { systemClock } from '../../../src/client/clock.ts'
import type { StreamSession, StreamSource } from '../../../src/client/streams/stream-source.ts'
import { TypedStreams } from '../../../src/client/streams/typed-streams.ts'
import { findTopic, formatSocketText, TOPIC_NAMES, type TopicName } from '../../../src/shared/domain/topics.ts'
import { createSocketFixture } from './simulated-socket.ts'

const ACCOUNT = 'DU1234567'
const TARGETS = { account: ACCOUNT, contract: '265598', exchange: 'NASDAQ', serverId: 'q12', dialog: 'exercise' }

/** The typed stream of each topic. For a topic without a typed stream: the reason. */
const TYPED_STREAMS: Readonly<Record<TopicName, string | ((streams: TypedStreams) => Observable<unknown>)>> = {
  smd: (streams) => streams.quotes(265598, ['last']),
  sbd: (streams) => streams.depth(ACCOUNT, 265598),
  smh: (streams) => streams.history(265598),
  sor: (streams) => streams.orders(),
  str: (streams) => streams.trades(),
  spl: (streams) => streams.profitAndLoss(),
  ssd: (streams) => streams.accountSummary(ACCOUNT),
  sld: (streams) => streams.ledger(ACCOUNT),
  shs: (streams) => streams.exercise(1).steps,
  inp: 'exercise() sends it as the answer to a step',
}

/** Creates the typed streams of a connected socket, and the list of messages that they send to it. */
function createStreams() {
  const texts: string[] = []
  const send = (text: string) => {
    texts.push(text)
    return () => undefined
  }
  const on = () => () => undefined
  const source = {
    clock: systemClock,
    closing: new AbortController().signal,
    connected: true,
    connection: 1,
    events: { on },
    on,
    send,
    subscribe: send,
  }
  const session = { state: { kind: 'signed-out' }, onState: on, request: async () => ({}) }
  const streams = new TypedStreams(source as unknown as StreamSource, session as unknown as StreamSession)
  return { streams, texts }
}

describe.each(TOPIC_NAMES)('simulator socket and the topic %s', (topic) => {
  const { targets, end, endTargets = targets, form } = findTopic(topic)

  test('the simulator accepts a subscription to the topic, and the message that ends it', () => {
    const { open } = createSocketFixture()
    const socket = open()
    const read = (names: typeof targets) => names.map((name) => TARGETS[name])
    const texts = [formatSocketText(topic, read(targets), form?.options)]
    if (end !== undefined) texts.push(formatSocketText(end, read(endTargets)))
    const unknown = texts
      .flatMap((text) => socket.ask(text))
      .filter(({ error }) => String(error).startsWith('Topic unknown'))
    expect(unknown).toEqual([])
    socket.close()
  })

  test('the library has a typed stream for the topic, or the test states why not', () => {
    const stream = TYPED_STREAMS[topic]
    if (typeof stream === 'string') return
    const { streams, texts } = createStreams()
    stream(streams)
      .subscribe({ error: (error: unknown) => texts.push(String(error)) })
      .unsubscribe()
    expect(texts[0]?.slice(0, 3)).toBe(topic)
  })
})

test('the simulator refuses a topic that it does not serve', () => {
  expect(createSocketFixture().open().ask('sfx+1')).toEqual([{ error: 'Topic unknown sfx+1', code: 1 }])
})

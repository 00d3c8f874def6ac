import { expect, it } from 'vitest'
import { EventListeners } from '../../../src/client/event-listeners.ts'
import { readFrame, type SocketEvents } from '../../../src/client/socket/socket-events.ts'
import type { FrameHandler } from '../../../src/client/socket/topic-dispatcher.ts'
import { HistoryRequestQueue } from '../../../src/client/streams/history-request-queue.ts'
import { manualClock } from './manual-clock.ts'

const AAPL = '265598'
const IBM = '8314'

/** Creates a queue on a socket that receives only what the test sends. */
function scriptedQueue() {
  const clock = manualClock()
  const closing = new AbortController()
  const events = new EventListeners<SocketEvents>()
  const handlers = new Set<FrameHandler>()
  const sent: string[] = []
  const source = {
    clock,
    closing: closing.signal,
    connected: true,
    connection: 1,
    events,
    on: (_topic: string, handler: FrameHandler) => {
      handlers.add(handler)
      return () => handlers.delete(handler)
    },
    send: (text: string) => {
      sent.push(text)
    },
    subscribe: () => () => undefined,
  }
  const queue = new HistoryRequestQueue(source)
  const receive = (frame: object): void => {
    for (const handler of handlers) handler(readFrame(JSON.stringify({ topic: 'smh', ...frame }), false, 1))
  }
  return {
    clock,
    closing,
    events,
    handlers,
    sent,
    source,
    receive,
    /** Requests history with a bar, and collects the lengths of the received bars, the error and the completion. */
    request: (contract: string, bar: string, live = false) => {
      const results: unknown[] = []
      const subscription = queue.observe(contract, { bar }, live).subscribe({
        next: ({ barLength }) => results.push(barLength),
        error: ({ code }) => results.push(code),
        complete: () => results.push('complete'),
      })
      return { results, stop: () => subscription.unsubscribe() }
    },
    respond: (contract: string, serverId: string, barLength: number) =>
      receive({ topic: `smh+${contract}`, serverId, barLength, data: [{ t: 1, o: 1, c: 1, h: 1, l: 1 }] }),
  }
}

it('does not treat the late response to an aborted history request as that of another request', () => {
  const { clock, handlers, request, respond, sent } = scriptedQueue()
  request(AAPL, '1min').stop()
  const hours = request(AAPL, '1h')
  expect(sent).toEqual(['smh+265598+{"bar":"1min"}'])
  respond(AAPL, '1', 60)
  expect(hours.results).toEqual([])
  expect(sent.slice(1)).toEqual(['umh+1', 'smh+265598+{"bar":"1h"}'])
  respond(AAPL, '2', 3_600)
  expect(hours.results).toEqual([3_600, 'complete'])
  expect(sent.at(-1)).toBe('umh+2')
  expect([clock.pending, handlers.size]).toEqual([0, 0])
})

it('holds a contract after a timeout until its late response arrives, but serves other contracts', () => {
  const { clock, handlers, request, respond, sent } = scriptedQueue()
  const minutes = request(AAPL, '1min')
  const hours = request(`${AAPL}@ARCA`, '1h')
  const other = request(IBM, '1h')
  clock.advance(30_000)
  expect(minutes.results).toEqual(['timeout'])
  respond(IBM, '1', 3_600)
  expect(other.results).toEqual([3_600, 'complete'])
  respond(AAPL, '2', 60)
  expect(hours.results).toEqual([])
  expect(sent.slice(2)).toEqual(['umh+1', 'umh+2', 'smh+265598@ARCA+{"bar":"1h"}'])
  respond(AAPL, '3', 3_600)
  expect(hours.results).toEqual([3_600, 'complete'])
  expect([clock.pending, handlers.size]).toEqual([0, 0])
})

it('ends the hold of a contract after half a minute, at a refusal with its conid, and on another connection', () => {
  const { clock, events, receive, request, sent, source } = scriptedQueue()
  request(AAPL, '1min')
  clock.advance(30_000)
  const second = request(AAPL, '5min')
  clock.advance(29_999)
  expect(sent).toHaveLength(1)
  clock.advance(1)
  expect(sent).toHaveLength(2)
  clock.advance(30_000)
  expect(second.results).toEqual(['timeout'])
  request(AAPL, '1h')
  receive({ topic: `smh+${AAPL}`, error: 'Chart data unavailable' })
  expect(sent).toHaveLength(3)
  clock.advance(30_000)
  const last = request(AAPL, '1d')
  source.connection = 2
  events.emit('state', 'connected')
  expect(sent.at(-1)).toBe('smh+265598+{"bar":"1d"}')
  expect(last.results).toEqual([])
})

it('does not treat an update of a released live request as the response to the next request', () => {
  const { request, respond } = scriptedQueue()
  const live = request(AAPL, '1min', true)
  respond(AAPL, '1', 60)
  expect(live.results).toEqual([60])
  live.stop()
  const hours = request(AAPL, '1h')
  respond(AAPL, '1', 60)
  expect(hours.results).toEqual([])
  respond(AAPL, '2', 3_600)
  expect(hours.results).toEqual([3_600, 'complete'])
})

it('holds the contract of a request that a refusal without conid ended, if another response is overdue', () => {
  const { clock, receive, request, respond, sent } = scriptedQueue()
  request(IBM, '1h')
  clock.advance(30_000)
  const minutes = request(AAPL, '1min')
  receive({ error: 'Chart data unavailable' })
  expect(minutes.results).toEqual(['subscription-refused'])
  const hours = request(AAPL, '1h')
  respond(AAPL, '1', 60)
  expect(hours.results).toEqual([])
  expect(sent.at(-1)).toBe('smh+265598+{"bar":"1h"}')
})

it('refuses only the request of the conid in a refusal, and no request after an aborted one', () => {
  const { receive, request, respond } = scriptedQueue()
  request(IBM, '1h').stop()
  const minutes = request(AAPL, '1min')
  receive({ error: 'Chart data unavailable' })
  receive({ topic: `smh+${IBM}`, error: 'Chart data unavailable' })
  respond(AAPL, '1', 60)
  expect(minutes.results).toEqual([60, 'complete'])
})

it('keeps a late response from the request that is repeated after the brokerage session was lost', () => {
  const { events, request, respond, sent } = scriptedQueue()
  request(AAPL, '1min').stop()
  events.emit('down', 1)
  const hours = request(AAPL, '1h')
  events.emit('state', 'connected')
  respond(AAPL, '1', 60)
  expect(hours.results).toEqual([])
  expect(sent).toEqual(['smh+265598+{"bar":"1min"}', 'umh+1', 'smh+265598+{"bar":"1h"}'])
})

it('leaves no timer or listener when the session closes or the message cannot be sent', () => {
  const { clock, closing, handlers, request, source } = scriptedQueue()
  const { send } = source
  source.send = () => {
    throw Object.assign(new Error(), { code: 'socket-queue-full' })
  }
  expect(request(AAPL, '1min').results).toEqual(['socket-queue-full'])
  expect([clock.pending, handlers.size]).toEqual([0, 0])
  source.send = send
  request(AAPL, '1min')
  clock.advance(30_000)
  request(IBM, '1min').stop()
  closing.abort()
  expect([clock.pending, handlers.size]).toEqual([0, 0])
})

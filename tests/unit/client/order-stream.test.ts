import { expect, it } from 'vitest'
import { EventListeners } from '../../../src/client/event-listeners.ts'
import { IbkrError, type RequestInput, type SessionSupervisor } from '../../../src/client/index.ts'
import { readFrame, type SocketEvents } from '../../../src/client/socket/socket-events.ts'
import type { FrameHandler } from '../../../src/client/socket/topic-dispatcher.ts'
import { OrderStream } from '../../../src/client/streams/order-stream.ts'
import { manualClock } from './manual-clock.ts'

const none = () => () => undefined

/** Creates an order stream with a session and a socket that send only what the test sends. */
function scriptedStream(listOf: (input: RequestInput) => object = () => ({ orders: [], snapshot: true })) {
  const clock = manualClock()
  const events = new EventListeners<SocketEvents>()
  let deliver: FrameHandler = () => undefined
  const requests: RequestInput[] = []
  const session = {
    state: { kind: 'ready', accounts: { accounts: ['DU1'], selected: 'DU1' } },
    onState: none,
    request: async (input: RequestInput) => {
      requests.push(input)
      return listOf(input)
    },
  } as unknown as SessionSupervisor
  const stream = new OrderStream(
    {
      clock,
      closing: new AbortController().signal,
      connected: true,
      connection: 1,
      on: (_topic, handler) => {
        deliver = handler
        return () => undefined
      },
      subscribe: none,
      send: () => undefined,
      events,
    },
    session,
  )
  return {
    stream,
    clock,
    events,
    requests,
    receive: (frame: object) => deliver(readFrame(JSON.stringify({ topic: 'sor', ...frame }), false, 1)),
    skip: async (seconds: number) => {
      for (let second = 0; second < seconds; second += 1) {
        clock.advance(1_000)
        await new Promise((resolve) => setImmediate(resolve))
      }
    },
  }
}

/** Delivers one `sor` frame, and counts the forced reads in the following ten seconds. */
async function forcedReadsAfter(args: readonly object[]): Promise<number> {
  const { receive, requests, skip, stream } = scriptedStream()
  const subscription = stream.subscribe()
  receive({ args })
  await skip(10)
  subscription.unsubscribe()
  return requests.filter(({ params }) => params?.['force'] === true).length
}

it('polls after a refused subscription and during a gap, and streams after a frame or the repair', async () => {
  const { events, receive, skip, stream } = scriptedStream()
  const healths: string[] = []
  const subscription = stream.subscribe(({ health }) => {
    const text = 'reason' in health ? `${health.kind}: ${health.reason.slice(0, 12)}` : health.kind
    if (text !== healths.at(-1)) healths.push(text)
  })
  await skip(10)
  receive({ error: 'unable to subscribe' })
  await skip(5)
  events.emit('gap', { from: 1, to: 2 })
  await skip(10)
  expect(healths).toEqual(['streaming', 'polling: IBKR refused', 'polling: Reading what', 'streaming'])
  receive({ error: 'unable to subscribe' })
  receive({ args: [] })
  expect(healths.slice(4)).toEqual(['polling: IBKR refused', 'streaming'])
  subscription.unsubscribe()
})

it.each([
  { frame: 'no rows', args: [], reads: 0 },
  { frame: 'an id alone', args: [{ orderId: 3, acct: 'DU1', conid: 1 }], reads: 1 },
  { frame: 'details', args: [{ orderId: 3, acct: 'DU1', conid: 1, status: 'Submitted' }], reads: 0 },
])('sends $reads forced reads after a frame with $frame', async ({ args, reads }) => {
  expect(await forcedReadsAfter(args)).toBe(reads)
})

/** Streams an order that the socket has reported as filled, while the lists of IBKR say something else. */
async function streamBusted(listOf: (isForced: boolean, wasForced: boolean) => object) {
  let wasForced = false
  const scripted = scriptedStream(({ params }) => {
    const isForced = params?.['force'] === true
    wasForced ||= isForced
    return listOf(isForced, wasForced)
  })
  const { receive, requests, skip, stream } = scripted
  const texts: string[] = []
  let status: string | undefined
  const subscription = stream.subscribe(({ events, orders }) => {
    for (const { transition } of events) if (transition) texts.push(`${transition.source}: ${transition.text}`)
    status = orders.get('3')?.status
  })
  await skip(1)
  receive({ args: [{ ...LISTED, status: 'Filled', filledQuantity: 10, remainingQuantity: 0 }] })
  const forced = (): number => requests.filter(({ params }) => params?.['force'] === true).length
  return { ...scripted, texts, forced, status: () => status, end: () => subscription.unsubscribe() }
}

const LISTED = { acct: 'DU1', orderId: 3, conid: 1, ticker: 'AAPL', secType: 'STK', side: 'BUY', totalSize: 10 }
const WORKING = { ...LISTED, status: 'Submitted', filledQuantity: 4, remainingQuantity: 6 }

it('corrects an ended order by one forced read and one list, after a poll contradicted it', async () => {
  const { end, forced, skip, status, texts } = await streamBusted((isForced) =>
    isForced ? { orders: [], snapshot: false } : { orders: [WORKING], snapshot: true },
  )
  expect(status()).toBe('Filled')
  await skip(61)
  expect([status(), forced()]).toEqual(['Submitted', 1])
  expect(texts.at(-1)).toBe('snapshot: Corrected, Filled 4 of 10, Submitted')
  await skip(120)
  expect(forced()).toBe(1)
  end()
})

it('keeps an order filled while a cached list after a gap shows it as working', async () => {
  const filled = { ...LISTED, status: 'Filled', filledQuantity: 10, remainingQuantity: 0 }
  const { end, events, forced, skip, status } = await streamBusted((isForced, wasForced) =>
    isForced ? { orders: [], snapshot: false } : { orders: [wasForced ? filled : WORKING], snapshot: true },
  )
  events.emit('gap', { from: 1, to: 2 })
  const seen = new Set<string | undefined>()
  for (let second = 0; second < 70; second += 1) {
    await skip(1)
    seen.add(status())
  }
  expect([...seen]).toEqual(['Filled'])
  expect(forced()).toBe(1)
  end()
})

it('corrects nothing by an empty list without a snapshot', async () => {
  const { end, skip, status } = await streamBusted(() => ({ orders: [], snapshot: false }))
  await skip(130)
  expect(status()).toBe('Filled')
  end()
})

it('repairs a gap by a read that was requested before the end of the gap, but sent after it', async () => {
  const sends: (() => void)[] = []
  const { events, stream } = scriptedStream(({ beforeSend }) => {
    const list = new Promise<object>((resolve) => {
      sends.push(() => {
        beforeSend?.()
        resolve({ orders: [], snapshot: true })
      })
    })
    return list
  })
  const repaired: boolean[] = []
  const subscription = stream.subscribe(({ gaps }) => repaired.push(gaps.every(({ repairedAt }) => repairedAt)))
  // An order question or a rate limit may delay a read for a minute.
  events.emit('gap', { from: 1, to: 2 })
  expect(repaired.at(-1)).toBe(false)
  sends[0]?.()
  await new Promise((resolve) => setImmediate(resolve))
  expect(repaired.at(-1)).toBe(true)
  subscription.unsubscribe()
})

it('reads again, and reports no problem, after the function that decides on an order question started a poll', async () => {
  let isInside = true
  const { requests, skip, stream } = scriptedStream(() => {
    if (isInside) throw new IbkrError('question-open', 'It would wait for itself.')
    return { orders: [], snapshot: true }
  })
  const states: unknown[] = []
  const subscription = stream.subscribe(({ isComplete, problem }) => states.push([isComplete, problem]))
  await skip(1)
  isInside = false
  await skip(6)
  expect([requests.length, states.at(-1)]).toEqual([2, [true, undefined]])
  expect(states.filter((state) => Array.isArray(state) && state[1] !== undefined)).toEqual([])
  subscription.unsubscribe()
})

it('states when the newest list was sent, not when it was planned or received', async () => {
  let respond: (list: object) => void = () => undefined
  const { clock, stream, skip } = scriptedStream(async ({ beforeSend }) => {
    // The rate limit delays the read.
    clock.advance(2_000)
    beforeSend?.()
    return new Promise<object>((resolve) => {
      respond = resolve
    })
  })
  let requestedAt: number | undefined
  const subscription = stream.subscribe(({ listRequestedAt }) => {
    requestedAt = listRequestedAt
  })
  const begun = clock.now()
  await skip(1)
  expect(requestedAt).toBeUndefined()
  respond({ orders: [], snapshot: true })
  await skip(1)
  expect(requestedAt).toBe(begun)
  subscription.unsubscribe()
})

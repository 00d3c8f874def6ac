import { expect, it } from 'vitest'
import type { RequestInput, SessionSupervisor } from '../../../src/client/index.ts'
import { Events } from '../../../src/client/listeners.ts'
import { readFrame } from '../../../src/client/socket/socket-events.ts'
import type { FrameHandler } from '../../../src/client/socket/topic-dispatch.ts'
import { OrderStream } from '../../../src/client/streams/orders.ts'
import { manualClock } from './manual-clock.ts'

const none = () => () => undefined

/** Subscribes an order stream, delivers one `sor` frame, and counts the forced reads of the following ten seconds. */
async function forcedReadsAfter(args: readonly object[]): Promise<number> {
  const clock = manualClock()
  let deliver: FrameHandler = () => undefined
  const requests: RequestInput[] = []
  const session = {
    state: { kind: 'ready', accounts: { accounts: ['DU1'], selected: 'DU1' } },
    hasOpenQuestion: false,
    onState: none,
    request: async (input: RequestInput) => {
      requests.push(input)
      return { orders: [], snapshot: true }
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
      events: new Events(),
    },
    session,
  )
  const subscription = stream.subscribe()
  deliver(readFrame(JSON.stringify({ topic: 'sor', args }), false, 1))
  for (let second = 0; second < 10; second += 1) {
    clock.advance(1_000)
    await new Promise((resolve) => setImmediate(resolve))
  }
  subscription.unsubscribe()
  return requests.filter(({ params }) => params?.['force'] === true).length
}

it.each([
  { frame: 'no rows', args: [], reads: 0 },
  { frame: 'an id alone', args: [{ orderId: 3, acct: 'DU1', conid: 1 }], reads: 1 },
  { frame: 'details', args: [{ orderId: 3, acct: 'DU1', conid: 1, status: 'Submitted' }], reads: 0 },
])('sends $reads forced reads after a frame with $frame', async ({ args, reads }) => {
  expect(await forcedReadsAfter(args)).toBe(reads)
})

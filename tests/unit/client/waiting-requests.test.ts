import { expect, test } from 'vitest'
import { describeRequest, type Verdict } from '../../../src/client/orders/question-rules.ts'
import { WaitingRequests } from '../../../src/client/orders/waiting-requests.ts'

const LEASE_END = 5_000

// A timer may fire a little early. A request that was then judged right before the end would wait forever.
test.each([1, 2, 3, 4])('releases a request whose lease ends within reading %i of the clock', async (reading) => {
  let now = 0
  let readings = 0
  let timers: { readonly ms: number; readonly run: () => void }[] = []
  const read = (): number => {
    readings += 1
    return readings < reading ? now : now + 0.002
  }
  const waiting = new WaitingRequests({
    clock: {
      monotonic: read,
      after(ms, run) {
        const timer = { ms, run }
        timers.push(timer)
        return () => {
          timers = timers.filter((other) => other !== timer)
        }
      },
    },
    closing: new AbortController().signal,
    judge: (): Verdict => (read() >= LEASE_END ? 'send' : 'wait'),
    leaseEndsAt: () => LEASE_END,
  })
  let isReleased = false
  const input = { method: 'GET', path: '/iserver/accounts' }
  const request = describeRequest({ input, caller: { kind: 'background' } })
  void waiting.wait(request, waiting.nextArrival()).then(() => {
    isReleased = true
  })
  const fire = (): void => {
    for (const timer of timers.splice(0)) timer.run()
  }
  // The timer fires a thousandth of a millisecond early, and the lease ends during the check.
  now = LEASE_END - 0.001
  readings = 0
  fire()
  fire()
  await Promise.resolve()
  await Promise.resolve()
  expect(isReleased).toBe(true)
  expect(timers).toEqual([])
})

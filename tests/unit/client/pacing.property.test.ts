import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { removeListenerLimit } from '../../../src/client/abort-signals.ts'
import { findLimits } from '../../../src/client/pacing/request-limits.ts'
import { Pacer } from '../../../src/client/pacing/request-pacer.ts'
import { propertyRuns } from '../../process/property-runs.ts'
import { manualClock } from './manual-clock.ts'

const PATHS = [
  'iserver/accounts',
  'iserver/account/orders',
  'iserver/marketdata/history',
  'tickle',
  'portfolio/accounts',
  'fyi/settings/BA',
  'fyi/settings/CA',
] as const

/** Generates network delays: mostly short, sometimes several seconds. */
const delay = fc.oneof(
  { weight: 3, arbitrary: fc.nat(30) },
  { weight: 1, arbitrary: fc.nat(3_000) },
  { weight: 1, arbitrary: fc.double({ min: 0, max: 900, noNaN: true }) },
)

const step = fc.record({
  path: fc.constantFrom(...PATHS),
  waitMs: fc.oneof(fc.constant(0), fc.nat(400)),
  /** Time to open a connection in ms. */
  openMs: fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat(3_000) }),
  /** Delay of the request in ms. */
  requestMs: delay,
  /** Delay of the response or of the connection loss in ms. */
  responseMs: delay,
  end: fc.constantFrom('responded', 'responded', 'responded', 'response lost', 'not sent'),
})

/** Simulates the strictest server: it checks each request against all requests that arrived in the window before it. */
function strictServer() {
  const arrived = new Map<string, number[]>()
  return {
    /** Returns the keys of the limits that a request exceeded on arrival. */
    arrive(path: string, now: number): readonly string[] {
      return findLimits('GET', path).limits.flatMap(({ key, budget }) => {
        // The clock of a server has a resolution of one millisecond.
        const at = Math.floor(now)
        const before = arrived.get(key) ?? []
        arrived.set(key, [...before, at])
        return before.filter((time) => at - time < budget.windowMs).length < budget.count ? [] : [key]
      })
    },
  }
}

const settled = async (): Promise<void> => {
  for (let i = 0; i < 5; i++) await Promise.resolve()
}

describe('pacing', () => {
  it('never exceeds a limit as the server counts it, for any order of requests and any network delays', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 120 }), async (steps) => {
        const clock = manualClock(0)
        const pacer = new Pacer(clock)
        const server = strictServer()
        const signal = removeListenerLimit(new AbortController().signal)
        const broken: string[] = []
        let open = steps.length
        for (const { path, waitMs, openMs, requestMs, responseMs, end } of steps) {
          clock.advance(waitMs)
          pacer
            .enter({ method: 'GET', path }, signal)
            .then((slot) => {
              const finish = (): void => {
                open -= 1
                slot.end()
              }
              clock.after(openMs, () => {
                if (end === 'not sent') return finish()
                slot.sent()
                return clock.after(requestMs, () => {
                  broken.push(...server.arrive(path, clock.monotonic()))
                  clock.after(responseMs, () => {
                    if (end === 'responded') slot.responded(200)
                    finish()
                  })
                })
              })
            })
            .catch(() => expect.unreachable('nothing is refused here'))
          await settled()
        }
        while (clock.next()) await settled()
        expect(open).toBe(0)
        expect(broken).toEqual([])
        expect(clock.pending).toBe(0)
      }),
      { numRuns: propertyRuns(60) },
    )
  })

  it('estimates the wait of a request to the millisecond if the round trip is constant', async () => {
    const trip = fc.integer({ min: 0, max: 800 })
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...PATHS),
        fc.integer({ min: 1, max: 60 }),
        trip,
        async (path, count, tripMs) => {
          const clock = manualClock(0)
          const pacer = new Pacer(clock)
          const signal = removeListenerLimit(new AbortController().signal)
          const off: number[] = []
          const send = async (): Promise<void> => {
            const estimate = pacer.estimate('GET', path)
            const slot = await pacer.enter({ method: 'GET', path }, signal)
            off.push(slot.queuedMs - estimate)
            slot.sent()
            clock.after(tripMs, () => slot.responded(200))
          }
          // The first request measures the round-trip time.
          void send()
          await settled()
          clock.advance(tripMs)
          await settled()
          for (let i = 0; i < count; i++) void send()
          await settled()
          while (clock.next()) await settled()
          expect(off).toHaveLength(count + 1)
          expect(Math.max(...off.map(Math.abs))).toBeLessThanOrEqual(1)
        },
      ),
      { numRuns: propertyRuns(60) },
    )
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { unlimited } from '../../../src/client/linked-signal.ts'
import { limitsFor } from '../../../src/client/pacing/limits.ts'
import { Pacer } from '../../../src/client/pacing/pacer.ts'
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

const step = fc.record({
  path: fc.constantFrom(...PATHS),
  waitMs: fc.nat(400),
  /** How long a connection takes to open: the request leaves that much later than it was let go. */
  openMs: fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat(3_000) }),
  lost: fc.boolean(),
})

describe('pacing', () => {
  it('never lets more onto the wire than any limit allows, however the requests come', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 120 }), async (steps) => {
        const clock = manualClock(0)
        const pacer = new Pacer(clock)
        const sent: { readonly path: string; readonly at: number }[] = []
        const signal = unlimited(new AbortController().signal)
        let open = steps.length
        for (const { path, waitMs, openMs, lost } of steps) {
          clock.advance(waitMs)
          pacer
            .enter({ method: 'GET', path }, signal)
            .then((passage) =>
              clock.after(openMs, () => {
                open -= 1
                if (lost && openMs > 0) return passage.unsent()
                sent.push({ path, at: clock.now() })
                return passage.sent()
              }),
            )
            .catch(() => expect.unreachable('nothing is refused here'))
          await Promise.resolve()
          await Promise.resolve()
        }
        for (let rounds = 0; open > 0 && rounds < 20_000; rounds++) {
          clock.advance(500)
          for (let i = 0; i < 5; i++) await Promise.resolve()
        }
        expect(open).toBe(0)

        const byKey = new Map<string, { readonly times: number[]; readonly count: number; readonly windowMs: number }>()
        for (const { path, at } of sent) {
          for (const { key, budget } of limitsFor('GET', path).limits) {
            const entry = byKey.get(key) ?? { times: [], ...budget }
            entry.times.push(at)
            byKey.set(key, entry)
          }
        }
        for (const { times, count, windowMs } of byKey.values()) {
          times.sort((a, b) => a - b)
          for (let i = count; i < times.length; i++) {
            expect((times[i] ?? 0) - (times[i - count] ?? 0)).toBeGreaterThan(windowMs)
          }
        }
      }),
      { numRuns: 60 },
    )
  })
})

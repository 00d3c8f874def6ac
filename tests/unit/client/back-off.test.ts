import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { backOffDelay } from '../../../src/client/back-off.ts'

const fraction = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })

describe('the delay of a retry', () => {
  it('is none the first time', () => {
    expect(backOffDelay({ retries: 0, downForMs: 1e9, fraction: 0.99 })).toBe(0)
  })

  it('is spread over the whole of an exponential from one second', () => {
    const longest = [1, 2, 3, 4].map((retries) => backOffDelay({ retries, downForMs: 0, fraction: 0.9999 }))
    expect(longest).toEqual([999, 1999, 3999, 4999])
    expect(backOffDelay({ retries: 3, downForMs: 0, fraction: 0 })).toBe(0)
  })

  it('stays below 5 s for two minutes and below 30 s after', () => {
    fc.assert(
      fc.property(fc.nat(10_000), fc.nat(600_000), fraction, (retries, downForMs, share) => {
        const delay = backOffDelay({ retries, downForMs, fraction: share })
        expect(delay).toBeGreaterThanOrEqual(0)
        expect(delay).toBeLessThan(downForMs < 120_000 ? 5_000 : 30_000)
      }),
    )
  })
})

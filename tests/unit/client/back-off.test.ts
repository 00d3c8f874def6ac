import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BackOff } from '../../../src/client/back-off.ts'
import { manualClock } from './manual-clock.ts'

const randomOf = (fraction: number) => ({ bytes: (length: number) => new Uint8Array(length), fraction: () => fraction })

describe('delays between retries', () => {
  it('retries first without a delay, then after random delays that grow exponentially from one second', () => {
    const longest = new BackOff(manualClock(), randomOf(0.9999))
    expect([1, 2, 3, 4, 5].map(() => longest.next())).toEqual([0, 999, 1999, 3999, 4999])
    const shortest = new BackOff(manualClock(), randomOf(0))
    expect([1, 2, 3].map(() => shortest.next())).toEqual([0, 0, 0])
  })

  it('keeps delays below 5 s for two minutes, and below 30 s afterwards', () => {
    const fraction = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(60_000), fraction), { maxLength: 50 }), (retries) => {
        const clock = manualClock()
        let share = 0
        const backOff = new BackOff(clock, { bytes: (length) => new Uint8Array(length), fraction: () => share })
        const start = clock.monotonic()
        for (const [wait, next] of retries) {
          share = next
          const delay = backOff.next()
          expect(delay).toBeGreaterThanOrEqual(0)
          expect(delay).toBeLessThan(clock.monotonic() - start < 120_000 ? 5_000 : 30_000)
          clock.advance(wait)
        }
      }),
    )
  })

  it('resets the delays after a success, after a restart, and after a connection that lasted 5 s', () => {
    const clock = manualClock()
    const backOff = new BackOff(clock, randomOf(0.5))
    const failTwice = (): void => {
      backOff.next()
      expect(backOff.next()).toBeGreaterThan(0)
    }
    failTwice()
    backOff.succeeded()
    expect(backOff.next()).toBe(0)
    failTwice()
    backOff.restart()
    expect(backOff.next()).toBe(0)
    failTwice()
    const upSince = clock.monotonic()
    clock.advance(4_999)
    backOff.connectionEnded(upSince)
    expect(backOff.next()).toBeGreaterThan(0)
    clock.advance(1)
    backOff.connectionEnded(upSince)
    expect(backOff.next()).toBe(0)
  })
})

import { describe, expect, it } from 'vitest'
import { describeClockCorrection, ServerTime } from '../../../src/client/oauth1/server-time.ts'

const START = Date.parse('2026-03-02T12:00:00Z')

/** Creates a server time with a clock that only the test moves. */
function stoppedClock() {
  const clock = { at: START, now: () => clock.at, monotonic: () => 0, after: () => () => undefined }
  const time = new ServerTime(clock)
  const corrections: number[] = []
  time.onCorrection((skewMs) => corrections.push(skewMs))
  const http = (ms: number): string => new Date(ms).toUTCString()
  return { clock, time, corrections, http }
}

describe('estimating the timestamp for signatures', () => {
  it("signs with the machine's time in seconds (ten digits) until a 401 response has another date", () => {
    const { time, clock, corrections, http } = stoppedClock()
    expect(time.stamp()).toBe(String(START / 1000))
    expect(time.correct(http(START + 3_600_000), clock.now())).toBe(true)
    expect(time.stamp()).toBe(String(START / 1000 + 3600))
    expect(corrections).toEqual([3_600_500])
  })

  it('does not correct the timestamp for a repeated skew or for one that a slow network explains', () => {
    const { time, clock, corrections, http } = stoppedClock()
    expect(time.correct(http(START + 9_000), clock.now())).toBe(false)
    expect(time.correct(http(START - 600_000), clock.now())).toBe(true)
    clock.at += 5_000
    expect(time.correct(http(START - 594_000), clock.now())).toBe(false)
    expect(corrections).toHaveLength(1)
  })

  it("signs with the machine's time again after the machine's clock was corrected", () => {
    const { time, clock, corrections, http } = stoppedClock()
    time.correct(http(START + 3_600_000), clock.now())
    clock.at += 3_600_000
    expect(time.correct(http(clock.at), clock.now())).toBe(true)
    expect(time.stamp()).toBe(String(clock.at / 1000))
    expect(corrections).toEqual([3_600_500, 0])
  })

  it("moves the timestamp back only if the server's date requires it", () => {
    const { time, clock, http } = stoppedClock()
    time.stamp()
    clock.at -= 30_000
    expect(time.stamp()).toBe(String(START / 1000))
    expect(time.correct(http(START - 50_000), clock.now())).toBe(true)
    expect(Number(time.stamp())).toBeLessThan(START / 1000 - 40)
  })

  it.each([undefined, '', 'yesterday', 'Thu, 01 Jan 1970 00:00:00 GMT', 'Fri, 01 Jan 2900 00:00:00 GMT'])(
    'ignores the Date header %s',
    (date) => {
      const { time, corrections } = stoppedClock()
      expect(time.correct(date, START)).toBe(false)
      expect([time.skewMs, corrections]).toEqual([0, []])
    },
  )

  it('describes each correction of the clock', () => {
    expect(describeClockCorrection(90_400)).toContain('90 seconds behind')
    expect(describeClockCorrection(-90_400)).toContain('90 seconds ahead of')
    expect(describeClockCorrection(0)).toContain('correct again')
  })
})

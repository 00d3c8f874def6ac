import { describe, expect, it } from 'vitest'
import { correctionText, ServerTime } from '../../../src/client/oauth1/server-time.ts'

const START = Date.parse('2026-03-02T12:00:00Z')

/** A time that stands still until it is set. */
function stopped() {
  const clock = { at: START, now: () => clock.at, monotonic: () => 0, after: () => () => undefined }
  const time = new ServerTime(clock)
  const corrections: number[] = []
  time.onCorrection((skewMs) => corrections.push(skewMs))
  const http = (ms: number): string => new Date(ms).toUTCString()
  return { clock, time, corrections, http }
}

describe('the time that requests are signed with', () => {
  it('is the machine’s in seconds, ten digits, until a refusal states another', () => {
    const { time, clock, corrections, http } = stopped()
    expect(time.stamp()).toBe(String(START / 1000))
    expect(time.correct(http(START + 3_600_000), clock.now())).toBe(true)
    expect(time.stamp()).toBe(String(START / 1000 + 3600))
    expect(corrections).toEqual([3_600_500])
  })

  it('is not corrected twice by the same refusal, nor by a network delay', () => {
    const { time, clock, corrections, http } = stopped()
    expect(time.correct(http(START + 9_000), clock.now())).toBe(false)
    expect(time.correct(http(START - 600_000), clock.now())).toBe(true)
    clock.at += 5_000
    expect(time.correct(http(START - 594_000), clock.now())).toBe(false)
    expect(corrections).toHaveLength(1)
  })

  it('returns to the machine’s once that is correct', () => {
    const { time, clock, corrections, http } = stopped()
    time.correct(http(START + 3_600_000), clock.now())
    clock.at += 3_600_000
    expect(time.correct(http(clock.at), clock.now())).toBe(true)
    expect(time.stamp()).toBe(String(clock.at / 1000))
    expect(corrections).toEqual([3_600_500, 0])
  })

  it('goes back when the server states that it was ahead, and never by itself', () => {
    const { time, clock, http } = stopped()
    time.stamp()
    clock.at -= 30_000
    expect(time.stamp()).toBe(String(START / 1000))
    expect(time.correct(http(START - 50_000), clock.now())).toBe(true)
    expect(Number(time.stamp())).toBeLessThan(START / 1000 - 40)
  })

  it.each([undefined, '', 'yesterday', 'Thu, 01 Jan 1970 00:00:00 GMT', 'Fri, 01 Jan 2900 00:00:00 GMT'])(
    'learns nothing from the date %s',
    (date) => {
      const { time, corrections } = stopped()
      expect(time.correct(date, START)).toBe(false)
      expect([time.skewMs, corrections]).toEqual([0, []])
    },
  )

  it('is described for the log', () => {
    expect(correctionText(90_400)).toContain('90 seconds behind')
    expect(correctionText(-90_400)).toContain('90 seconds ahead of')
    expect(correctionText(0)).toContain('correct again')
  })
})

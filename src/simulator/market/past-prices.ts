import type { Instrument } from './instruments.ts'

/** Octaves of the noise: from a minute to about two years, each twice as long as the one before. */
const octaves = Array.from({ length: 20 }, (_, at) => 60_000 * 2 ** at)
const day = 86_400_000

/**
 * Prices of the past as a function of time: the same question has the same answer, and bars of every length tell the same
 * story. It passes through `price` at the time `at`.
 */
export function pastPrices(instrument: Instrument, at: number, price: number): (time: number) => number {
  const here = logarithm(instrument, at)
  return (time) => price * Math.exp(logarithm(instrument, time) - here)
}

function logarithm({ conid, volatility }: Instrument, time: number): number {
  let sum = 0
  for (const [octave, length] of octaves.entries()) {
    const place = Math.floor(time / length)
    const way = time / length - place
    const ease = way * way * (3 - 2 * way)
    const [from, to] = [noise(conid, octave, place), noise(conid, octave, place + 1)]
    // Halved, because the octaves add up: a day then moves about as far as the volatility says.
    sum += 0.5 * volatility * Math.sqrt(length / day) * (from + (to - from) * ease)
  }
  return sum
}

/** Between −1 and 1, always the same for the same three numbers. */
export function noise(conid: number, octave: number, place: number): number {
  let mixed = Math.imul(conid ^ Math.imul(octave + 1, 0x9e3779b1), 0x85ebca6b) ^ Math.imul(place | 0, 0xc2b2ae35)
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d)
  mixed = Math.imul(mixed ^ (mixed >>> 12), 0x297a2d39)
  return ((mixed ^ (mixed >>> 15)) >>> 0) / 2147483648 - 1
}

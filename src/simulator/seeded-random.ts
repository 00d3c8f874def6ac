/** A seeded random generator: the same seed results in the same market, ids and partial fills. */
export interface SeededRandom {
  /** Returns a uniform number in [0, 1). */
  next(): number
  /** Returns a whole number from `low` to `high`, both inclusive. */
  integer(low: number, high: number): number
  /** Returns a standard normal deviate. */
  normal(): number
  /** Returns this number of lower-case hex digits. */
  hex(digits: number): string
}

/** Creates a generator (mulberry32: 32 bits of state are enough for a market of a dozen instruments). */
export function createRandom(seed: number): SeededRandom {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
  const integer = (low: number, high: number) => low + Math.floor(next() * (high - low + 1))
  const normal = () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next())
  const hex = (digits: number) => Array.from({ length: digits }, () => integer(0, 15).toString(16)).join('')
  return { next, integer, normal, hex }
}

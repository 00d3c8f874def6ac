const second = 1000
const minute = 60_000

/** Returns the length of steps of an age, both in ms. Older bars are longer and need no shorter steps. */
function lengthAt(age: number): number {
  if (age <= 30 * minute) return second
  return age <= 7 * 24 * 60 * minute ? minute : 60 * minute
}

/** Minimum number of new steps after which old steps are joined to longer ones. */
const minNewSteps = 1_200

/** The prices of a short time. */
interface Step {
  /** Start in milliseconds since the epoch. */
  readonly at: number
  readonly high: number
  readonly low: number
  /** The last price, which is valid until the next step. */
  readonly last: number
}

/** The prices that an instrument has had since the simulator started. */
export interface PricePath {
  /** Start of the path in milliseconds since the epoch, and the price at that time. */
  readonly startedAt: number
  readonly first: number
  add(at: number, price: number): void
  /** Returns open, high, low and close of a period without its end; empty before the path starts. */
  between(from: number, to: number): readonly number[]
}

/** Creates the path of an instrument. Old steps are joined, so that the path of a year has at most 32,000 steps. */
export function createPricePath(startedAt: number, first: number): PricePath {
  let steps: Step[] = [{ at: findStart(startedAt, second), high: first, low: first, last: first }]
  let limit = minNewSteps

  function add(at: number, price: number): void {
    // The clock may have been set back. A path never goes back.
    const start = Math.max(steps.at(-1)?.at ?? 0, findStart(at, second))
    append(steps, { at: start, high: price, low: price, last: price })
    if (steps.length < limit) return
    steps = joinOldSteps(steps, start)
    limit = steps.length + Math.max(minNewSteps, steps.length / 2)
  }

  function between(from: number, to: number): readonly number[] {
    if (to <= startedAt) return []
    const begin = findIndex(steps, from)
    const inside = steps.slice(begin, findIndex(steps, to))
    const open = (from > startedAt && steps[begin - 1]?.last) || first
    const high = Math.max(open, ...inside.map((step) => step.high))
    const low = Math.min(open, ...inside.map((step) => step.low))
    return [open, high, low, inside.at(-1)?.last ?? open]
  }

  return { startedAt, first, add, between }
}

function joinOldSteps(steps: readonly Step[], now: number): Step[] {
  const joined: Step[] = []
  for (const step of steps) {
    const at = findStart(step.at, lengthAt(now - step.at))
    append(joined, at === step.at ? step : { ...step, at })
  }
  return joined
}

/** Appends a step, or joins it with the newest one of the same time. */
function append(steps: Step[], step: Step): void {
  const newest = steps.at(-1)
  if (newest === undefined || step.at > newest.at) {
    steps.push(step)
    return
  }
  const { at, high, low } = newest
  steps[steps.length - 1] = { at, high: Math.max(high, step.high), low: Math.min(low, step.low), last: step.last }
}

const findStart = (at: number, length: number): number => Math.floor(at / length) * length

/** Finds the index of the first step at or after a time. */
function findIndex(steps: readonly Step[], at: number): number {
  let low = 0
  let high = steps.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((steps[middle]?.at ?? Infinity) < at) low = middle + 1
    else high = middle
  }
  return low
}

/** Work that stops now and then: each `yield` is a point to serve another query, or to be given up. */
export type SlicedWork<Result> = Generator<void, Result>

/** Ms of one slice: what is asked meanwhile, such as the lines for scrolling, waits no longer. */
const SLICE_MS = 12

export interface Breath {
  /** Whether the slice is used up. Asks the clock only now and then: call it in every round. */
  spent(): boolean
}

/** One for each piece of work. `now` in ms. */
export function breath(now: () => number, every = 512): Breath {
  let rounds = 0
  let until = now() + SLICE_MS
  return {
    spent() {
      rounds += 1
      if (rounds % every !== 0 || now() < until) return false
      // Counted from now on: the pause itself is not work.
      until = now() + SLICE_MS
      return true
    },
  }
}

/** Does the work with a pause after each slice. Undefined when it was given up. */
export async function inSlices<Result>(
  work: SlicedWork<Result>,
  pause: () => Promise<void>,
  signal: AbortSignal,
): Promise<Result | undefined> {
  for (;;) {
    const step = work.next()
    if (step.done) return step.value
    await pause()
    if (signal.aborted) return undefined
  }
}

/** Interruptible work: each `yield` is a point to serve another query or to cancel. */
export type SlicedWork<Result> = Generator<void, Result>

/** Duration of one slice in ms. Other queries, such as lines for scrolling, wait at most this long. */
const SLICE_MS = 12

export interface Breath {
  /** Whether the slice is used up. Cheap enough to call in every iteration. */
  spent(): boolean
}

/** Create one per piece of work. `now` in ms. */
export function breath(now: () => number, every = 512): Breath {
  let rounds = 0
  let until = now() + SLICE_MS
  return {
    spent() {
      rounds += 1
      if (rounds % every !== 0 || now() < until) return false
      // The slice starts now, because the pause is not work.
      until = now() + SLICE_MS
      return true
    },
  }
}

/** Runs the work with a pause after each slice. Returns undefined if it was cancelled. */
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

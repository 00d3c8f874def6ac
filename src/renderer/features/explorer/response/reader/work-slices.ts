/** Interruptible work. At each `yield`, the worker handles other queries. */
export type SlicedWork<Result> = Generator<void, Result>

/** Duration of one slice in ms. Other queries wait at most this long. */
const SLICE_MS = 12

/** Returns a function that reports whether the current slice has ended. It reads the clock once per `every` calls. */
export function sliceTimer(now: () => number, every = 512): () => boolean {
  let rounds = 0
  let until = now() + SLICE_MS
  return () => {
    rounds += 1
    if (rounds % every !== 0 || now() < until) return false
    // Starts the next slice now, because the pause does not count as work.
    until = now() + SLICE_MS
    return true
  }
}

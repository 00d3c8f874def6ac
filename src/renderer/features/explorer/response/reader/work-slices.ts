/** Interruptible work: at each `yield`, other queries are served, and a newer query can replace this one. */
export type SlicedWork<Result> = Generator<void, Result>

/** Duration of one slice in ms. Other queries, such as lines for scrolling, wait at most this long. */
const SLICE_MS = 12

/**
 * Returns a function that tells whether the current slice is over. Create one per piece of work, and call it in every
 * iteration: it reads the clock (`now`, in ms) only in one of `every`.
 */
export function sliceTimer(now: () => number, every = 512): () => boolean {
  let rounds = 0
  let until = now() + SLICE_MS
  return () => {
    rounds += 1
    if (rounds % every !== 0 || now() < until) return false
    // The slice starts now, because the pause is not work.
    until = now() + SLICE_MS
    return true
  }
}

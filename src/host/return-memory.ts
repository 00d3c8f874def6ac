import type { Clock } from './clock.ts'
import { collectGarbage } from './collect-garbage.ts'

/** Ms between two collections: V8 measures allocation over the last five seconds, and gives its young generation back where that was little. */
const EVERY_MS = 5_000
const TIMES = 5

/**
 * Gives memory back to the system after the last window has closed. V8 collects when something is allocated: an idle host would keep
 * what a storm left behind for as long as it runs. Returns an idempotent stop.
 */
export function returnMemory(clock: Pick<Clock, 'after'>, collect: () => void = collectGarbage): () => void {
  let left = TIMES
  let cancel: () => void = () => undefined
  const next = (): void => {
    cancel = clock.after(EVERY_MS, () => {
      collect()
      left -= 1
      if (left > 0) next()
    })
  }
  next()
  return () => cancel()
}

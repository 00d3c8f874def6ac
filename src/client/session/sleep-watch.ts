import type { Clock } from '../clock.ts'

const LOOK_EVERY_MS = 5_000
/** A busy machine is late by less. */
const SLEPT_MS = 15_000

/**
 * Tells when the machine was asleep: timers stand still then, and the wall clock has jumped by the next look. Answers
 * with the end of the watch.
 */
export function watchForSleep(clock: Clock, onWake: (sleptMs: number) => void): () => void {
  let last = clock.now()
  let cancel = clock.after(LOOK_EVERY_MS, look)
  function look(): void {
    const now = clock.now()
    const slept = now - last - LOOK_EVERY_MS
    last = now
    cancel = clock.after(LOOK_EVERY_MS, look)
    if (slept >= SLEPT_MS) onWake(slept)
  }
  return () => cancel()
}

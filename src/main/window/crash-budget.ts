/** Crashes after which the page is opened again by itself, within the time below. */
const TRIES = 3
const WITHIN_MS = 60_000

export interface CrashBudget {
  /** Whether the page may be opened again by itself after one more crash. */
  spend(): boolean
  /** A person said to go on. */
  reset(): void
}

/** A page that crashes now and then comes back by itself; one that crashes in a loop must not. */
export function createCrashBudget(now: () => number): CrashBudget {
  let crashes: number[] = []
  return {
    spend() {
      crashes = [...crashes.filter((at) => now() - at < WITHIN_MS), now()]
      return crashes.length <= TRIES
    },
    reset() {
      crashes = []
    },
  }
}

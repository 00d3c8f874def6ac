import { isLongRun } from './long-run-tests.ts'

/**
 * Returns the number of runs of a property test: all in the long run, and a twentieth, but at least five, in the short
 * run.
 */
export function propertyRuns(many: number): number {
  return isLongRun ? many : Math.max(Math.min(many, 5), Math.ceil(many / 20))
}

/** Returns the number of runs of a property test that starts a program for many requests: one in the short run. */
export function programRuns(many: number): number {
  return isLongRun ? many : 1
}

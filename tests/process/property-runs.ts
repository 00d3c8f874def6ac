import { isLongRun } from './long-run.ts'

/**
 * Returns the number of runs of a property test: all in the long run, and a tenth, but at least five, in the short run.
 */
export function propertyRuns(many: number): number {
  return isLongRun ? many : Math.max(Math.min(many, 5), Math.ceil(many / 10))
}

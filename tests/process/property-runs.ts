import { isLongRun } from './long-run.ts'

/** Number of runs of a property test: all of them in the long run, a tenth in the short one. */
export function propertyRuns(many: number): number {
  return isLongRun ? many : Math.ceil(many / 10)
}

import { isLongRun } from './long-run.ts'

/** Number of runs of a property test: all of them in the long run; a tenth in the short one, but at least five. */
export function propertyRuns(many: number): number {
  return isLongRun ? many : Math.max(Math.min(many, 5), Math.ceil(many / 10))
}

/** Number of runs of a property test: all of them in the long run, a fifth in the short one. */
export function propertyRuns(many: number): number {
  return process.env['LONG'] === '1' ? many : Math.ceil(many / 5)
}

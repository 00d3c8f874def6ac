/** Rows beyond those in sight, above and below together: seen by nobody until the list scrolls. */
const SPARE = 8

/** What the list has in sight, by place; both included. */
interface InSight {
  readonly startIndex: number
  readonly endIndex: number
  readonly count: number
}

/**
 * The places of the rows to draw: as many at the ends of the list as in its middle, so that none is made anew while it scrolls. `fit`:
 * how many can be in sight at once.
 */
export function rowsDrawn({ startIndex, endIndex, count }: InSight, fit: number): number[] {
  const drawn = Math.min(count, Math.max(fit, endIndex - startIndex + 1) + SPARE)
  const first = Math.max(0, Math.min(startIndex - SPARE / 2, count - drawn))
  return Array.from({ length: drawn }, (_, offset) => first + offset)
}

/** A value that a call sets, from when it may apply, and when it surely applies. */
export interface Phase<T> {
  readonly value: T
  readonly begun: number
  ended: number
}

/** Returns the values that may apply at a time: those that no later call has surely replaced. */
export const possibleAt = <T>(phases: readonly Phase<T>[], at: number): readonly T[] =>
  phases
    .filter(({ begun, ended }) => begun <= at && !phases.some((next) => next.begun > ended && next.ended < at))
    .map(({ value }) => value)

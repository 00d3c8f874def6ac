/** A value that a call sets, from when it may apply, and when it surely applies. */
export interface Phase<T> {
  readonly value: T
  readonly begun: number
  ended: number
  /** Whether the value may belong to something else instead, so that it replaces no earlier value. */
  readonly isUncertain?: true
}

/** Returns the values that may apply at a time: those that no later certain call has surely replaced. */
export const possibleAt = <T>(phases: readonly Phase<T>[], at: number): readonly T[] =>
  phases
    .filter(
      ({ begun, ended }) =>
        begun <= at && !phases.some((next) => !next.isUncertain && next.begun > ended && next.ended < at),
    )
    .map(({ value }) => value)

/** Ends an exhaustive `switch`: the compiler reports a missing case. */
export function assertNever(value: never): never {
  throw new Error(`Unhandled case: ${JSON.stringify(value)}`)
}

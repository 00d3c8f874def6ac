/** The command line itself is wrong: exit code 2, and the sentence says what to write instead. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

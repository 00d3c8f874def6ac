/**
 * `too-large`: the text is too large for the clipboard. `cancelled`: the document was closed, or a newer query replaced
 * the query.
 */
export type Refusal = 'too-large' | 'cancelled' | 'failed'

/** Error thrown if a query fails. */
export class ReaderError extends Error {
  override readonly name = 'ReaderError'
  readonly reason: Refusal

  constructor(reason: Refusal) {
    super(`The response reader did not reply: ${reason}.`)
    this.reason = reason
  }
}

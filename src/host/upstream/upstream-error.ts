import { IbkrError, IbkrResponseError, mayHaveHappened } from '../../client/index.ts'
import { HostError } from '../host-error.ts'

/**
 * Turns what the client rejects with into what a window is told. `changes`: the request was more than a read; then
 * nothing is called retryable, and whatever leaves its outcome open says so.
 */
export function upstreamError(error: unknown, changes: boolean): unknown {
  if (!(error instanceof IbkrError)) return error
  if (changes && mayHaveHappened(error)) {
    return new HostError(
      'outcome-unknown',
      `${error.message} It may have reached IBKR all the same: look at the orders before you try again.`,
      { cause: error },
    )
  }
  if (error.code === 'aborted') return new HostError('cancelled', 'Cancelled.', { cause: error, retryable: !changes })
  const { code } = error
  const detail = error instanceof IbkrResponseError ? { status: error.status, body: error.body, code } : { code }
  return new HostError('upstream', error.message, { cause: error, detail, retryable: !changes })
}

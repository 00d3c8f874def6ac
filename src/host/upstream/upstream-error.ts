import { IbkrError, IbkrResponseError, IbkrTransportError } from '../../client/index.ts'
import { HostError } from '../host-error.ts'

/** Turns what the client rejects with into what a window is told. `changes`: the request was more than a read. */
export function upstreamError(error: unknown, changes: boolean): unknown {
  if (error instanceof IbkrResponseError) {
    const { status, body, code } = error
    // A 503 to something that changes does not mean that nothing happened.
    if (changes && status === 503) return outcomeUnknown(error, error.message)
    return new HostError('upstream', error.message, { cause: error, detail: { status, body, code } })
  }
  if (error instanceof IbkrTransportError) {
    if (error.code === 'aborted') return new HostError('cancelled', 'Cancelled.', { cause: error })
    if (changes && error.mayHaveReachedServer) return outcomeUnknown(error, error.message)
    return new HostError('upstream', error.message, { cause: error, detail: { code: error.code } })
  }
  if (error instanceof IbkrError) {
    const code = error.code === 'aborted' ? 'cancelled' : 'upstream'
    return new HostError(code, error.message, { cause: error, detail: { code: error.code } })
  }
  return error
}

function outcomeUnknown(cause: unknown, reason: string): HostError {
  return new HostError(
    'outcome-unknown',
    `${reason} It may have reached IBKR all the same: look at the orders before you try again.`,
    { cause },
  )
}

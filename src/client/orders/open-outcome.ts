import { IbkrError } from '../errors/ibkr-error.ts'
import { IbkrResponseError } from '../errors/response-error.ts'
import { IbkrTransportError } from '../errors/transport-error.ts'

/**
 * Whether a change that ended in this error may have happened all the same: it left and no answer came, or the answer is one that a
 * server gives when it does not know itself. IBKR reports bad input that it notices late as a 500 with a reason of its own.
 */
export function mayHaveHappened(error: unknown): boolean {
  if (error instanceof IbkrTransportError) return error.mayHaveReachedServer
  if (!(error instanceof IbkrResponseError)) return false
  if (error.status === 500) return !hasReason(error.body)
  return error.status === 408 || error.status > 500
}

/** @returns the error to reject with: the same, or `order-outcome-unknown` with it as cause */
export function orderFailure(error: unknown, what: string): unknown {
  if (!mayHaveHappened(error)) return error
  return outcomeUnknown(`${what} ended without a word on its outcome`, error)
}

/** Nobody knows what became of an order. */
export function outcomeUnknown(what: string, cause?: unknown): IbkrError {
  return new IbkrError(
    'order-outcome-unknown',
    `${what}. It may have reached IBKR: read the orders (GET iserver/account/orders) before anything is sent again.`,
    cause === undefined ? undefined : { cause },
  )
}

function hasReason(body: unknown): boolean {
  return typeof body === 'object' && body !== null && 'error' in body && typeof body.error === 'string'
}

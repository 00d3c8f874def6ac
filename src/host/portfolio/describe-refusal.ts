import { IbkrError, IbkrResponseError, IbkrTransportError } from '../../client/index.ts'
import { HostError } from '../host-error.ts'
import { isKnownUnsent, toUpstreamError } from '../upstream/upstream-error.ts'

/** Reports whether a read did not reach IBKR, so that no rate limit counts it. */
export function isUnsent(error: unknown): boolean {
  if (error instanceof IbkrTransportError) return !error.mayHaveReachedServer
  const read = toUpstreamError(error, false)
  return read instanceof HostError && isKnownUnsent(read)
}

/** Describes in a sentence why a read brought no values. */
export function describeRefusal(error: unknown): string {
  if (error instanceof IbkrResponseError) return `IBKR refused the request (${error.status}).`
  if (IbkrError.is(error, 'body-undecodable')) return "IBKR's response is truncated."
  const read = toUpstreamError(error, false)
  return read instanceof Error ? read.message : 'The request failed.'
}

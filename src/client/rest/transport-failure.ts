import type { IbkrErrorCode } from '../errors/error-code.ts'
import { IbkrError } from '../errors/ibkr-error.ts'
import { IbkrTransportError } from '../errors/transport-error.ts'
import type { BuiltRequest } from './build-request.ts'

/** What is known of a request that got no answer. */
export interface TransportFailure {
  readonly cause: unknown
  /** Known already, or else told from the cause. */
  readonly code: IbkrErrorCode | undefined
  readonly timeout: number
  readonly maxBodyBytes: number
  readonly mayHaveReachedServer: boolean
}

/** Puts a failed exchange into words: what was tried, on what, and what to do. */
export function transportError(request: BuiltRequest, failure: TransportFailure): IbkrTransportError {
  const code = failure.code ?? failureCode(failure.cause)
  const outcome =
    failure.mayHaveReachedServer && request.method !== 'GET' && code !== 'body-undecodable'
      ? ' The server may have acted on it: check before sending it again.'
      : ''
  return new IbkrTransportError(
    code,
    `${request.method} ${request.path} at ${request.url.host} ${reason(code, failure)}${outcome}`,
    { method: request.method, path: request.path, mayHaveReachedServer: failure.mayHaveReachedServer },
    failure.cause === undefined ? undefined : { cause: failure.cause },
  )
}

/** The stable code for an error of undici, net or tls. */
export function failureCode(cause: unknown): IbkrErrorCode {
  if (cause instanceof IbkrError) return cause.code
  const code = systemCode(cause)
  if (code === 'UND_ERR_CONNECT_TIMEOUT' || code === 'ETIMEDOUT') return 'connect-timeout'
  if (code === 'UND_ERR_DESTROYED' || code === 'UND_ERR_CLOSED') return 'client-closed'
  return /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER/.test(code) ? 'tls-untrusted' : 'network-failed'
}

function systemCode(cause: unknown): string {
  return typeof cause === 'object' && cause !== null && 'code' in cause ? String(cause.code) : ''
}

function reason(code: IbkrErrorCode, failure: TransportFailure): string {
  switch (code) {
    case 'aborted':
      return 'was aborted by the caller.'
    case 'timeout':
      return `was not answered within ${failure.timeout} ms.`
    case 'connect-timeout':
      return 'failed: no connection could be opened in time. Is the address right, and the server up?'
    case 'body-too-large':
      return `was answered with more than the ${failure.maxBodyBytes} bytes that maxBodyBytes allows.`
    case 'body-undecodable':
      return 'was answered with a compressed body that is damaged.'
    case 'tls-untrusted':
      return `failed: the server's certificate is not trusted (${systemCode(failure.cause)}). Pin it by its fingerprint if it is your own gateway.`
    case 'tls-pin-mismatch':
      return `failed: ${failure.cause instanceof Error ? failure.cause.message : 'another certificate than the pinned one.'}`
    case 'proxy-failed':
      return `failed: ${failure.cause instanceof Error ? failure.cause.message : 'the proxy refused it.'}`
    case 'client-closed':
      return 'was not sent: the client is closed.'
    default:
      return `failed on the way: ${systemCode(failure.cause) || (failure.cause instanceof Error ? failure.cause.message : 'unknown')}. Is the server up?`
  }
}

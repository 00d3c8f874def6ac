import type { IbkrErrorCode } from '../errors/error-code.ts'
import { IbkrError } from '../errors/ibkr-error.ts'
import { IbkrTransportError } from '../errors/transport-error.ts'
import type { BuiltRequest } from './build-request.ts'
import { failureHint, systemCode } from './failure-hint.ts'

/** What is known of a request that got no answer. */
export interface TransportFailure {
  readonly cause: unknown
  /** Known already, or else told from the cause. */
  readonly code: IbkrErrorCode | undefined
  readonly timeout: number
  readonly maxBodyBytes: number
  readonly mayHaveReachedServer: boolean
  /** The head of an answer had come. */
  readonly answered: boolean
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
    `${request.method} ${request.path} at ${request.url.host} ${reason(code, failure, request.url)}${outcome}`,
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
  // Undici's own checks, which quote nothing: what ours let through.
  if (/^UND_ERR_(INVALID_ARG|NOT_SUPPORTED|REQ_CONTENT_LENGTH_MISMATCH)$/.test(code)) return 'config-invalid'
  return /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER/.test(code) ? 'tls-untrusted' : 'network-failed'
}

/** Whether there was no connection, so that no byte left: the name was not found, nothing listens, or its certificate is not trusted. */
export function failedToConnect(cause: unknown): boolean {
  const code = systemCode(cause)
  // An alert of the server's (`ERR_SSL_…_ALERT_…`) may come after the request has left.
  if (failureCode(cause) === 'tls-untrusted') return !code.startsWith('ERR_SSL')
  return /^(?:ECONNREFUSED|ENOTFOUND|EAI_AGAIN|UND_ERR_CONNECT_TIMEOUT)$/.test(code)
}

function reason(code: IbkrErrorCode, failure: TransportFailure, url: URL): string {
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
      return `failed: ${messageOf(failure.cause)}`
    case 'proxy-failed':
      return `failed: ${messageOf(failure.cause)}`
    case 'config-invalid':
      return `cannot be sent: ${messageOf(failure.cause)}.`
    case 'client-closed':
      return 'was not sent: the client is closed.'
    default:
      return `failed on the way: ${systemCode(failure.cause) || messageOf(failure.cause)}. ${failureHint({ ...failure, url })}`
  }
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : 'for an unknown reason'
}

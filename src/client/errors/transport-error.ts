import type { IbkrErrorCode } from '../../shared/domain/ibkr-error-code.ts'
import { findTransportErrorCode } from './error-code.ts'
import { IbkrError, isMarkedInstance, markErrorClass } from './ibkr-error.ts'

/** The request that failed. */
interface FailedRequest {
  readonly method: string
  /** URL without the query. */
  readonly path: string
  readonly mayHaveReachedServer: boolean
}

/**
 * The library received no readable response: a failure of network or TLS, a time-out, or an abort by the caller.
 * @example
 * ```ts run=alone
 * import { IbkrClient, IbkrTransportError } from 'ibkr-web-client'
 *
 * const client = new IbkrClient('localhost:1') // nothing listens there
 * await client.request('GET /iserver/accounts').catch((error: unknown) => {
 *   if (!IbkrTransportError.is(error)) throw error
 *   console.log(error.code, error.mayHaveReachedServer) // => network-failed false
 * })
 * await client.close()
 * ```
 */
export class IbkrTransportError extends IbkrError {
  /** HTTP method of the request. */
  readonly method: string
  /** Path as the caller passed it, without the query. */
  readonly path: string
  /**
   * False if the request was certainly not sent. True if its first byte may have been sent, so that the server may have
   * executed it. If true, do not simply repeat a request that changes something.
   */
  readonly mayHaveReachedServer: boolean

  /**
   * @param request the request that failed
   * @param options `cause`: the underlying error
   */
  constructor(code: IbkrErrorCode, message: string, request: FailedRequest, options?: { readonly cause?: unknown }) {
    super(code, message, options)
    this.name = 'IbkrTransportError'
    this.method = request.method
    this.path = request.path
    this.mayHaveReachedServer = request.mayHaveReachedServer
  }

  /**
   * Reports whether a value is an error without a readable response; codes work as in `IbkrError.is`.
   */
  static override is<Code extends IbkrErrorCode>(
    error: unknown,
    ...codes: readonly Code[]
  ): error is IbkrTransportError & { readonly code: Code } {
    return isMarkedInstance('IbkrTransportError', error, codes)
  }
}

markErrorClass('IbkrTransportError', IbkrTransportError)

/** The facts about a failed exchange. */
export interface TransportFailure {
  readonly request: Pick<FailedRequest, 'method' | 'path'> & { readonly url: URL }
  readonly cause: unknown
  /** Code of the error. Default: derived from the cause. */
  readonly code: IbkrErrorCode | undefined
  /** Time limit of the request in ms. */
  readonly timeout: number
  readonly maxBodyBytes: number
  readonly mayHaveReachedServer: boolean
  /** Whether status and headers of the response were received. */
  readonly responded: boolean
}

/** Describes a failed exchange: the attempt, the server, and the next step. */
export function createTransportError(failure: TransportFailure): IbkrTransportError {
  const { cause, mayHaveReachedServer, request } = failure
  const { method, path, url } = request
  const code = failure.code ?? codeOf(cause)
  const outcome = mayHaveReachedServer && code !== 'body-undecodable' ? adviseOnUnknownOutcome(method) : ''
  return new IbkrTransportError(
    code,
    `${method} ${path} at ${url.host} ${reason(code, failure)}${outcome}`,
    { method, path, mayHaveReachedServer },
    cause === undefined ? undefined : { cause },
  )
}

/**
 * BoringSSL, which Electron contains, rejects a certificate whose key usage lacks digitalSignature. It does so even if
 * the certificate is pinned or not verified. OpenSSL, which Node contains, accepts it.
 */
const KEY_USAGE = 'ERR_SSL_KEY_USAGE_BIT_INCORRECT'
const KEY_USAGE_TEXT =
  "the key usage of the server's certificate lacks digitalSignature, which Electron requires. Replace the certificate " +
  'by one with digitalSignature or without key usage, or connect from Node.js, which accepts it.'

/** Returns advice for a request that may have changed something, with a leading space. */
export function adviseOnUnknownOutcome(method: string): string {
  return method === 'GET' ? '' : ' The server may have acted on it: check before sending it again.'
}

/**
 * Reports whether no connection was established, so that no byte was sent: the name was not found, nothing listens, or
 * the certificate is not trusted.
 */
export function isConnectFailure(cause: unknown): boolean {
  const code = readSystemErrorCode(cause)
  // A TLS alert of the server (`ERR_SSL_…_ALERT_…`) may arrive after the request was sent.
  if (codeOf(cause) === 'tls-untrusted') return code === KEY_USAGE || !code.startsWith('ERR_SSL')
  return /^(?:ECONNREFUSED|ENOTFOUND|EAI_AGAIN|UND_ERR_CONNECT_TIMEOUT|connect-timeout)$/.test(code)
}

function codeOf(cause: unknown): IbkrErrorCode {
  return cause instanceof IbkrError ? cause.code : findTransportErrorCode(readSystemErrorCode(cause))
}

/** Returns the code of an error of net, tls or undici; empty if it has none. */
export function readSystemErrorCode(cause: unknown): string {
  if (typeof cause !== 'object' || cause === null) return ''
  const code: unknown = Reflect.get(cause, 'code')
  if (typeof code === 'string') return code
  return cause instanceof Error && cause.name === 'HTTPParserError' ? 'HPE_INVALID_CONSTANT' : ''
}

function reason(code: IbkrErrorCode, failure: TransportFailure): string {
  const { cause, maxBodyBytes, timeout } = failure
  const message = cause instanceof Error ? cause.message : 'for an unknown reason'
  switch (code) {
    case 'aborted':
      return 'was aborted by the caller.'
    case 'timeout':
      return `got no response within ${timeout} ms.`
    case 'connect-timeout':
      return 'failed: no connection could be opened in time. Check the address, and whether the server is running.'
    case 'body-too-large':
      return `got a response of more than the ${maxBodyBytes} bytes that maxBodyBytes allows.`
    case 'body-undecodable':
      return 'got a compressed response that is damaged.'
    case 'tls-untrusted':
      if (readSystemErrorCode(cause) === KEY_USAGE) return `failed: ${KEY_USAGE_TEXT}`
      return `failed: the server's certificate is not trusted (${readSystemErrorCode(cause)}). Pin it by its fingerprint if it is your own gateway.`
    case 'tls-pin-mismatch':
    case 'proxy-failed':
      return `failed: ${message}`
    case 'config-invalid':
      return `cannot be sent: ${message}.`
    case 'client-closed':
      return 'was not sent: the client is closed.'
    default:
      return `failed: ${readSystemErrorCode(cause) || message}. ${describeNetworkFailure(failure)}`
  }
}

/** Error codes of OpenSSL and BoringSSL for data that is not TLS; `EPROTO` is Node's own. */
const NO_TLS = /WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|HTTP_REQUEST|UNKNOWN_PROTOCOL|RECORD_TOO_SMALL|^EPROTO$/
/** The connection was closed, or the data is not HTTP, for example a TLS alert. */
const NO_HTTP = /^(UND_ERR_SOCKET|ECONNRESET|EPIPE|HPE_\w+)$/

/** Returns what to check after the error `network-failed`. */
export function describeNetworkFailure({
  request: { url },
  cause,
  responded,
}: Pick<TransportFailure, 'cause' | 'responded'> & {
  readonly request: { readonly url: Pick<URL, 'protocol' | 'host'> }
}): string {
  const code = readSystemErrorCode(cause)
  if (url.protocol === 'https:' && NO_TLS.test(code)) {
    return `The server does not use TLS at this address, or uses another version. For a server without TLS, try http://${url.host}.`
  }
  if (url.protocol === 'http:' && !responded && NO_HTTP.test(code)) {
    return `The connection ended without an HTTP response. If the server uses TLS, as gateways do, try https://${url.host}.`
  }
  if (/^(ENOTFOUND|EAI_AGAIN)$/.test(code)) {
    return 'The host name was not found: check the address and the network.'
  }
  if (code === 'ECONNREFUSED')
    return 'No server listens at this address: check that the server is running and that the port is correct.'
  return responded ? 'The connection was lost in the middle of the response.' : 'Is the server running?'
}

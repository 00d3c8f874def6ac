import { type OutgoingHttpHeaders, type ServerResponse, STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import type { QuerySigningMode } from '../record/recorded-entries.ts'

/** One HTTP response. */
export interface HttpResponse {
  readonly status: number
  /** Content type, undefined for an empty body. */
  readonly contentType: string | undefined
  readonly body: string
  readonly headers?: Readonly<Record<string, string>>
}

/** Returns a JSON response, as iserver sends it. */
export function json(value: unknown, status = 200, headers: Readonly<Record<string, string>> = {}): HttpResponse {
  return { status, contentType: 'application/json; charset=utf-8', body: JSON.stringify(value), headers }
}

/** Returns a plain text response, as the portal layer and the order parser send it. */
export function text(body: string, status = 200): HttpResponse {
  return { status, contentType: 'text/plain; charset=utf-8', body }
}

/** Returns an HTML response, as the edge sends it. */
export function html(body: string, status = 200): HttpResponse {
  return { status, contentType: 'text/html;charset=utf-8', body }
}

/** Returns a response without a body. */
export function createEmptyResponse(status: number): HttpResponse {
  return { status, contentType: undefined, body: '' }
}

/** Returns iserver's error object, which repeats the status in the body. */
export function createIserverError(status: number, error: string): HttpResponse {
  return json({ error, statusCode: status }, status)
}

/** Returns the error object of calls that omit the status from the body. */
export function createErrorWithoutStatus(status: number, error: string): HttpResponse {
  return json({ error }, status)
}

/** Returns the portal layer's response to an unknown path. */
export function createNotFoundPage(): HttpResponse {
  return html('<html><body><h1>Resource not found</h1></body></html>', 404)
}

/** Returns the edge's response to a request without a User-Agent, and to an alert with `>=` or `<=` in its body. */
export function createAccessDeniedPage(): HttpResponse {
  return html(
    '<html><head><title>Access Denied</title></head><body><h1>Access Denied</h1>You do not have permission to access this server.</body></html>',
    403,
  )
}

/** Values for the response headers. */
export interface ResponseHeaderValues {
  /** The server's time in the format of HTTP dates. */
  readonly date: string
  /** The response time in milliseconds. Undefined except in gateway mode, because only the gateway reports it. */
  readonly tookMilliseconds: number | undefined
  /** Whether the response is chunked instead of having a Content-Length. Default false. */
  readonly chunked?: boolean
}

/** Returns the headers of a response. `length` is the size of its body in bytes. */
export function buildHeaders(
  response: HttpResponse,
  length: number,
  { date, tookMilliseconds }: ResponseHeaderValues,
): Record<string, string | number> {
  return {
    ...(response.contentType === undefined ? {} : { 'content-type': response.contentType }),
    date,
    'content-length': length,
    ...(tookMilliseconds === undefined ? {} : { 'x-response-time': `${tookMilliseconds}ms` }),
    ...response.headers,
  }
}

/** Writes a response without faults. */
export function writeResponse(
  serverResponse: ServerResponse,
  response: HttpResponse,
  headerValues: ResponseHeaderValues,
): void {
  const headers = buildHeaders(response, Buffer.byteLength(response.body), headerValues)
  if (headerValues.chunked === true) {
    delete headers['content-length']
    writeChunked(serverResponse, response.status, headers, response.body)
    return
  }
  serverResponse.writeHead(response.status, headers)
  serverResponse.end(response.body)
}

/**
 * Writes a chunked response with any status. HTTP does not allow a body with a 204. As with IBKR's gateway, a client
 * then reads the last chunk as the start of the next response on the connection.
 */
function writeChunked(
  serverResponse: ServerResponse,
  status: number,
  headers: OutgoingHttpHeaders,
  body: string,
): void {
  // Set the header explicitly: otherwise Node closes the connection after a 204, and the client would never read the
  // last chunk.
  serverResponse.writeHead(status, { ...headers, 'transfer-encoding': 'chunked', connection: 'keep-alive' })
  if (status !== 204 && status !== 304) {
    serverResponse.end(body)
    return
  }
  // Write the last chunk after the head, before the next response uses the connection: Node writes no body with this
  // status.
  serverResponse.prependOnceListener('finish', () => serverResponse.req.socket.write('0\r\n\r\n'))
  serverResponse.end()
}

/** Sends the response to a WebSocket upgrade and ends the connection. */
export function sendUpgradeRejection(
  stream: Duplex,
  { status, contentType, body, headers }: HttpResponse,
  date: string,
): void {
  const all = {
    date,
    connection: 'close',
    ...(contentType !== undefined && { 'content-type': contentType }),
    'content-length': Buffer.byteLength(body),
    ...headers,
  }
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`)
  stream.end(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\n${lines.join('\r\n')}\r\n\r\n${body}`)
}

/** Creates a function that formats the `Date` header from the server's clock, once a second. */
export function createHttpDate(now: () => number): () => string {
  let second = Number.NaN
  let text = ''
  return () => {
    const current = Math.floor(now() / 1000)
    if (current !== second) {
      second = current
      text = new Date(current * 1000).toUTCString()
    }
    return text
  }
}

/** The response to a request, and the result of its authentication for the record. */
export interface RequestOutcome {
  readonly response: HttpResponse
  readonly verification: string
  readonly querySigningMode: QuerySigningMode
  /** Present if no response is sent: the request hangs until the client gives up. */
  readonly hangs?: true
}

export function toRequestOutcome(
  response: HttpResponse,
  verification: string,
  querySigningMode: QuerySigningMode = 'none',
): RequestOutcome {
  return { response, verification, querySigningMode }
}

import type { RequestInput } from '../rest/request-input.ts'
import { buildRequestUrl } from '../rest/request-url.ts'
import type { RawOrStreamedResponse } from '../rest/send-http-request.ts'
import type { ServerAddress } from '../server-address.ts'

/** IBKR's response to a reply to a question that another request has voided (code of ibkr-conduit, July 2026). */
const STATUS = 503
const STATUS_TEXT = 'Service Unavailable'

/**
 * Creates the response to a reply that is not sent, because another request has ended its question. The caller handles
 * it as IBKR's own response.
 */
export function createStaleReplyResponse(
  server: ServerAddress,
  { method = 'GET', params, path }: Pick<RequestInput, 'method' | 'params' | 'path'>,
): RawOrStreamedResponse {
  const body = new TextEncoder().encode(JSON.stringify({ error: STATUS_TEXT, statusCode: STATUS }))
  return {
    status: STATUS,
    statusText: STATUS_TEXT,
    headers: { 'content-type': 'application/json' },
    body,
    wireBytes: body.byteLength,
    timing: { queueMs: 0, connectMs: undefined, firstByteMs: 0, bodyMs: 0, totalMs: 0 },
    method: method.toUpperCase(),
    url: buildRequestUrl(server, path, params).href,
  }
}

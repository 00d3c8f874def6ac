import { isUtf8 } from 'node:buffer'
import { type FailedResponse, IbkrResponseError } from '../errors/response-error.ts'
import { IbkrTransportError } from '../errors/transport-error.ts'
import { changesOrders } from '../orders/order-request.ts'
import { isPreview, readRefusal } from './refused-answer.ts'
import type { RawResponse, RequestInput } from './request-input.ts'

/**
 * The value of an answer: parsed JSON; plain text as it is; undefined for an empty body.
 * @throws IbkrResponseError for a status outside 2xx; with `strict` also for a 200 that refuses; IbkrTransportError
 * `body-undecodable` for JSON that is damaged
 */
export function judgeResponse(response: RawResponse, input: Pick<RequestInput, 'path' | 'strict'>): unknown {
  const path = input.path.split('?', 1)[0] ?? input.path
  const text = bodyText(response)
  const body = parseBody(text)
  const isGood = response.status >= 200 && response.status < 300
  if (isGood && typeof body === 'string' && isMeantAsJson(text)) throw damaged(response.method, path)
  // Elsewhere a broken letter is a broken letter; of an order it may be an id or a status.
  if (isGood && changesOrders({ method: response.method, path }) && !isUtf8(response.body))
    throw damaged(response.method, path)
  const isStrict = input.strict === true && !isPreview(path, body)
  const refusal = isGood && isStrict ? readRefusal(path, body) : undefined
  if (isGood && refusal === undefined) return body
  throw new IbkrResponseError(failedResponse(response, path), refusal?.code)
}

/** What an error tells of a response. */
export function failedResponse(response: RawResponse, path: string): FailedResponse {
  const { 'set-cookie': _session, ...headers } = response.headers
  const text = bodyText(response)
  return { method: response.method, path, status: response.status, body: parseBody(text), text, headers }
}

/** IBKR's plain texts and pages begin otherwise. */
function isMeantAsJson(text: string): boolean {
  return /^\s*[{[]/.test(text)
}

function damaged(method: string, path: string): IbkrTransportError {
  const outcome = method === 'GET' ? '' : ' The server may have acted on it: check before sending it again.'
  return new IbkrTransportError(
    'body-undecodable',
    `${method} ${path} was answered with JSON that is damaged or cut short.${outcome}`,
    { method, path, mayHaveReachedServer: true },
  )
}

/** The body as text (UTF-8, the only encoding IBKR uses). */
export function bodyText(response: Pick<RawResponse, 'body'>): string {
  return new TextDecoder().decode(response.body)
}

/** JSON where it is JSON: IBKR does not always label it so, and labels plain text as JSON now and then. */
export function parseBody(text: string): unknown {
  if (text.trim() === '') return undefined
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

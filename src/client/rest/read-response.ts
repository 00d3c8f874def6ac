import { isUtf8 } from 'node:buffer'
import { fieldsOf } from '../../shared/domain/read-value.ts'
import { normalisePath, removeQuery } from '../api-path.ts'
import { requireString } from '../check-arguments.ts'
import { findRefusalRule, type RefusalCode } from '../errors/error-code.ts'
import { type FailedResponse, IbkrResponseError } from '../errors/response-error.ts'
import { adviseOnUnknownOutcome, IbkrTransportError } from '../errors/transport-error.ts'
import { changesOrders } from '../orders/is-order-request.ts'
import type { RawResponse, RequestInput, StreamedResponse, StreamInput } from './request-input.ts'
import type { RawOrStreamedResponse } from './send-http-request.ts'

/**
 * Returns the value of a response: parsed JSON, plain text, or undefined for an empty body.
 * @throws IbkrResponseError for a status outside 2xx; with `strict` also for a 200 that rejects the request;
 * IbkrTransportError `body-undecodable` for damaged JSON
 */
export function readResponse(response: RawResponse, input: Pick<RequestInput, 'path' | 'strict'>): unknown {
  const { method, status } = response
  const path = removeQuery(input.path)
  if (status < 200 || status >= 300) throw new IbkrResponseError(createFailedResponse(response, path))
  const text = decodeBody(response)
  const body = parseBody(text)
  // A body that begins like JSON is damaged: IBKR's plain text and HTML pages begin with other characters.
  const isDamaged = typeof body === 'string' && /^\s*[{[]/.test(text)
  // An invalid character is harmless in most responses. In the response to an order it may be part of an id or a
  // status.
  if (isDamaged || (changesOrders({ method, path }) && !isUtf8(response.body))) {
    throw new IbkrTransportError(
      'body-undecodable',
      `${method} ${path} got a response with damaged or truncated JSON.${adviseOnUnknownOutcome(method)}`,
      { method, path, mayHaveReachedServer: true },
    )
  }
  const refusal = input.strict === true && !isPreview(path, body) ? readRefusal(path, body) : undefined
  if (refusal !== undefined) throw new IbkrResponseError(createFailedResponse(response, path), refusal.code)
  return body
}

/** @throws IbkrResponseError for a status outside 2xx, after reading the body completely; not with `raw` */
export function readStream(response: RawOrStreamedResponse, input: StreamInput): StreamedResponse {
  const { stream, status, statusText, headers, method, url } = response
  const head = { status, statusText, headers, method, url }
  if (stream !== undefined) return { ...head, body: stream.body, cancel: stream.cancel, timing: stream.timing }
  if (input.raw !== true) readResponse(response, input)
  return { ...head, body: onePiece(response.body), cancel: () => undefined, timing: () => response.timing }
}

async function* onePiece(body: Uint8Array): AsyncGenerator<Uint8Array> {
  if (body.byteLength > 0) yield body
}

/** Returns the part of a response that an error contains. */
export function createFailedResponse(response: RawResponse, path: string): FailedResponse {
  const { 'set-cookie': _session, ...headers } = response.headers
  const text = decodeBody(response)
  return { method: response.method, path, status: response.status, body: parseBody(text), text, headers }
}

/** Decodes the body as UTF-8, the only encoding that IBKR uses. */
export function decodeBody(response: Pick<RawResponse, 'body'>): string {
  return new TextDecoder().decode(response.body)
}

/** Parses JSON regardless of the Content-Type: IBKR does not always set it, and sometimes labels plain text as JSON. */
export function parseBody(text: string): unknown {
  if (text.trim() === '') return undefined
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

/** A refusal of IBKR in a response with status 200. */
export interface Refusal {
  /** Stable code of the refusal. */
  readonly code: RefusalCode
  /** IBKR's text of the refusal. */
  readonly message: string
}

/**
 * Returns the refusal in a 2xx body by IBKR's rules for the endpoint; undefined if the request did not fail. A question
 * about an order is not a refusal.
 * @param path as in the request, with or without `/v1/api`
 * @throws IbkrError `config-invalid` for a path that is not a string
 * @example
 * ```ts run=alone
 * import { readRefusal } from 'ibkr-web-client'
 *
 * const refusal = readRefusal('iserver/account/DU1234567/orders', { error: 'No trading permissions.' })
 * console.log(refusal?.code) // => order-rejected
 * ```
 */
export function readRefusal(path: string, body: unknown): Refusal | undefined {
  requireString(path, 'The path of a request')
  const fields = fieldsOf(body)
  const rule = findRefusalRule(path, fields)
  if (rule === undefined) return undefined
  const { error, message, text, failure_list: list } = fields
  if (rule.fields === undefined) return { code: rule.code, message: String(error).trim() }
  const texts = [message, text, list].flat().filter((one) => typeof one === 'string' && one !== '')
  const [[name, value] = []] = Object.entries(rule.fields)
  return { code: rule.code, message: texts.length > 0 ? texts.join('; ') : `${name}: ${value}` }
}

/** Fields that contain the amounts of an order preview. */
const PREVIEW_FIGURES = ['amount', 'equity', 'initial', 'maintenance', 'position']

/** Reports whether a body is a preview with amounts: callers need the amounts even together with an `error`. */
function isPreview(path: string, body: unknown): boolean {
  return /\/orders\/whatif$/.test(normalisePath(path)) && PREVIEW_FIGURES.some((name) => fieldsOf(body)[name])
}

import { isUtf8 } from 'node:buffer'
import { IbkrError } from '../errors/ibkr-error.ts'
import { IbkrResponseError, isEdgePage, isHtml } from '../errors/response-error.ts'
import { IbkrTransportError } from '../errors/transport-error.ts'
import { decodeBody, parseBody } from '../rest/read-response.ts'
import type { RawResponse } from '../rest/request-input.ts'
import { changesOrders } from './is-order-request.ts'
import { readOrderResponse } from './order-response.ts'

/** Statuses with which a server refuses a request before it processes anything, whatever the body. */
const REFUSED_STATUSES: ReadonlySet<number> = new Set([401, 403, 404, 405, 410, 411, 413, 414, 415, 423, 429])

/**
 * Errors with which IBKR refuses a request before it processes anything, whatever the status. Observed with 500 in
 * 2026, several times each. The first requires `GET iserver/accounts` beforehand. The second is about `extOperator` on
 * an account without the entitlement.
 */
const REFUSALS = [/^(?:Bad Request: )?please query \/?accounts first\.?$/i, /^can not contain field # ?8089\.?$/i]

/**
 * Reports whether a response outside 2xx certainly means that nothing was done. This is an error of `REFUSALS`, a
 * redirect, a status of `REFUSED_STATUSES` without a page of a proxy in front of IBKR, or a 400 with a body of IBKR. Other
 * responses leave the outcome unknown: a 500 with a reason was observed for a live order.
 * @param body parsed JSON, text, or undefined for none
 */
function isClearRejection(status: number, body: unknown): boolean {
  const error = typeof body === 'object' && body !== null ? Reflect.get(body, 'error') : body
  if (typeof error === 'string' && REFUSALS.some((pattern) => pattern.test(error.trim()))) return true
  // A proxy may have sent its page instead of the response to a request that IBKR received.
  if (status >= 400 && typeof body === 'string' && isEdgePage(body)) return false
  // IBKR's text is UTF-8: an invalid character was replaced while decoding.
  if (status === 400)
    return body !== undefined && !(typeof body === 'string' && (isHtml(body) || body.includes('\uFFFD')))
  return REFUSED_STATUSES.has(status) || (status >= 300 && status < 400)
}

/**
 * Reports whether a write request that ended in this error may have been executed: it was sent, and the response is not
 * a clear rejection. Its delivery is then unconfirmed, and it must not be sent again before the order list was checked.
 * @example
 * ```ts run=alone
 * import { IbkrClient, mayHaveHappened } from 'ibkr-web-client'
 *
 * const client = new IbkrClient('localhost:1') // nothing listens there
 * await client.request({ path: 'iserver/account/DU1234567/order/1', method: 'DELETE' }).catch((error: unknown) => {
 *   console.log(mayHaveHappened(error)) // => false
 * })
 * await client.close()
 * ```
 */
export function mayHaveHappened(error: unknown): boolean {
  if (IbkrError.is(error, 'order-outcome-unknown')) return true
  // Recognises errors of another copy of the library, such as the CommonJS build beside the ES modules.
  if (IbkrTransportError.is(error)) return error.mayHaveReachedServer
  if (!IbkrResponseError.is(error)) return false
  const { status, body } = error
  // With a 2xx status, the body contains the refusal: see `strict`.
  return (status < 200 || status > 299) && !isClearRejection(status, body)
}

/**
 * Reports whether the response to a write or trading request leaves its outcome unknown. Outside 2xx this is everything
 * except a clear rejection, and in 2xx an order response in an unknown form.
 * @example
 * ```ts run=alone
 * import { isUnconfirmed } from 'ibkr-web-client'
 *
 * const response = { method: 'POST', status: 500, body: new TextEncoder().encode('{"error":"Internal error"}') }
 * console.log(isUnconfirmed(response, 'iserver/account/DU1234567/orders')) // => true
 * ```
 */
export function isUnconfirmed(response: Pick<RawResponse, 'method' | 'status' | 'body'>, path: string): boolean {
  const { method, status, body } = response
  const value = parseBody(decodeBody(response))
  if (status < 200 || status > 299) return !isClearRejection(status, value)
  if (!changesOrders({ method, path })) return false
  // An invalid character may be part of an id or a status.
  if (!isUtf8(body)) return true
  return (method === 'DELETE' ? readCancelResponse(value) : readOrderResponse(value)) === undefined
}

/** IBKR's response to a cancel. */
export type CancelResponse =
  /** IBKR accepted the cancel, but the exchange decides: the order works until its status is Cancelled. */
  { readonly kind: 'submitted'; readonly message: string } | { readonly kind: 'rejected'; readonly message: string }

/**
 * Parses the body of a response with status 200 to a cancel. Undefined for any other form: the outcome is then unknown.
 * @example
 * ```ts run=alone
 * import { readCancelResponse } from 'ibkr-web-client'
 *
 * console.log(readCancelResponse({ msg: 'Request was submitted', order_id: 987654 })?.kind) // => submitted
 * ```
 */
export function readCancelResponse(body: unknown): CancelResponse | undefined {
  if (typeof body !== 'object' || body === null) return undefined
  const { error, msg } = body as { readonly error?: unknown; readonly msg?: unknown }
  if (typeof error === 'string' && error.trim() !== '') return { kind: 'rejected', message: error.trim() }
  return typeof msg === 'string' && error === undefined ? { kind: 'submitted', message: msg } : undefined
}

/** What to do after a request whose outcome is unknown. */
interface OutcomeAdvice {
  /** Text appended to the error message: what to do next. */
  readonly message: string
  readonly hint: string
}

/** Advice after a request that may have placed or changed an order, which a second one would repeat. */
const SEARCH_FIRST: OutcomeAdvice = {
  message: 'check the orders with session.findOrders() before you send anything again',
  hint: explainSearch([]),
}

/** Advice after a cancel. A second one does no harm, and without it the order may still fill. */
export const CANCEL_AGAIN: OutcomeAdvice = {
  message: 'the order may still work, and the cancel may be sent again',
  hint: 'Send the cancel again, or wait for done(). IBKR rejects the cancel of an order that has ended, and does nothing else.',
}

/** @returns the error to reject with: the given error, or `order-outcome-unknown` with the given error as cause */
export function createOrderFailure(error: unknown, what: string, advice?: OutcomeAdvice): unknown {
  if (!mayHaveHappened(error)) return error
  return createOutcomeUnknownError(`${what} was sent, and no response states its outcome`, { cause: error, advice })
}

export function createOutcomeUnknownError(
  what: string,
  { cause, advice = SEARCH_FIRST }: { readonly cause?: unknown; readonly advice?: OutcomeAdvice | undefined } = {},
): IbkrError {
  return new IbkrError('order-outcome-unknown', `${what}. Delivery unconfirmed: ${advice.message}.`, {
    ...(cause !== undefined && { cause }),
    hint: advice.hint,
  })
}

/** Explains how to find out whether IBKR has the orders with these client order ids. */
export function explainSearch(references: readonly string[]): string {
  const list = references.length === 0 ? 'clientOrderIds' : `['${references.join("', '")}']`
  return (
    `session.findOrders(${list}) reports found, not-found or unknown for each client order id (cOID). While it reports ` +
    'unknown, do not send the orders again. A list of GET iserver/account/orders without an order does not show that ' +
    'the order is missing: the first list is empty.'
  )
}

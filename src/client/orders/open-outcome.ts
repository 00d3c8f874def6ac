import { isUtf8 } from 'node:buffer'
import { IbkrError } from '../errors/ibkr-error.ts'
import { IbkrResponseError, isHtml } from '../errors/response-error.ts'
import { IbkrTransportError } from '../errors/transport-error.ts'
import { bodyText, parseBody } from '../rest/read-response.ts'
import type { RawResponse } from '../rest/request-input.ts'
import { readOrderAnswer } from './order-answer.ts'
import { changesOrders } from './order-request.ts'

/** Statuses with which a server turns a request away before it processes any of it, whatever the body. */
const TURNED_AWAY: ReadonlySet<number> = new Set([401, 403, 404, 405, 410, 411, 413, 414, 415, 423, 429])

/**
 * Errors with which IBKR turns a request away before it processes any of it, whatever the status: measured with 500 in 2026, several
 * times each. The first wants `GET iserver/accounts` before; the second is `extOperator` on an account without the entitlement.
 */
const REFUSED_BEFORE = [/^(?:Bad Request: )?please query \/?accounts first\.?$/i, /^can not contain field # ?8089\.?$/i]

/**
 * Whether a response outside 2xx says for certain that nothing was done: an error of `REFUSED_BEFORE`, a redirect, a status of
 * `TURNED_AWAY`, or a 400 with a body of IBKR. Every other one leaves the outcome open: a 500 of IBKR with a reason has come for an order that was live.
 * @param body parsed JSON, text, or undefined for none
 */
export function isClearRejection(status: number, body: unknown): boolean {
  const error = errorText(body)
  if (REFUSED_BEFORE.some((pattern) => pattern.test(error))) return true
  if (status === 400) return body !== undefined && !(typeof body === 'string' && isHtml(body))
  return TURNED_AWAY.has(status) || (status >= 300 && status < 400)
}

/**
 * Whether a change that ended in this error may have happened all the same: it left, and what came back is no clear rejection. Then its
 * delivery is unconfirmed, and it must not be sent again before the order list was checked.
 */
export function mayHaveHappened(error: unknown): boolean {
  if (error instanceof IbkrTransportError) return error.mayHaveReachedServer
  if (!(error instanceof IbkrResponseError)) return false
  const { status, body } = error
  // In 2xx it is a refusal in IBKR's words: `strict`.
  return (status < 200 || status > 299) && !isClearRejection(status, body)
}

/**
 * Whether a response to a request that is more than a read leaves open what came of it: outside 2xx what is no clear rejection, and in
 * 2xx a response about orders in a form that is not known.
 */
export function isUnconfirmed(response: Pick<RawResponse, 'method' | 'status' | 'body'>, path: string): boolean {
  const { method, status, body } = response
  const readable = isUtf8(body)
  const value = readable ? parseBody(bodyText(response)) : undefined
  if (status < 200 || status > 299) return !isClearRejection(status, value)
  if (!changesOrders({ method, path })) return false
  if (!readable) return true
  return method === 'DELETE' ? readCancelAnswer(value) === undefined : readOrderAnswer(value) === undefined
}

function errorText(body: unknown): string {
  const error = typeof body === 'object' && body !== null ? Reflect.get(body, 'error') : body
  return typeof error === 'string' ? error.trim() : ''
}

/** IBKR's response to a cancel. */
export type CancelAnswer =
  /** The exchange decides: the order works until its status says that it is cancelled. */
  { readonly kind: 'submitted'; readonly message: string } | { readonly kind: 'rejected'; readonly message: string }

/** Reads the body of a response with status 200 to a cancel. Undefined for another form: then the outcome is open. */
export function readCancelAnswer(body: unknown): CancelAnswer | undefined {
  if (typeof body !== 'object' || body === null) return undefined
  const { error, msg } = body as { readonly error?: unknown; readonly msg?: unknown }
  if (typeof error === 'string' && error.trim() !== '') return { kind: 'rejected', message: error.trim() }
  return typeof msg === 'string' && error === undefined ? { kind: 'submitted', message: msg } : undefined
}

/** @returns the error to reject with: the same, or `order-outcome-unknown` with it as cause */
export function orderFailure(error: unknown, what: string): unknown {
  if (!mayHaveHappened(error)) return error
  return outcomeUnknown(`${what} was sent, and no response states its outcome`, error)
}

/** The outcome of an order is open. */
export function outcomeUnknown(what: string, cause?: unknown): IbkrError {
  return new IbkrError(
    'order-outcome-unknown',
    `${what}. Delivery unconfirmed: read the orders (GET iserver/account/orders) before anything is sent again.`,
    cause === undefined ? undefined : { cause },
  )
}

import { isUtf8 } from 'node:buffer'
import {
  type CancelResponse,
  changesOrders,
  IbkrResponseError,
  mayHaveHappened,
  type OrderResponse,
  type RawResponse,
  readCancelResponse,
  readOrderResponse,
  readRefusal,
} from '../../client/index.ts'
import { createFailedResponse } from '../../client/unpublished.ts'
import { parseJson } from '../../shared/domain/read-value.ts'
import { HostError } from '../host-error.ts'
import { explainResponse } from '../upstream/explain-response.ts'
import { maskSecretsInBody } from '../upstream/mask-secrets-in-body.ts'
import { findOutcomeInBody, MAX_PARSED_BYTES } from '../upstream/rejection-outcome.ts'
import { readHead } from '../upstream/response-head.ts'
import { toUpstreamError, UNCONFIRMED_ADVICE } from '../upstream/upstream-error.ts'
import type { ReadResponse, SendResult } from './trading-request.ts'

/** Number of characters of a body that are searched for an explanation. */
const EXPLAINED_CHARACTERS = 8_000

/** A request that got a response, with its canonical path. */
interface AnsweredRequest {
  readonly path: string
  /** The request body. */
  readonly sent: string | undefined
  /** The accounts of the login, for explanations; undefined before the login is known. */
  readonly accounts: readonly string[] | undefined
  /** Returns how long the rate limit delays the next request, in ms. */
  readonly restMs?: () => number | undefined
}

/** Reads a complete response once, and decides what it says about its request. Pure. */
export function readResult(
  { path, sent, accounts, restMs }: AnsweredRequest,
  raw: RawResponse,
): SendResult & { readonly response: ReadResponse } {
  const { method, status } = raw
  // A longer response is never one about orders. An invalid character may be part of an order id or a status.
  const isReadable = raw.body.byteLength <= MAX_PARSED_BYTES && isUtf8(raw.body)
  const text = isReadable ? Buffer.from(raw.body).toString('utf8') : ''
  const body = isReadable ? parseJson(text) : undefined
  const isOk = status >= 200 && status <= 299
  const isOrder = changesOrders({ method, path })
  const order = isOrder && method !== 'DELETE' && isOk ? readOrderResponse(body) : undefined
  const cancel = isOrder && method === 'DELETE' && isOk ? readCancelResponse(body) : undefined
  const failure = isOk ? undefined : new IbkrResponseError(createFailedResponse(raw, path))
  const unconfirmed = failure ? mayHaveHappened(failure) : isOrder && (order ?? cancel) === undefined
  const verdict = findOutcomeInBody({ path, sent, status }, body, order)
  const explanation = explainResponse({
    verdict,
    method,
    status,
    text: text.slice(0, EXPLAINED_CHARACTERS),
    order,
    path,
    accounts,
    reads: false,
    unconfirmed,
  })
  const response: ReadResponse = {
    bytes: maskSecretsInBody(path, raw.body),
    order,
    cancel,
    method,
    url: raw.url,
    nextStep: explanation?.next,
    head: {
      ...readHead(raw, raw.timing),
      size: raw.body.byteLength,
      ...(verdict && { verdict }),
      ...(explanation && { explanation: explanation.text }),
    },
  }
  const error = failure && toUpstreamError(failure, true, restMs)
  if (unconfirmed) return { kind: 'unknown', response, error: error ?? createUnreadableError() }
  if (error) return { kind: 'rejected', response, message: error.message, error }
  if (order?.kind === 'question') {
    const { options: _, ...question } = order
    return { kind: 'question', response, question }
  }
  const message = refusalOf(order, cancel) ?? readRefusal(path, body)?.message
  return message === undefined
    ? { kind: 'accepted', response }
    : { kind: 'rejected', response, message, error: undefined }
}

/** Returns why IBKR refused an order request; undefined if it accepted at least one order. */
function refusalOf(order: OrderResponse | undefined, cancel: CancelResponse | undefined): string | undefined {
  if (order?.kind === 'prompt') return order.text
  if (order?.kind === 'rejected') return order.message
  return cancel?.kind === 'rejected' ? cancel.message : undefined
}

const createUnreadableError = (): HostError =>
  new HostError('outcome-unknown', `${UNCONFIRMED_ADVICE} IBKR's response cannot be read.`)

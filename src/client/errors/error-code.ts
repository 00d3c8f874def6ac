import type { ERROR_CODES_BY_PHASE, IbkrErrorCode } from '../../shared/domain/ibkr-error-code.ts'
import { normalisePath, ORDER_PATH } from '../api-path.ts'

/*
 * Maps status, body and phase of an exchange to an error code. `node scripts/error-table.mjs` generates
 * docs/client/errors.md from this module, and therefore needs its rules as exports.
 */

/** Codes of responses with a status outside 2xx. */
export type ResponseErrorCode = (typeof ERROR_CODES_BY_PHASE)['response'][number]

/** Codes of responses that refuse the request with status 200. */
export type RefusalCode = (typeof ERROR_CODES_BY_PHASE)['refusal'][number]

/** A rule for responses with a status outside 2xx. */
interface ResponseErrorRule {
  readonly code: ResponseErrorCode
  /** One status, or the first and last of a range. Default: any status. */
  readonly status?: number | readonly [number, number]
  /** Matched against the body: IBKR distinguishes several conditions only by text. */
  readonly text?: RegExp
}

/**
 * The first matching rule determines the code.
 * @lintignore scripts/docs/error-tables.ts reads it
 */
export const RESPONSE_ERROR_RULES: readonly ResponseErrorRule[] = [
  { code: 'redirected', status: [300, 399] },
  // Observed with 400, as documented, and with 500.
  { code: 'accounts-not-queried', text: /query \/?accounts first/i },
  // Observed with 400 and 503. IBKR does not have the order; no service is down.
  { code: 'order-unknown', text: /\border \S+ is not found/i },
  { code: 'brokerage-session-missing', status: 400, text: /no bridge|init session first/i },
  { code: 'bad-request', status: 400 },
  { code: 'consumer-invalid', status: 401, text: /invalid consumer/i },
  { code: 'live-session-token-refused', status: 401, text: /lst failed|access secret key/i },
  { code: 'access-token-expired', status: 401, text: /access token expired/i },
  { code: 'unauthorized', status: 401 },
  { code: 'scope-missing', status: 403, text: /sufficient scope/i },
  // IBKR's edge and a gateway that does not allow this address send nearly the same text.
  { code: 'address-refused', status: 403, text: /error 403 - access denied/i },
  { code: 'edge-refused', status: 403, text: /^\s*<(!doctype|html|head|body)\b.*access denied/is },
  { code: 'forbidden', status: 403 },
  { code: 'not-found', status: 404 },
  { code: 'gone', status: 410 },
  { code: 'length-required', status: 411 },
  { code: 'locked', status: 423 },
  { code: 'too-many-requests', status: 429 },
  { code: 'service-unavailable', status: 503 },
  { code: 'not-entitled', status: [500, 999], text: /failed to generate sso dh token/i },
  { code: 'server-failed', status: [500, 999] },
]

/** Returns the code of a response with a status outside 2xx. */
export function findResponseErrorCode(status: number, text: string): ResponseErrorCode {
  const matches = (rule: ResponseErrorRule): boolean => {
    const [first, last] = typeof rule.status === 'object' ? rule.status : [rule.status ?? 0, rule.status ?? 999]
    return status >= first && status <= last && (rule.text === undefined || rule.text.test(text))
  }
  return RESPONSE_ERROR_RULES.find(matches)?.code ?? 'response-status'
}

/** A rule for responses with status 200 that reject the request. */
export interface RefusalRule {
  readonly code: RefusalCode
  /** Matched against the normalised path. Default: any path. */
  readonly path?: RegExp
  /** Matched against the body's `error`. */
  readonly error?: RegExp
  /** Matched against fields of the body other than `error`. */
  readonly fields?: Readonly<Record<string, boolean>>
}

const REPLY = /^iserver\/reply\//
const ALERT = /^iserver\/account\/[^/]+\/alert(\/|$)/
const SSODH_INIT = /^iserver\/auth\/ssodh\/init$/

/**
 * The first matching rule determines the code. A question about an order is not a refusal.
 * @lintignore scripts/docs/error-tables.ts reads it
 */
export const REFUSAL_RULES: readonly RefusalRule[] = [
  { code: 'tickle-refused', path: /^tickle$/, error: /./ },
  { code: 'reply-unknown', path: REPLY, error: /reply id not found/i },
  { code: 'order-not-confirmed', path: REPLY, error: /not confirmed/i },
  { code: 'order-rejected', path: ORDER_PATH, error: /./ },
  { code: 'alert-refused', path: ALERT, error: /./ },
  { code: 'refused', error: /./ },
  { code: 'alert-refused', path: ALERT, fields: { success: false } },
  // Only this response reports that another program has taken over the brokerage session.
  { code: 'session-competing', path: SSODH_INIT, fields: { authenticated: false, competing: true } },
  { code: 'brokerage-session-refused', path: SSODH_INIT, fields: { authenticated: false } },
]

/** Returns the rule that matches a body of status 2xx; undefined if the body is not a refusal. */
export function findRefusalRule(path: string, body: Readonly<Record<string, unknown>>): RefusalRule | undefined {
  const endpoint = normalisePath(path)
  const error = typeof body['error'] === 'string' ? body['error'] : ''
  return REFUSAL_RULES.find(
    (rule) =>
      (rule.path === undefined || rule.path.test(endpoint)) &&
      (rule.error === undefined || rule.error.test(error)) &&
      Object.entries(rule.fields ?? {}).every(([name, value]) => body[name] === value),
  )
}

/** A rule for errors of undici, net or tls. */
interface TransportErrorRule {
  readonly code: IbkrErrorCode
  /** Compared with the `code` of the error, such as `ECONNRESET`. */
  readonly cause: RegExp
}

/**
 * The first matching rule determines the code. If no rule matches, the code is `network-failed`.
 * @lintignore scripts/docs/error-tables.ts reads it
 */
export const TRANSPORT_ERROR_RULES: readonly TransportErrorRule[] = [
  { code: 'connect-timeout', cause: /^(UND_ERR_CONNECT_TIMEOUT|ETIMEDOUT)$/ },
  { code: 'client-closed', cause: /^UND_ERR_(DESTROYED|CLOSED)$/ },
  // Undici's own checks of invalid requests. Its messages quote no value.
  { code: 'config-invalid', cause: /^UND_ERR_(INVALID_ARG|NOT_SUPPORTED|REQ_CONTENT_LENGTH_MISMATCH)$/ },
  { code: 'tls-untrusted', cause: /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER|KEY_USAGE/ },
]

/** Returns the error code of an exchange without a response, from the system code of its cause. */
export function findTransportErrorCode(systemCode: string): IbkrErrorCode {
  return TRANSPORT_ERROR_RULES.find(({ cause }) => cause.test(systemCode))?.code ?? 'network-failed'
}

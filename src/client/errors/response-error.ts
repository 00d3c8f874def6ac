import type { RefusalCode, ResponseErrorCode } from './error-code.ts'
import { type ErrorSource, errorSource, isHtml } from './error-source.ts'
import { IbkrError } from './ibkr-error.ts'
import { type Problem, readProblem } from './problem.ts'

/** What an answer outside 2xx held. */
export interface FailedResponse {
  readonly method: string
  /** As the caller gave it, without the query. */
  readonly path: string
  readonly status: number
  /** Parsed JSON, text, or undefined for an empty body. */
  readonly body: unknown
  readonly text: string
  /** Names in lower case; `set-cookie` is left out, because it names the session. */
  readonly headers: Readonly<Record<string, string>>
}

/**
 * The server answered outside 2xx, or refused with a 200 (see `strict`). The message is exactly `Response status <n>: <the body's "error", or its text>`,
 * the wording of `ibkr-client` 1.0.4.
 */
export class IbkrResponseError extends IbkrError {
  declare readonly code: ResponseErrorCode | RefusalCode
  readonly status: number
  readonly body: unknown
  readonly headers: Readonly<Record<string, string>>
  readonly path: string
  readonly method: string
  /** The body read as a problem of RFC 9457, which `/gw` and `/oauth2` answer with. */
  readonly problem: Problem | undefined
  /** Which of the layers between here and the brokerage backend has answered. */
  readonly source: ErrorSource

  /** @param reason instead of what the body says */
  constructor(response: FailedResponse, code?: ResponseErrorCode | RefusalCode, reason = complaint(response)) {
    super(code ?? responseErrorCode(response.status, response.text), `Response status ${response.status}: ${reason}`)
    this.name = 'IbkrResponseError'
    this.status = response.status
    this.body = response.body
    this.headers = response.headers
    this.path = response.path
    this.method = response.method
    this.problem = readProblem(response.body)
    this.source = errorSource(response.body, response.text)
  }
}

/** The stable code for a status and its body text; IBKR tells several conditions apart by text alone. */
export function responseErrorCode(status: number, text: string): ResponseErrorCode {
  if (status >= 300 && status < 400) return 'redirected'
  // Seen with 400, as documented, and with 500.
  if (/query \/?accounts first/i.test(text)) return 'accounts-not-queried'
  // Seen with 400 and 503: IBKR does not hold the order, and nothing is down.
  if (/\border \S+ is not found/i.test(text)) return 'order-unknown'
  switch (status) {
    case 400:
      if (/no bridge|init session first/i.test(text)) return 'brokerage-session-missing'
      return 'bad-request'
    case 401:
      if (/invalid consumer/i.test(text)) return 'consumer-invalid'
      if (/lst failed|access secret key/i.test(text)) return 'live-session-token-refused'
      return /access token expired/i.test(text) ? 'access-token-expired' : 'unauthorized'
    case 403:
      if (/sufficient scope/i.test(text)) return 'scope-missing'
      // A gateway whose list of addresses does not have this one, and IBKR's edge, speak alike but not the same.
      if (/error 403 - access denied/i.test(text)) return 'address-refused'
      return isHtml(text) && /access denied/i.test(text) ? 'edge-refused' : 'forbidden'
    case 404:
      return 'not-found'
    case 410:
      return 'gone'
    case 411:
      return 'length-required'
    case 423:
      return 'locked'
    case 429:
      return 'too-many-requests'
    case 503:
      return 'service-unavailable'
    default:
      if (status < 500) return 'response-status'
      return /failed to generate sso dh token/i.test(text) ? 'not-entitled' : 'server-failed'
  }
}

function complaint(response: FailedResponse): string {
  const { body } = response
  // The original writes `body.error || text`, whatever type the error has.
  if (typeof body === 'object' && body !== null && 'error' in body && body.error) return String(body.error)
  return response.text
}

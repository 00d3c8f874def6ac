import type { IbkrErrorCode } from '../../shared/domain/ibkr-error-code.ts'
import { fieldsOf, scalarOrJson } from '../../shared/domain/read-value.ts'
import { normalisePath } from '../api-path.ts'
import { findResponseErrorCode, type RefusalCode, type ResponseErrorCode } from './error-code.ts'
import { findExplanation } from './explain-response.ts'
import { IbkrError, isMarkedInstance, markErrorClass } from './ibkr-error.ts'

/**
 * The layer that responded. `edge`: IBKR's edge (HTML). `gateway`: gateway or portal in front of the backend (empty
 * body, text, or its own page for unknown paths). `iserver`: brokerage backend (JSON with `error`). `management`:
 * account management (a problem of RFC 9457).
 */
export type ErrorSource = 'edge' | 'gateway' | 'iserver' | 'management'

/** A problem (RFC 9457), the error format of account management and OAuth 2.0. */
export interface ProblemDetails {
  /** URI that identifies the kind of problem. */
  readonly type: string
  /** Short text about the kind of problem. */
  readonly title: string | undefined
  /** Text about this occurrence of the problem. */
  readonly detail: string | undefined
  /** IBKR's extension: the arguments that were missing or invalid. */
  readonly invalidArguments: readonly { readonly field: string; readonly description: string }[]
}

/** The response that an error describes. */
export interface FailedResponse {
  /** HTTP method of the request. */
  readonly method: string
  /** The path as the caller passed it, without the query. */
  readonly path: string
  /** HTTP status. */
  readonly status: number
  /** Parsed JSON, text, or undefined for an empty body. */
  readonly body: unknown
  /** The body as text. */
  readonly text: string
  /** Headers with names in lower case; without `set-cookie`, which contains the session id. */
  readonly headers: Readonly<Record<string, string>>
}

/**
 * The server responded with a status outside 2xx, or rejected the request with a 200 (see `strict`). The message is
 * exactly `Response status <n>: <the body's "error", or its text>`, the text of `ibkr-client` 1.0.4.
 * @example
 * ```ts run=gateway
 * import { IbkrClient, IbkrResponseError } from 'ibkr-web-client'
 *
 * const client = new IbkrClient('localhost:5000')
 * const request = { path: 'iserver/account/DU1234567/orders', method: 'POST', data: {} }
 * await client.request(request).catch((error: unknown) => {
 *   if (!IbkrResponseError.is(error)) throw error
 *   console.log(error.status, error.source, error.message, error.hint ?? '')
 * })
 * await client.close()
 * ```
 */
export class IbkrResponseError extends IbkrError {
  /** Stable code of the reason, determined by status, path and body. */
  declare readonly code: ResponseErrorCode | RefusalCode
  /** HTTP status; 200 if the body refuses the request (`strict`). */
  readonly status: number
  /** Parsed JSON, text, or undefined for an empty body. */
  readonly body: unknown
  /** Headers with names in lower case; without `set-cookie`, which contains the session id. */
  readonly headers: Readonly<Record<string, string>>
  /** Path as the caller passed it, without the query. */
  readonly path: string
  /** HTTP method of the request. */
  readonly method: string
  /** The body as a problem (RFC 9457), for responses of `/gw` and `/oauth2`. */
  readonly problem: ProblemDetails | undefined
  /** The layer that sent the response. */
  readonly source: ErrorSource

  /** @param reason replaces the body's text */
  constructor(response: FailedResponse, code?: ResponseErrorCode | RefusalCode, reason = bodyReason(response)) {
    super(
      code ?? findResponseErrorCode(response.status, response.text),
      `Response status ${response.status}: ${reason}`,
    )
    this.name = 'IbkrResponseError'
    this.status = response.status
    this.body = response.body
    this.headers = response.headers
    this.path = response.path
    this.method = response.method
    this.problem = readProblem(response.body)
    this.source = errorSource(response)
  }

  /**
   * The meaning of the response and the next step. Undefined if nothing is known beyond the
   * message. The sentences may be reworded: use `code` in programs.
   */
  override get hint(): string | undefined {
    const { body, code, method, path, status } = this
    // The session has compared the account with those of its login.
    const accounts = code === 'account-unknown' ? [] : undefined
    return findExplanation({ method, path: `/${normalisePath(path)}`, status, text: textOfBody(body), accounts })?.text
  }

  /**
   * Reports whether a value is an error caused by a response; codes work as in `IbkrError.is`.
   */
  static override is<Code extends IbkrErrorCode>(
    error: unknown,
    ...codes: readonly Code[]
  ): error is IbkrResponseError & { readonly code: Code } {
    return isMarkedInstance('IbkrResponseError', error, codes)
  }
}

markErrorClass('IbkrResponseError', IbkrResponseError)

/**
 * Returns the body's `error` or the whole text, as `ibkr-client` does, but formats an `error` that is an object as
 * JSON.
 */
function bodyReason({ body, text }: FailedResponse): string {
  try {
    return scalarOrJson(fieldsOf(body)['error'] || text)
  } catch {
    // The nesting is too deep for JSON.stringify.
    return text
  }
}

/** Maximum number of characters of a body that an explanation depends on. */
const EXPLAINED_CHARACTERS = 64_000

/** Returns the text of a body. The text is not stored, because the parsed body has the same content. */
function textOfBody(body: unknown): string {
  try {
    const text = typeof body === 'string' ? body : (JSON.stringify(body) ?? '')
    return text.slice(0, EXPLAINED_CHARACTERS)
  } catch {
    // The nesting is too deep for JSON.stringify.
    return ''
  }
}

/** Returns the layer that responded. Bodies are distinguished by their form, because no field names the layer. */
function errorSource({ body, text }: FailedResponse): ErrorSource {
  if (readProblem(body) !== undefined) return 'management'
  if ('error' in fieldsOf(body)) return 'iserver'
  return isEdgePage(text) ? 'edge' : 'gateway'
}

/** Reports whether a body is an HTML page of a server before IBKR's API, which has only one page of its own. */
export function isEdgePage(text: string): boolean {
  return isHtml(text) && !/resource not found/i.test(text)
}

/**
 * Reports whether a body is an HTML page, also one that begins with an XML declaration or with comments. IBKR's
 * Content-Type is not reliable.
 */
export function isHtml(text: string): boolean {
  return /^<(!doctype|html|head|body)\b/i.test(skipProlog(text))
}

/** Returns the text after a byte order mark, XML declarations and comments, whose number a page decides. */
function skipProlog(text: string): string {
  let at = 0
  for (;;) {
    while (/\s/.test(text.charAt(at))) at += 1
    const end = text.startsWith('<?', at) ? '?>' : text.startsWith('<!--', at) ? '-->' : undefined
    const found = end === undefined ? -1 : text.indexOf(end, at)
    if (end === undefined || found < 0) return text.slice(at, at + 16)
    at = found + end.length
  }
}

/** Maximum number of invalid arguments that are read, and of characters of each; the body contains all of them. */
const MAX_ARGUMENTS = 20
const MAX_CHARACTERS = 200

/** Parses a problem from a body; undefined if the body is not a problem. */
function readProblem(body: unknown): ProblemDetails | undefined {
  const { type, title, detail, invalidArguments } = fieldsOf(body)
  if (typeof type !== 'string' || (title === undefined && detail === undefined)) return undefined
  const list: readonly unknown[] = Array.isArray(invalidArguments) ? invalidArguments : []
  const short = (value: unknown): string => (typeof value === 'string' ? value.slice(0, MAX_CHARACTERS) : '')
  return {
    type,
    title: typeof title === 'string' ? title : undefined,
    detail: typeof detail === 'string' ? detail : undefined,
    invalidArguments: list.slice(0, MAX_ARGUMENTS).map((item) => {
      const { field, description } = fieldsOf(item)
      return { field: short(field), description: short(description) }
    }),
  }
}

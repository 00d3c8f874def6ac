import type { HttpResponse } from './response.ts'

/** A parsed request body. A malformed one is passed on, because each call responds to it differently. */
export type CallBody =
  | { readonly kind: 'none' }
  | { readonly kind: 'json'; readonly value: unknown }
  | { readonly kind: 'form'; readonly pairs: URLSearchParams }
  | { readonly kind: 'malformed'; readonly problem: string }

/** One request, for its handler. */
export interface Call {
  readonly method: string
  /** Path below `/v1/api`, with its leading slash. */
  readonly path: string
  /** Values of the `{name}` parts of the route, percent-decoded. */
  readonly parameters: Readonly<Record<string, string>>
  readonly query: URLSearchParams
  readonly body: CallBody
}

/** Handles one call. */
export type Handler = (call: Call) => HttpResponse | Promise<HttpResponse>

/** What must have happened before a call is served. `docs/ibkr-facts.md` lists IBKR's preconditions. */
export type Precondition =
  /** Only the outer session. */
  | 'session'
  /** A brokerage session. */
  | 'brokerage'
  /** A brokerage session, and `/iserver/accounts` has been read in it. */
  | 'accounts'

/** One operation. */
export interface Route {
  readonly methods: readonly string[]
  /** Path below `/v1/api`; a part in braces matches any one segment. */
  readonly path: string
  readonly needs: Precondition
  /** Set if only the title of the operation is published: the response is minimal and makes no promise. */
  readonly shape?: 'unknown'
  readonly handle: Handler
}

/** Creates a route of one or several methods. */
export function route(methods: string | readonly string[], path: string, needs: Precondition, handle: Handler): Route {
  return { methods: typeof methods === 'string' ? [methods] : methods, path, needs, handle }
}

/** A field of a JSON body, a form body or the query: some calls accept all three. */
export function field(call: Call, name: string): unknown {
  const { body } = call
  if (body.kind === 'json' && isRecord(body.value)) return body.value[name]
  if (body.kind === 'form') return body.pairs.get(name) ?? undefined
  return call.query.get(name) ?? undefined
}

/** True for a JSON object (neither null nor an array). */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

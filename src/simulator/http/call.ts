import type { HttpResponse } from './response.ts'

/** A request body after parsing; a malformed one is kept so that each call can answer it in its own words. */
export type CallBody =
  | { readonly kind: 'none' }
  | { readonly kind: 'json'; readonly value: unknown }
  | { readonly kind: 'form'; readonly pairs: URLSearchParams }
  | { readonly kind: 'malformed'; readonly problem: string }

/** One request as a handler sees it. */
export interface Call {
  readonly method: string
  /** Path below `/v1/api`, with its leading slash. */
  readonly path: string
  /** Values of the `{name}` parts of the route, percent-decoded. */
  readonly parameters: Readonly<Record<string, string>>
  readonly query: URLSearchParams
  readonly body: CallBody
}

/** Answers one call from the simulator's state. */
export type Handler = (call: Call) => HttpResponse | Promise<HttpResponse>

/** What must have happened before a call is served; otherwise IBKR's refusal of section "preconditions" goes out. */
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
  /** Path below `/v1/api`; a part in braces takes any one segment. */
  readonly path: string
  readonly needs: Precondition
  /** Set where the operation is known by its title only: the answer is as small as can be, and no promise. */
  readonly shape?: 'unknown'
  readonly handle: Handler
}

/** Creates a route of one or several methods. */
export function route(methods: string | readonly string[], path: string, needs: Precondition, handle: Handler): Route {
  return { methods: typeof methods === 'string' ? [methods] : methods, path, needs, handle }
}

/** The field of a JSON or form body, or of the query: some calls take all three. */
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

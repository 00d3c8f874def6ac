import type { HttpResponse } from './response.ts'

/** A parsed request body. A malformed body is passed on, because each call responds differently to it. */
export type CallBody =
  | { readonly kind: 'none' }
  | { readonly kind: 'json'; readonly value: unknown }
  | { readonly kind: 'form'; readonly pairs: URLSearchParams }
  | { readonly kind: 'malformed'; readonly problem: string }

/** One request, for the handler of its route. */
export interface ApiCall {
  readonly method: string
  /** Path below `/v1/api`, with its leading slash. */
  readonly path: string
  /** Values of the `{name}` parts of the route, percent-decoded. */
  readonly parameters: Readonly<Record<string, string>>
  readonly query: URLSearchParams
  readonly body: CallBody
}

/** Handles one call. */
export type CallHandler = (call: ApiCall) => HttpResponse | Promise<HttpResponse>

/** The precondition of a call. `docs/ibkr-facts.md` lists IBKR's preconditions. */
export type Precondition =
  /** Requires a session, which may be read-only. */
  | 'session'
  /** Requires a brokerage session. */
  | 'brokerage'
  /** Requires a brokerage session in which `/iserver/accounts` was read. */
  | 'accounts'

/** One operation of the API: methods, path, precondition and handler. */
export interface Route {
  readonly methods: readonly string[]
  /** Path below `/v1/api`. A part in braces matches any single segment. */
  readonly path: string
  readonly needs: Precondition
  /**
   * Present if IBKR publishes only the title of the operation. The response is then minimal, because its shape is
   * unknown.
   */
  readonly shape?: 'unknown'
  readonly handle: CallHandler
}

/** Creates a route of one or several methods. */
export function route(
  methods: string | readonly string[],
  path: string,
  needs: Precondition,
  handle: CallHandler,
): Route {
  return { methods: typeof methods === 'string' ? [methods] : methods, path, needs, handle }
}

/** Reads a field from a JSON body, a form body or the query, because some calls accept all three. */
export function readRequestField(call: ApiCall, name: string): unknown {
  const { body } = call
  if (body.kind === 'json' && isRecord(body.value)) return body.value[name]
  if (body.kind === 'form') return body.pairs.get(name) ?? undefined
  return call.query.get(name) ?? undefined
}

/** Reports whether a value is a JSON object, not null or an array. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

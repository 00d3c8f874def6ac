import type { RawResponse, RequestInput } from '../rest/request-input.ts'
import type { Routes } from './routes.generated.ts'

/** Method and path of an operation of IBKR's Web API, for example `GET /portfolio/{accountId}/positions/{pageId}`. */
export type Route = keyof Routes

/** The options of a request by route: the options of `request` that the route does not determine. */
export type RouteOptions = Omit<RequestInput, 'path' | 'method' | 'data' | 'body' | 'params' | 'jwt' | 'raw'>

/**
 * The input of a route: `path`, `query` and `body`, if the operation has them, and options. A text or binary body is
 * sent unchanged, `URLSearchParams` as a form, any other body as JSON. `RouteInput<R, true>` is the input with `raw`.
 */
export type RouteInput<R extends Route, Raw extends boolean = false> = Routes[R]['input'] &
  RouteOptions & {
    /** Resolves to status, headers, timing and bytes, whatever the status. Rejects only if no response arrives. */
    readonly raw?: Raw
  }

/**
 * The response of a route. It is not validated at run time: fields are as IBKR documents them, corrected by recorded
 * responses. A field is required only if each recorded response had it.
 */
export type RouteResponse<R extends Route> = Routes[R]['response']

/** What a request by route resolves to: the response of the route, or with `raw` the whole response of any status. */
export type RouteResult<R extends Route, Raw extends boolean> = Raw extends true ? RawResponse : RouteResponse<R>

/** The arguments after the route. `input` is optional if all its fields are optional. `Extra` adds fields to it. */
export type RouteArguments<
  R extends Route,
  More extends readonly unknown[] = [],
  Raw extends boolean = false,
  Extra = unknown,
> =
  NeedsNoInput<R> extends true
    ? [input?: RouteInput<R, Raw> & Extra, ...more: More]
    : [input: RouteInput<R, Raw> & Extra, ...more: More]

/** A route without input. For a route that requires input, a string type with the compiler's error message. */
export type RouteWithoutInput<R extends Route> =
  NeedsNoInput<R> extends true ? R : 'This route requires a second argument, with path, query or body'

// biome-ignore lint/complexity/noBannedTypes: whether an object without fields is accepted is the question
type NeedsNoInput<R extends Route> = {} extends Routes[R]['input'] ? true : false

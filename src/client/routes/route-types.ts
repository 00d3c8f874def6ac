import type { RequestInput } from '../rest/request-input.ts'
import type { Routes } from './routes.generated.ts'

/** Method and path of an operation of IBKR's Web API, for example `GET /portfolio/{accountId}/positions/{pageId}`. */
export type Route = keyof Routes

/** The options of a request by route: the options of `request` that the route does not determine. */
export type RouteOptions = Omit<RequestInput, 'path' | 'method' | 'data' | 'body' | 'params' | 'jwt' | 'raw'>

/**
 * The input of a route: `path`, `query` and `body`, if the operation has them, and options. A text or binary body is
 * sent unchanged, `URLSearchParams` as a form, any other body as JSON.
 */
export type RouteInput<R extends Route> = Routes[R]['input'] & RouteOptions & { readonly raw?: false }

/** The input of a route with `raw`, which resolves to the whole response of any status. */
export type RawRouteInput<R extends Route> = Routes[R]['input'] & RouteOptions & { readonly raw: true }

/**
 * The response of a route. It is not validated at run time: fields are as IBKR documents them, corrected by recorded
 * responses. A field is required only if each recorded response had it.
 */
export type RouteResponse<R extends Route> = Routes[R]['response']

/** The arguments after the route. `input` is optional if all its fields are optional. */
export type RouteArguments<R extends Route, More extends readonly unknown[] = []> =
  // biome-ignore lint/complexity/noBannedTypes: whether an object without fields is accepted is the question
  {} extends Routes[R]['input'] ? [input?: RouteInput<R>, ...more: More] : [input: RouteInput<R>, ...more: More]

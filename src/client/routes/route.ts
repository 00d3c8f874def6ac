import type { RequestInput } from '../rest/request-input.ts'
import type { Routes } from './routes.generated.ts'

/** Method and path of an operation of IBKR's Web API, such as `GET /portfolio/{accountId}/positions/{pageId}`. */
export type Route = keyof Routes

/** The options of a request by route: those of `request` that the route does not determine. */
export type RouteOptions = Omit<RequestInput, 'path' | 'method' | 'data' | 'body' | 'params' | 'jwt' | 'raw'>

/**
 * The input of a route: `path`, `query` and `body`, as far as the operation has them, and options. A body of text or bytes
 * is sent unchanged, `URLSearchParams` as a form, any other one as JSON.
 */
export type RouteInput<R extends Route> = Routes[R]['input'] & RouteOptions & { readonly raw?: false }

/** The input of a route whose whole response is wanted, with any status. */
export type RawRouteInput<R extends Route> = Routes[R]['input'] & RouteOptions & { readonly raw: true }

/**
 * The response of a route. Not validated at run time: fields are as IBKR documents them, corrected by recorded
 * responses. A field is required only if each recorded response had it.
 */
export type RouteResponse<R extends Route> = Routes[R]['response']

/** Parameters after the route name. `input` is optional if all its fields are optional. */
export type RouteArguments<R extends Route, More extends readonly unknown[] = []> =
  // biome-ignore lint/complexity/noBannedTypes: whether an object without fields is accepted is the question
  {} extends Routes[R]['input'] ? [input?: RouteInput<R>, ...more: More] : [input: RouteInput<R>, ...more: More]

import { IbkrError } from '../errors/ibkr-error.ts'
import type { RequestInput } from '../rest/request-input.ts'
import type { Route, RouteArguments } from './route.ts'

const ROUTE = /^([A-Z]+) (\/.*)$/s
const PATH_PARAMETER = /\{(\w+)\}/g

/** What `request` accepts before the types are checked: a route with its input, or the argument of the original library. */
export type RequestArgument = RequestInput | string

/**
 * Builds the argument of `request` and `stream` from a route and its input: fills in the path parameters.
 * @example const body = await client.stream(routeRequest('GET /iserver/scanner/params'))
 * @throws IbkrError `config-invalid` for a path parameter that is missing, empty or has a slash
 */
export function routeRequest<R extends Route>(route: R, ...[input]: RouteArguments<R>): RequestInput {
  return toRequest(route, input ?? {})
}

/** Like `routeRequest`, without types. A first argument that is no route is returned unchanged. */
export function toRequest(route: RequestArgument, input: unknown): RequestInput {
  if (typeof route !== 'string') return route
  const [, method, template] = ROUTE.exec(route) ?? []
  // Without a method it is no route. The check of the request rejects it.
  if (method === undefined || template === undefined) return route as unknown as RequestInput
  if (typeof input !== 'object' || input === null) {
    throw new IbkrError('config-invalid', `The input of ${shorten(route)} is an object with path, query and body.`)
  }
  const { path: parameters, query, body, ...options } = input as Readonly<Record<string, unknown>>
  const path = template.includes('{')
    ? template.replace(PATH_PARAMETER, (_, name: string) => pathValue(route, name, parameters))
    : template
  return {
    ...options,
    path,
    method,
    ...(query !== undefined && { params: query as NonNullable<RequestInput['params']> }),
    ...(body !== undefined && (typeof body === 'string' || body instanceof Uint8Array ? { body } : { data: body })),
  }
}

function pathValue(route: string, name: string, parameters: unknown): string {
  const value: unknown = Reflect.get(Object(parameters), name)
  const text = typeof value === 'number' && Number.isFinite(value) ? String(value) : value
  const refuse = (reason: string, cause?: unknown): IbkrError =>
    new IbkrError('config-invalid', `The path parameter ${name} of ${shorten(route)} ${reason}.`, { cause })
  if (typeof text !== 'string') throw refuse('is missing, or neither a text nor a number')
  if (text === '') throw refuse('is empty')
  // The slash would lead to another operation.
  if (text.includes('/')) throw refuse('has a slash')
  try {
    return encodeURIComponent(text)
  } catch (cause) {
    throw refuse('is no valid Unicode text', cause)
  }
}

function shorten(route: string): string {
  return route.slice(0, 200)
}

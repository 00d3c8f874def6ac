import { type ApiCall, isRecord } from '../http/define-route.ts'
import { createIserverError, type HttpResponse } from '../http/response.ts'

/** Returns iserver's response to a missing parameter. */
export function rejectMissingParameter(name: string): HttpResponse {
  return createIserverError(400, `Bad Request: ${name} is required`)
}

/** Returns iserver's response to an invalid value. */
export function rejectInvalidParameter(name: string, value: unknown): HttpResponse {
  return createIserverError(400, `Bad Request: ${name} is not valid: ${String(value)}`)
}

/** Calls `then` with the JSON object of the body, or rejects any other body. */
export function withBody(call: ApiCall, then: (body: Readonly<Record<string, unknown>>) => HttpResponse): HttpResponse {
  if (call.body.kind === 'json' && isRecord(call.body.value)) return then(call.body.value)
  return createIserverError(400, "Bad Request: body can't be empty")
}

/** Splits a comma-separated query value. Returns an empty array if the value is absent. */
export function splitCommaList(text: string | null): readonly string[] {
  return (text ?? '').split(',').filter((part) => part !== '')
}

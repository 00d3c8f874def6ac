import { type Call, isRecord } from '../http/call.ts'
import { type HttpResponse, iserverError } from '../http/response.ts'

/** Refusal of a call that lacks a parameter, in the style of iserver. */
export function parameterMissing(name: string): HttpResponse {
  return iserverError(400, `Bad Request: ${name} is required`)
}

/** Refusal of a call with a value that cannot be. */
export function parameterWrong(name: string, value: unknown): HttpResponse {
  return iserverError(400, `Bad Request: ${name} is not valid: ${String(value)}`)
}

/** Runs `then` with the JSON object of the body, or refuses a body that is absent or none. */
export function withBody(call: Call, then: (body: Readonly<Record<string, unknown>>) => HttpResponse): HttpResponse {
  if (call.body.kind === 'json' && isRecord(call.body.value)) return then(call.body.value)
  return iserverError(400, "Bad Request: body can't be empty")
}

/** The parts of a comma-separated query value; none for an absent one. */
export function commaList(text: string | null): readonly string[] {
  return (text ?? '').split(',').filter((part) => part !== '')
}

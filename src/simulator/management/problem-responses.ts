import type { HttpResponse } from '../http/response.ts'

/** One invalid argument of a request. */
export interface InvalidArgument {
  readonly field: string
  readonly description: string
}

const titles: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not found',
  405: 'Method Not Allowed',
  415: 'Unsupported Media Type',
}

/** Returns a problem response (RFC 9457) without arguments, as in OAuth 2.0 and account management. */
export function createProblem(status: number, detail?: string): HttpResponse {
  return problem(status, '/simple', detail === undefined ? {} : { detail })
}

/** Returns the response to missing or invalid arguments, with status 400. */
export function rejectInvalidArguments(invalidArguments: readonly InvalidArgument[]): HttpResponse {
  return problem(400, '/invalid-argument', { detail: 'Invalid argument', invalidArguments })
}

/** Returns the response to missing required arguments, with status 400. */
export function rejectMissingArguments(...fields: readonly string[]): HttpResponse {
  return rejectInvalidArguments(fields.map((field) => ({ field, description: 'Missing required parameter' })))
}

function problem(status: number, type: string, details: object): HttpResponse {
  const body = { type, title: titles[status] ?? 'Error', status, ...details }
  return { status, contentType: 'application/problem+json', body: JSON.stringify(body) }
}

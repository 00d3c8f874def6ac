import type { Answer } from '../http/answer.ts'

/** One argument that was refused, in the words of the answer. */
export interface InvalidArgument {
  readonly field: string
  readonly description: string
}

const titles: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  // Also what the account reports call a foreign account.
  402: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not found',
  405: 'Method Not Allowed',
  415: 'Unsupported Media Type',
  500: 'Internal Server Error',
}

/** A problem of RFC 9457 without arguments, as OAuth 2.0 and account management answer it. */
export function simpleProblem(status: number, detail?: string): Answer {
  return problem(status, { type: '/simple', ...titled(status), ...(detail !== undefined && { detail }) })
}

/** A request whose arguments are missing or wrong: status 400. */
export function invalidArguments(invalid: readonly InvalidArgument[]): Answer {
  return problem(400, invalidArgumentsBody(invalid))
}

/** The same as a part of a larger answer. */
export function invalidArgumentsBody(invalid: readonly InvalidArgument[]) {
  return { type: '/invalid-argument', ...titled(400), detail: 'Invalid argument', invalidArguments: invalid }
}

/** One argument holds what it must not: status 400. */
export function invalidArgument(field: string, description = 'Invalid value'): Answer {
  return invalidArguments([{ field, description }])
}

/** A required argument was left out: status 400. */
export function missingArgument(field: string): Answer {
  return invalidArguments([{ field, description: 'Missing required parameter' }])
}

function titled(status: number) {
  return { title: titles[status] ?? 'Error', status }
}

/** Any problem of RFC 9457. */
export function problem(status: number, body: unknown): Answer {
  return { status, contentType: 'application/problem+json', body: JSON.stringify(body) }
}

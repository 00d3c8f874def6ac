import type { RequestInput } from '../../client/index.ts'

/** Returns the body of a request as it will be sent, undefined if it has none. */
export function bodyOf({ body, data }: Pick<RequestInput, 'body' | 'data'>): string | undefined {
  if (typeof body === 'string') return body
  return data === undefined ? undefined : JSON.stringify(data)
}

import type { HttpAnswer, HttpClient } from '../http-client.ts'

/** The account that every good request speaks of. */
export const accountId = 'DU1234567'

/** What counts of an answer. */
export type CoveredAnswer = Pick<HttpAnswer, 'status' | 'body'>

/** Asks an operation in a way that it must serve, with what has to come before; the answer is that of the operation. */
export type GoodRequest = (client: HttpClient) => Promise<CoveredAnswer>

/** Good requests by operation: method, and path as the catalogue has it without `/v1/api`. */
export type GoodRequests = Readonly<Record<string, GoodRequest>>

/** A plain read. */
export function read(path: string): GoodRequest {
  return (client) => client.get(path)
}

/** A read whose first answer is sparse or empty by design: the second one counts. */
export function readTwice(path: string): GoodRequest {
  return async (client) => {
    await client.get(path)
    return client.get(path)
  }
}

/** A plain post. */
export function post(path: string, body: unknown = {}): GoodRequest {
  return (client) => client.post(path, body)
}

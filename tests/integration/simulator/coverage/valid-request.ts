import type { HttpClient, HttpResponse } from '../http-client.ts'

/** Account of every valid request. */
export const accountId = 'DU1234567'

/** Parts of a response that are compared. */
export type CoveredResponse = Pick<HttpResponse, 'status' | 'body'>

/** Sends a request that must succeed after its preconditions, and returns its response. */
export type ValidRequest = (client: HttpClient) => Promise<CoveredResponse>

/** Valid requests by operation: the method, and the catalogue path without `/v1/api`. */
export type ValidRequests = Readonly<Record<string, ValidRequest>>

/** Creates a request that reads once. */
export function read(path: string): ValidRequest {
  return (client) => client.get(path)
}

/**
 * Creates a request that reads twice. The first response is incomplete or empty by design, so the second is compared.
 */
export function readTwice(path: string): ValidRequest {
  return async (client) => {
    await client.get(path)
    return client.get(path)
  }
}

/** Creates a request that posts a body. */
export function post(path: string, body: unknown = {}): ValidRequest {
  return (client) => client.post(path, body)
}

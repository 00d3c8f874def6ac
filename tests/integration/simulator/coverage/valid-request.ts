import type { HttpClient, HttpResponse } from '../http-client.ts'

/** The account of every valid request. */
export const accountId = 'DU1234567'

/** The parts of a response that are compared. */
export type CoveredResponse = Pick<HttpResponse, 'status' | 'body'>

/** Sends a request that must succeed, after its preconditions; returns its response. */
export type ValidRequest = (client: HttpClient) => Promise<CoveredResponse>

/** Good requests by operation: method, and path of the catalogue without `/v1/api`. */
export type ValidRequests = Readonly<Record<string, ValidRequest>>

/** A request that reads once. */
export function read(path: string): ValidRequest {
  return (client) => client.get(path)
}

/** A request that reads twice: the first response is incomplete or empty by design, so the second is compared. */
export function readTwice(path: string): ValidRequest {
  return async (client) => {
    await client.get(path)
    return client.get(path)
  }
}

/** A request that posts a body. */
export function post(path: string, body: unknown = {}): ValidRequest {
  return (client) => client.post(path, body)
}

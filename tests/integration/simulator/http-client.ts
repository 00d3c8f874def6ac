import type { Simulator } from '../../../src/simulator/start-simulator.ts'

/** Response in tests. */
export interface HttpResponse {
  readonly status: number
  readonly contentType: string | null
  readonly headers: Headers
  /** Parsed JSON, or a string. */
  readonly body: unknown
}

/** Creates a plain client for a simulator without TLS, which does not sign requests. */
export function httpClient(simulator: Simulator) {
  async function send(method: string, path: string, body?: unknown): Promise<HttpResponse> {
    const response = await fetch(simulator.apiUrl + path, {
      method,
      redirect: 'manual',
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      headers: { 'content-type': 'application/json' },
    })
    const text = await response.text()
    const contentType = response.headers.get('content-type')
    const parsed: unknown = contentType?.startsWith('application/json') ? JSON.parse(text) : text
    return { status: response.status, contentType, headers: response.headers, body: parsed }
  }
  return {
    send,
    get: (path: string) => send('GET', path),
    post: (path: string, body: unknown = {}) => send('POST', path, body),
    put: (path: string, body: unknown = {}) => send('PUT', path, body),
    delete: (path: string) => send('DELETE', path),
  }
}

/** Client that `httpClient` returns. */
export type HttpClient = ReturnType<typeof httpClient>

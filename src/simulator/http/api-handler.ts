import type { SimulatorState } from '../simulator-state.ts'
import type { Precondition } from './define-route.ts'
import type { Authentication, Endpoint } from './entry-point.ts'
import { listSignableUrls, type RawRequest } from './request.ts'
import {
  createAccessDeniedPage,
  createEmptyResponse,
  createIserverError,
  createNotFoundPage,
  type HttpResponse,
  type RequestOutcome,
  toRequestOutcome,
} from './response.ts'
import type { Router } from './router.ts'

const prefix = '/v1/api'

/** Handles a request in layers: edge, endpoints outside the API, authentication, preconditions, route. */
export function createApiHandler(settings: {
  readonly state: SimulatorState
  readonly authentication: Authentication
  readonly router: Router
  /** Origins of this server, such as `https://127.0.0.1:4000`. */
  readonly origins: () => readonly string[]
  readonly scheme: 'http' | 'https'
  /** Endpoints outside the API, which are tried in this order before the API. */
  readonly endpoints: readonly Endpoint[]
  /** Called for every authenticated request. */
  readonly onAuthenticated: () => void
}): (request: RawRequest) => Promise<RequestOutcome> {
  const { state, authentication, router } = settings
  return async function handleRequest(request) {
    const edge = edgeRefusal(state, request)
    if (edge !== undefined) return edge
    for (const endpoint of settings.endpoints) {
      const handled = endpoint(request)
      if (handled !== undefined) return await handled
    }
    if (!request.path.startsWith(`${prefix}/`)) return toRequestOutcome(createNotFoundPage(), 'not-required')
    const path = request.path.slice(prefix.length)
    const { response, verification, querySigningMode } = authentication.authenticate({
      method: request.method,
      path,
      urls: listSignableUrls(request, settings.scheme, settings.origins()),
      query: request.query,
      formPairs: request.body.kind === 'form' ? [...request.body.pairs] : [],
      authorization: request.headers.authorization,
    })
    if (response !== undefined) return toRequestOutcome(response, verification, querySigningMode)
    settings.onAuthenticated()
    return toRequestOutcome(await respond(request, path), verification, querySigningMode)
  }

  async function respond(request: RawRequest, path: string): Promise<HttpResponse> {
    const found = router(request.method, path)
    if (found === undefined) return createNotFoundPage()
    const refusal = unmet(state, found.route.needs, path)
    if (refusal !== undefined) return refusal
    if (state.repliesVoidedBy === 'any-call' && !path.startsWith('/iserver/reply/'))
      state.orderHandler.discardQuestions()
    const query = new URLSearchParams(request.query)
    const call = { method: request.method, path, parameters: found.parameters, query, body: request.body }
    return found.route.handle(call)
  }
}

/**
 * Rejects requests that the edge of api.ibkr.com rejects: without a User-Agent, or a POST without a Content-Length. The
 * gateway accepts both.
 */
function edgeRefusal(state: SimulatorState, request: RawRequest): RequestOutcome | undefined {
  if (state.mode === 'gateway') return undefined
  const refuse = (response: HttpResponse) => toRequestOutcome(response, 'refused-by-edge')
  if (!request.headers['user-agent']) return refuse(createAccessDeniedPage())
  const sized = request.headers['content-length'] !== undefined || request.headers['transfer-encoding'] !== undefined
  return request.method === 'POST' && !sized ? refuse(createEmptyResponse(411)) : undefined
}

/**
 * Checks the precondition of a call (`path` is below `/v1/api`). Returns the error response, or undefined if the
 * precondition is met.
 */
function unmet(state: SimulatorState, needs: Precondition, path: string): HttpResponse | undefined {
  const down = state.outage.refusal(path)
  if (down !== undefined) return down
  if (needs === 'session') return undefined
  if (state.session.brokerage().kind !== 'open' || state.session.contested())
    return createIserverError(400, 'Bad Request: no bridge')
  if (needs === 'accounts' && !state.session.warmUps().accountsRead) {
    return createIserverError(500, 'Please query /accounts first')
  }
  return undefined
}

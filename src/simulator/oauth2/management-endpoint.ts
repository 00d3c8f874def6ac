import type { ApiCall } from '../http/define-route.ts'
import type { Endpoint } from '../http/entry-point.ts'
import type { RawRequest } from '../http/request.ts'
import { type RequestOutcome, toRequestOutcome } from '../http/response.ts'
import { createRouter } from '../http/router.ts'
import type { ManagementRoute } from '../management/management-routes.ts'
import { createProblem, rejectMissingArguments } from '../management/problem-responses.ts'
import { type BearerTokens, extractBearer } from './bearer-tokens.ts'
import { verifyClientJwt } from './client-jwt.ts'
import type { Oauth2Registration } from './credentials.ts'

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']

/**
 * Creates the endpoint that handles `/gw`. It checks bearer token, route, scope, content type, and the signature of a
 * JWT body. Without a registration every bearer token is invalid, so every response is 401.
 */
export function createManagementEndpoint(settings: {
  readonly routes: readonly ManagementRoute[]
  readonly bearerTokens: BearerTokens
  readonly registration: Oauth2Registration | undefined
  readonly now: () => number
}): Endpoint {
  const { bearerTokens, registration, now } = settings
  const router = createRouter(settings.routes)

  async function handle(request: RawRequest): Promise<RequestOutcome> {
    const { method, path } = request
    const bearer = bearerTokens.check('access', extractBearer(request.headers.authorization))
    if (bearer.kind === 'refused' || registration === undefined) {
      const reason = bearer.kind === 'refused' ? bearer.reason : 'bearer-unknown'
      const expired = reason === 'bearer-expired'
      const detail = expired ? 'Access token expired' : 'The access token request is invalid'
      return toRequestOutcome(createProblem(401, detail), reason)
    }
    const found = router(method, path)
    if (found === undefined) {
      const elsewhere = methods.some((other) => router(other, path) !== undefined)
      return toRequestOutcome(createProblem(elsewhere ? 405 : 404), 'verified')
    }
    const { route, parameters } = found
    if (route.scopes.length > 0 && !route.scopes.some((scope) => bearer.scopes.has(scope))) {
      return toRequestOutcome(
        createProblem(403, 'The access token fails to have sufficient scope'),
        'scope-insufficient',
      )
    }
    const call = { method, path, parameters, query: new URLSearchParams(request.query), body: request.body }
    return route.policy === 'https'
      ? toRequestOutcome(await route.handle(call), 'verified')
      : await answerSigned(request, route, call, registration)
  }

  async function answerSigned(request: RawRequest, route: ManagementRoute, call: ApiCall, known: Oauth2Registration) {
    const type = request.headers['content-type']?.split(';')[0]?.trim().toLowerCase()
    if (type !== 'application/jwt') return toRequestOutcome(createProblem(415), 'content-type-wrong')
    const outcome = await verifyClientJwt(request.bodyText.trim(), known, { now: now() })
    if (outcome.kind === 'refused') {
      const { reason, missingClaim } = outcome
      return toRequestOutcome(
        missingClaim === undefined ? createProblem(400) : rejectMissingArguments(missingClaim),
        reason,
      )
    }
    return toRequestOutcome(await route.handle({ ...call, body: { kind: 'json', value: outcome.claims } }), 'verified')
  }

  return (request) => (request.path.startsWith('/gw/') ? handle(request) : undefined)
}

import type { Endpoint } from '../http/entry-point.ts'
import type { RawRequest } from '../http/request.ts'
import { json, toRequestOutcome } from '../http/response.ts'
import { createProblem } from '../management/problem-responses.ts'
import type { BearerTokens } from './bearer-tokens.ts'
import { verifyClientJwt } from './client-jwt.ts'
import type { Oauth2Registration } from './credentials.ts'

/** Path of the token call, from the server's root. */
export const tokenPath = '/oauth2/api/v1/token'

const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'

/**
 * Creates the token call: client credentials with a signed assertion (`private_key_jwt`). As IBKR documents, every
 * rejection is the same problem response, 400 without details. The record contains the reason.
 */
export function createTokenEndpoint(settings: {
  readonly registration: Oauth2Registration
  readonly bearerTokens: BearerTokens
  /** Scopes that the client may request. */
  readonly scopes: readonly string[]
  readonly accountId: string
  readonly lifeSeconds: number
  readonly now: () => number
  /** Returns the addresses of the token call. Like `/token`, each address may be the audience of the assertion. */
  readonly urlsOf: (request: RawRequest) => readonly string[]
}): Endpoint {
  const { registration, bearerTokens, now, lifeSeconds } = settings
  const usedIds = createUsedIds(now)

  async function handle(request: RawRequest) {
    if (request.body.kind !== 'form') {
      const sent = request.headers['content-type'] ?? ''
      return sent.toLowerCase().startsWith('application/x-www-form-urlencoded')
        ? refused('body-missing')
        : toRequestOutcome(createProblem(415), 'content-type-wrong')
    }
    const form = request.body.pairs
    if (form.get('grant_type') !== 'client_credentials') return refused('grant-type-wrong')
    if (form.get('client_assertion_type') !== assertionType) return refused('assertion-type-wrong')
    const assertion = form.get('client_assertion')
    if (!assertion) return refused('assertion-missing')
    const { clientId } = registration
    const audience = ['/token', ...settings.urlsOf(request)]
    const outcome = await verifyClientJwt(assertion, registration, { now: now(), audience, subject: clientId })
    if (outcome.kind === 'refused') return refused(outcome.reason)
    const { jti, exp = 0 } = outcome.claims
    if (jti !== undefined && !usedIds.use(jti, exp * 1000)) return refused('jti-reused')
    const scopes = (form.get('scope') ?? '').split(' ').filter((scope) => scope !== '')
    if (scopes.length === 0) return refused('scope-missing')
    if (scopes.some((scope) => !settings.scopes.includes(scope))) return refused('scope-unknown')
    return toRequestOutcome(json(await issue(scopes)), 'verified')
  }

  async function issue(scopes: readonly string[]): Promise<object> {
    const seconds = Math.floor(now() / 1000)
    const scope = scopes.join(' ')
    const claims = {
      iss: '/token',
      sub: registration.clientId,
      exp: seconds + lifeSeconds,
      iat: seconds,
      scope,
      csid: registration.clientId,
      accountId: settings.accountId,
    }
    const token = await bearerTokens.issue('access', claims, now() + lifeSeconds * 1000, scopes)
    return { access_token: token, token_type: 'Bearer', scope, expires_in: lifeSeconds }
  }

  return (request) => (request.method === 'POST' && request.path === tokenPath ? handle(request) : undefined)
}

function refused(reason: string) {
  return toRequestOutcome(createProblem(400), reason)
}

/** Ids of used JWTs that have not expired. */
interface UsedIds {
  /** Stores an id until `expiresAt` (milliseconds since the epoch). Returns false if the id was used before. */
  use(id: string, expiresAt: number): boolean
}

const idLimit = 10_000

/** Creates a store of at most 10,000 ids. */
function createUsedIds(now: () => number): UsedIds {
  const expiries = new Map<string, number>()
  return {
    use: (id, expiresAt) => {
      if ((expiries.get(id) ?? 0) > now()) return false
      expiries.set(id, expiresAt)
      const [oldest] = expiries.keys()
      if (expiries.size > idLimit && oldest !== undefined) expiries.delete(oldest)
      return true
    },
  }
}

import {
  type Authentication,
  completeLoginControls,
  createDocumentEndpoint,
  type EntryPoint,
  type EntryPointSettings,
} from '../http/entry-point.ts'
import { listSignableUrls } from '../http/request.ts'
import { text, toRequestOutcome } from '../http/response.ts'
import { managementRoutes } from '../management/management-routes.ts'
import type { SessionState } from '../session/session-state.ts'
import { type BearerTokens, createBearerTokens, extractBearer, knownScopes } from './bearer-tokens.ts'
import { type Oauth2Credentials, registerOauth2 } from './credentials.ts'
import { createManagementEndpoint } from './management-endpoint.ts'
import { createSsoRoutes } from './sso-routes.ts'
import { createTokenEndpoint } from './token-endpoint.ts'

/** Creates the entry point of api.ibkr.com for OAuth 2.0. */
export function createOauth2EntryPoint(credentials: Oauth2Credentials, settings: EntryPointSettings): EntryPoint {
  const { state, options, scheme, origins } = settings
  const { realNow: now, session } = state
  const registration = registerOauth2(credentials)
  const bearerTokens = createBearerTokens(now)
  const accountId = state.accounts.selected()
  const lifeSeconds = options.ssoSessionSeconds ?? 86_400
  const { credential } = registration
  const routes = [
    ...managementRoutes,
    ...createSsoRoutes({ bearerTokens, session, credential, accountId, lifeSeconds, now }),
  ]
  return {
    authentication: createOauth2Authentication(bearerTokens, session),
    endpoints: [
      createDocumentEndpoint(options.apiDocument),
      createTokenEndpoint({
        registration,
        bearerTokens,
        scopes: options.scopes ?? knownScopes,
        accountId,
        lifeSeconds: options.tokenSeconds ?? 86_399,
        now,
        urlsOf: (request) => listSignableUrls(request, scheme, origins()),
      }),
      createManagementEndpoint({ routes, bearerTokens, registration, now }),
    ],
    controls: completeLoginControls({
      expireAccessTokens: () => bearerTokens.expire('access'),
      expireSsoSessions: () => bearerTokens.expire('sso'),
    }),
    oauth1: () => undefined,
  }
}

/**
 * Creates the authentication of `/v1/api` and its socket, which require the bearer token of an SSO session. An access
 * token is not sufficient.
 */
function createOauth2Authentication(bearerTokens: BearerTokens, session: SessionState): Authentication {
  const reasonAgainst = (token: string | undefined) => {
    const checked = bearerTokens.check('sso', token)
    if (checked.kind === 'refused') return checked.reason
    return session.outer() ? undefined : 'session-ended'
  }
  return {
    authenticate: (request) => {
      const reason = reasonAgainst(extractBearer(request.authorization))
      return reason === undefined
        ? { verification: 'verified', querySigningMode: 'none' }
        : toRequestOutcome(text('Unauthorized', 401), reason)
    },
    // Accept both names of the parameter: `bearer_token` of IBKR's document, and `sessionToken` of its change log of
    // March 2026.
    rejectUpgrade: ({ query }) => {
      const token = query.get('bearer_token') ?? query.get('sessionToken') ?? undefined
      return reasonAgainst(token) === undefined ? undefined : text('Unauthorized', 401)
    },
    endSession: () => {
      bearerTokens.expire('sso')
      session.endOuter()
    },
  }
}

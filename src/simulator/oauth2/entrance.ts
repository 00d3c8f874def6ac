import { controlsOf, type Entrance, type EntranceSettings } from '../entrance.ts'
import { createDocumentDoor } from '../http/document-door.ts'
import { signableUrls } from '../http/signable-urls.ts'
import { managementRoutes } from '../management/all-management-routes.ts'
import { createBearers } from './bearers.ts'
import { type Oauth2Credentials, registerOauth2 } from './credentials.ts'
import { createOauth2Gatekeeper } from './gatekeeper.ts'
import { createManagementDoor } from './management-door.ts'
import { knownScopes } from './scopes.ts'
import { ssoRoutes } from './sso-routes.ts'
import { createTokenDoor } from './token-door.ts'

/** The doors of api.ibkr.com for a client of OAuth 2.0. */
export function oauth2Entrance(credentials: Oauth2Credentials, settings: EntranceSettings): Entrance {
  const { world, options, scheme, origins } = settings
  const { realNow: now, session } = world
  const registration = registerOauth2(credentials)
  const bearers = createBearers(now)
  const accountId = world.accounts.selected()
  const lifeSeconds = options.ssoSessionSeconds ?? 86_400
  const { credential } = registration
  const routes = [
    ...managementRoutes(world),
    ...ssoRoutes({ bearers, session, credential, accountId, lifeSeconds, now }),
  ]
  return {
    gatekeeper: createOauth2Gatekeeper(bearers, session),
    doors: [
      createDocumentDoor(options.apiDocument),
      createTokenDoor({
        registration,
        bearers,
        scopes: options.scopes ?? knownScopes,
        accountId,
        lifeSeconds: options.tokenSeconds ?? 86_399,
        now,
        urlsOf: (request) => signableUrls(request, scheme, origins()),
      }),
      createManagementDoor({ routes, bearers, registration, now }),
    ],
    controls: controlsOf({
      expireAccessTokens: () => bearers.expire('access'),
      expireSsoSessions: () => bearers.expire('sso'),
    }),
    oauth1: () => undefined,
  }
}

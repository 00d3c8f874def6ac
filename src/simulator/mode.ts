import { logIn } from './controls.ts'
import { createGatewayGatekeeper } from './gateway/gatekeeper.ts'
import { loginPage } from './gateway/login-page.ts'
import { type Door, judged } from './http/door.ts'
import type { Gatekeeper } from './http/gatekeeper.ts'
import { signableUrls } from './http/signable-urls.ts'
import { managementRoutes } from './management/all-management-routes.ts'
import { createAuthority } from './oauth1/authority.ts'
import { generateCredentials, type Oauth1Credentials, register } from './oauth1/credentials.ts'
import { createOauth1Gatekeeper } from './oauth1/gatekeeper.ts'
import { createLiveSessionTokens } from './oauth1/live-session-tokens.ts'
import { type Bearers, createBearers } from './oauth2/bearers.ts'
import { generateOauth2Credentials, type Oauth2Credentials, registerOauth2 } from './oauth2/credentials.ts'
import { createOauth2Gatekeeper } from './oauth2/gatekeeper.ts'
import { createManagementDoor } from './oauth2/management-door.ts'
import { knownScopes } from './oauth2/scopes.ts'
import { ssoRoutes } from './oauth2/sso-routes.ts'
import { createTokenDoor } from './oauth2/token-door.ts'
import type { SimulatorOptions } from './options.ts'
import type { World } from './world.ts'

/** Keys of the mode that needs some. */
export type ModeKeys =
  | { readonly mode: 'oauth1'; readonly credentials: Oauth1Credentials }
  | { readonly mode: 'oauth2'; readonly credentials: Oauth2Credentials }
  | { readonly mode: 'gateway' }

/** Takes the keys of the options or makes fresh ones, which costs 0.1 to 0.3 s. */
export async function keysFor({ mode, keys, oauth2Keys }: SimulatorOptions): Promise<ModeKeys> {
  switch (mode) {
    case 'oauth1':
      return { mode, credentials: keys ?? (await generateCredentials()) }
    case 'oauth2':
      return { mode, credentials: oauth2Keys ?? (await generateOauth2Credentials()) }
    case 'gateway':
      return { mode }
  }
}

/** What stands in front of the API in one mode. */
export interface Entrance {
  readonly gatekeeper: Gatekeeper
  readonly doors: readonly Door[]
  /** What the controls can make expire; each does nothing in a mode without such tokens. */
  readonly expire: {
    liveSessionTokens(): void
    accessTokens(): void
    ssoSessions(): void
  }
}

/** What an entrance is built from. */
interface EntranceSettings {
  readonly world: World
  readonly options: SimulatorOptions
  readonly scheme: 'http' | 'https'
  readonly origins: () => readonly string[]
}

const nothing = () => {}

/** Builds the entrance of a mode. */
export function buildEntrance(keys: ModeKeys, settings: EntranceSettings): Entrance {
  switch (keys.mode) {
    case 'oauth1':
      return oauth1Entrance(keys.credentials, settings)
    case 'oauth2':
      return oauth2Entrance(keys.credentials, settings)
    case 'gateway':
      return gatewayEntrance(settings)
  }
}

function oauth1Entrance(credentials: Oauth1Credentials, { world, options }: EntranceSettings): Entrance {
  const { now } = world
  const registration = register(credentials)
  const tokens = createLiveSessionTokens(registration, { now, lifeSeconds: options.tokenSeconds ?? 86_400 })
  const authority = createAuthority(registration, { now, strict: options.queryPractice === 'strict' })
  return {
    gatekeeper: createOauth1Gatekeeper(authority, tokens, world.session),
    // Account management is there, but no client of OAuth 1.0a gets in.
    doors: [createManagementDoor({ routes: [], bearers: createBearers(now), registration: undefined, now })],
    expire: { liveSessionTokens: () => tokens.expire(), accessTokens: nothing, ssoSessions: nothing },
  }
}

function oauth2Entrance(credentials: Oauth2Credentials, settings: EntranceSettings): Entrance {
  const { world, options, scheme, origins } = settings
  const { now, session } = world
  const registration = registerOauth2(credentials)
  const bearers: Bearers = createBearers(now)
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
    expire: {
      liveSessionTokens: nothing,
      accessTokens: () => bearers.expire('access'),
      ssoSessions: () => bearers.expire('sso'),
    },
  }
}

function gatewayEntrance({ world }: EntranceSettings): Entrance {
  const login: Door = (request) => {
    const page = loginPage(request.method, request.path, () => logIn(world))
    return page === undefined ? undefined : judged(page, 'not-required')
  }
  return {
    gatekeeper: createGatewayGatekeeper(world.session),
    doors: [login],
    expire: { liveSessionTokens: nothing, accessTokens: nothing, ssoSessions: nothing },
  }
}

import { controlsOf, type Entrance, type EntranceSettings } from '../entrance.ts'
import { createDocumentDoor } from '../http/document-door.ts'
import { createBearers } from '../oauth2/bearers.ts'
import { createManagementDoor } from '../oauth2/management-door.ts'
import { createAuthority } from './authority.ts'
import { createAuthorizeDoor } from './authorize-door.ts'
import { createConsumer } from './consumer.ts'
import { demoConsumer, type Oauth1Credentials } from './credentials.ts'
import { createOauth1Gatekeeper } from './gatekeeper.ts'
import { createLiveSessionTokens } from './live-session-tokens.ts'
import { createRequestTokens } from './request-tokens.ts'

/** The doors of api.ibkr.com for a client of OAuth 1.0a. */
export function oauth1Entrance(initial: Oauth1Credentials, { world, options }: EntranceSettings): Entrance {
  const { realNow: now, session } = world
  const {
    consumer: state = 'active',
    thirdParty = initial.consumerKey === demoConsumer,
    tokenSeconds = 86_400,
  } = options
  const consumer = createConsumer(initial, { thirdParty, active: state === 'active' })
  // Whoever registered public files gets a token at once, as on IBKR's page.
  if (options.register !== undefined) consumer.grant()
  const authority = createAuthority(consumer, { now, strict: options.queryPractice === 'strict' })
  const tokens = createLiveSessionTokens(consumer, { now, lifeSeconds: tokenSeconds })
  const requestTokens = createRequestTokens()
  return {
    gatekeeper: createOauth1Gatekeeper({
      consumer,
      authority,
      tokens,
      requestTokens,
      session,
      paper: world.accounts.paper,
    }),
    doors: [
      createDocumentDoor(options.apiDocument),
      createAuthorizeDoor(requestTokens),
      // Account management is there, but no client of OAuth 1.0a gets in.
      createManagementDoor({ routes: [], bearers: createBearers(now), registration: undefined, now }),
    ],
    controls: controlsOf({
      expireLiveSessionToken: () => tokens.expire(),
      regenerateAccessToken: () => {
        consumer.grant()
        return consumer.credentials()
      },
      loseAccessSecret: () => consumer.loseSecret(),
      activateConsumer: () => consumer.activate(),
      leaveHost: () => tokens.leave(),
    }),
    oauth1: () => consumer.credentials(),
  }
}

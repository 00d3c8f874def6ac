import { randomBytes } from 'node:crypto'
import { isIP } from 'node:net'
import { type ApiCall, isRecord, readRequestField } from '../http/define-route.ts'
import { json } from '../http/response.ts'
import type { ManagementRoute } from '../management/management-routes.ts'
import { rejectInvalidArguments, rejectMissingArguments } from '../management/problem-responses.ts'
import { userId } from '../session/authentication-view.ts'
import type { SessionState } from '../session/session-state.ts'
import type { BearerTokens } from './bearer-tokens.ts'

/** Path of the call that opens an SSO session, from the server's root. */
export const ssoSessionsPath = '/gw/api/v1/sso-sessions'

/**
 * Creates the routes that open a session for a user name: for trading over `/v1/api`, or for IBKR's portal in a
 * browser.
 */
export function createSsoRoutes(settings: {
  readonly bearerTokens: BearerTokens
  readonly session: SessionState
  readonly credential: string
  readonly accountId: string
  readonly lifeSeconds: number
  readonly now: () => number
}): readonly ManagementRoute[] {
  const { bearerTokens, session, now } = settings

  /** Checks the claims. Returns the response to missing or invalid claims, otherwise undefined. */
  function refusal(call: ApiCall) {
    const credential = readRequestField(call, 'credential')
    const ip = readRequestField(call, 'ip')
    if (typeof credential !== 'string' || credential === '') return rejectMissingArguments('credential')
    if (typeof ip !== 'string' || ip === '') return rejectMissingArguments('ip')
    if (isIP(ip) === 0) return rejectInvalidArguments([{ field: 'ip', description: 'No IP address' }])
    if (credential === settings.credential) return undefined
    return rejectInvalidArguments([{ field: 'credential', description: 'Unknown credential' }])
  }

  return [
    {
      methods: ['POST'],
      path: ssoSessionsPath,
      scopes: ['sso-sessions.write'],
      policy: 'signed-jwt',
      handle: async (call) => {
        const refused = refusal(call)
        if (refused !== undefined) return refused
        const claims = call.body.kind === 'json' && isRecord(call.body.value) ? call.body.value : {}
        // The session ends at the `exp` of the request at the latest.
        const expiresAt = Math.min(Number(claims['exp']) * 1000, now() + settings.lifeSeconds * 1000)
        // These times are in milliseconds, as in IBKR's published sample. Times of the access token are in seconds.
        const payload = {
          sub: 'WEB_API',
          aud: String(userId),
          iss: 'com.ib.sso',
          iat: now(),
          jti: randomBytes(20).toString('hex'),
          ctp: `${settings.credential}_${settings.accountId}`,
        }
        const token = await bearerTokens.issue('sso', payload, expiresAt)
        session.beginOuter()
        return json({ active: true, access_token: token, token_type: 'Bearer' })
      },
    },
    {
      methods: ['POST'],
      path: '/gw/api/v1/sso-browser-sessions',
      scopes: ['sso-browser-sessions.write'],
      policy: 'signed-jwt',
      handle: (call) =>
        refusal(call) ??
        json({
          active: true,
          url: `https://www.interactivebrokers.com/sso/simulated?token=${randomBytes(16).toString('hex')}`,
        }),
    },
  ]
}

import { type Route, readRequestField, route } from '../http/define-route.ts'
import { createEmptyResponse, createIserverError, json } from '../http/response.ts'
import {
  buildAuthenticationView,
  buildSessionInitBody,
  buildStatusBody,
  hardwareAddress,
  serverInfo,
  userId,
  userName,
} from '../session/authentication-view.ts'
import type { SimulatorState } from '../simulator-state.ts'

/** Creates the routes of the session: tickle, status, opening and closing the brokerage session, logout. */
export function createSessionRoutes(state: SimulatorState, endSession: () => void): readonly Route[] {
  const { session, now } = state

  function tickle() {
    const { authenticated, established, competing, connected } = buildAuthenticationView(session)
    const flags = { authenticated, established, competing, connected, message: '', MAC: hardwareAddress, serverInfo }
    const ofLogin = state.mode !== 'oauth1' ? { ssoExpires: 583_000, collission: false, userId } : {}
    return json(
      {
        session: session.id(),
        ...ofLogin,
        // The error of history calls until the history service is opened.
        hmds: session.warmUps().historyServiceOpen
          ? { authStatus: { authenticated, connected } }
          : { error: 'no bridge' },
        ...(state.flatTickle ? flags : { iserver: { authStatus: flags } }),
      },
      200,
      { 'set-cookie': `x-sess-uuid=0.${session.id().slice(0, 8)}.sim; HttpOnly; Path=/v1/api` },
    )
  }

  return [
    route(['GET', 'POST'], '/tickle', 'session', tickle),
    route(['GET', 'POST'], '/iserver/auth/status', 'session', () => json(buildStatusBody(session))),
    route('POST', '/iserver/auth/ssodh/init', 'session', (call) => {
      if (call.body.kind === 'malformed') return createIserverError(400, "Bad Request: body can't be empty")
      // Ignore `publish`: the documentation specifies 500 for false, but the live API returns 200.
      const compete = readRequestField(call, 'compete')
      session.openBrokerage(compete === true || compete === 'true')
      // A session lost to a competing login is a 200 with `authenticated: false`.
      return json(buildSessionInitBody(session))
    }),
    route(['GET', 'POST'], '/iserver/reauthenticate', 'session', () => {
      session.openBrokerage(false)
      return json({ message: 'triggered' })
    }),
    route(['GET', 'POST'], '/logout', 'session', () => {
      endSession()
      return json({ status: true })
    }),
    route('GET', '/sso/validate', 'session', () =>
      state.mode === 'oauth1'
        ? createEmptyResponse(401)
        : json(validation(session.outerSince(), now(), state.accounts.paper)),
    ),
  ]
}

function validation(since: number, now: number, paper: boolean): object {
  return {
    USER_ID: userId,
    USER_NAME: userName,
    RESULT: true,
    AUTH_TIME: since,
    SF_ENABLED: false,
    IS_FREE_TRIAL: false,
    CREDENTIAL: userName,
    IP: '127.0.0.1',
    EXPIRES: 583_000,
    QUALIFIED_FOR_MOBILE_AUTH: null,
    LANDING_APP: 'UNIVERSAL',
    IS_MASTER: false,
    lastAccessed: now,
    LOGIN_TYPE: paper ? 2 : 1,
    PAPER_USER_NAME: userName,
    features: { env: 'PROD', wlms: true, realtime: true, bond: true, optionChains: true, calendar: true, newMf: true },
    region: 'NJ',
  }
}

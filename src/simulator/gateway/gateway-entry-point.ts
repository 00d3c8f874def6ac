import {
  type Authentication,
  completeLoginControls,
  type Endpoint,
  type EntryPoint,
  type EntryPointSettings,
} from '../http/entry-point.ts'
import {
  createEmptyResponse,
  createIserverError,
  type HttpResponse,
  html,
  text,
  toRequestOutcome,
} from '../http/response.ts'
import type { SessionState } from '../session/session-state.ts'
import { logIn } from '../simulator-controls.ts'
import { createAddressFilter } from './address-filter.ts'
import { resolveGatewayBehaviour } from './gateway-behaviour.ts'

/** Creates the entry point of a gateway on the user's machine. It serves neither `/gw` nor OAuth calls. */
export function createGatewayEntryPoint({ state, options }: EntryPointSettings): EntryPoint {
  const behaviour = resolveGatewayBehaviour(options)
  const mayCall = createAddressFilter(options.ips)
  let upstream = true

  const addresses: Endpoint = ({ address }) =>
    mayCall(address) ? undefined : toRequestOutcome(rejectAddress(), 'address-denied')

  const login: Endpoint = ({ method, path }) => {
    const page = createLoginPage(method, path, () => logIn(state))
    return page === undefined ? undefined : toRequestOutcome(page, 'not-required')
  }

  const link: Endpoint = () => {
    if (upstream) return undefined
    const outcome = toRequestOutcome(createIserverError(503, 'Service Unavailable'), 'upstream-down')
    return behaviour.hangWithoutUpstream ? { ...outcome, hangs: true } : outcome
  }

  return {
    authentication: createGatewayAuthentication(state.session, { mayCall, loginRedirect: behaviour.loginRedirect }),
    endpoints: [addresses, login, link],
    controls: completeLoginControls({
      setUpstream: (reachable) => {
        upstream = reachable
      },
    }),
    oauth1: () => undefined,
  }
}

/**
 * Creates authentication without signatures: every caller is the user who logged in with a browser. Before the login,
 * requests receive 401 without a body.
 */
function createGatewayAuthentication(
  session: SessionState,
  settings: {
    readonly mayCall: (address: string) => boolean
    /** Whether to redirect to the login page instead of returning 401. */
    readonly loginRedirect: boolean
  },
): Authentication {
  const refusal = () => (settings.loginRedirect ? createLoginRedirect() : createEmptyResponse(401))
  return {
    authenticate: () =>
      session.outer()
        ? { verification: 'not-required', querySigningMode: 'none' }
        : toRequestOutcome(refusal(), 'not-logged-in'),
    rejectUpgrade: ({ address }) => {
      if (!settings.mayCall(address)) return rejectAddress()
      return session.outer() ? undefined : refusal()
    },
    endSession: () => session.endOuter(),
  }
}

/** Returns the response to an address that is not allowed. */
function rejectAddress(): HttpResponse {
  return text('Error 403 - Access Denied', 403)
}

const loginPath = '/sso/Login'

const page = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Simulated gateway login</title>
<style>body{font:16px system-ui;margin:15vh auto;max-width:28rem;text-align:center}button{font:inherit;padding:.6rem 2rem}</style></head>
<body>
<h1>Simulated gateway</h1>
<p>No account and no password are needed: this is the simulator of IBKR Console. Nothing leaves this machine.</p>
<form method="post" action="${loginPath}"><button type="submit">Log in</button></form>
</body>
</html>`

/** Returns a redirect to the login page. */
function createLoginRedirect(): HttpResponse {
  return { ...createEmptyResponse(302), headers: { location: `${loginPath}?forwardTo=22&RL=1&ip2loc=US` } }
}

/** Returns the login page of the gateway, undefined for other paths. Its button runs `logIn`. */
function createLoginPage(method: string, path: string, logIn: () => void): HttpResponse | undefined {
  if (method === 'GET' && path === '/') return createLoginRedirect()
  if (path !== loginPath) return undefined
  if (method === 'GET') return html(page)
  if (method !== 'POST') return undefined
  logIn()
  // Tools that wait for the login search the page for exactly this string.
  return text('Client login succeeds')
}

import type { SessionState } from './session-state.ts'

/** Fictitious hardware address. */
export const hardwareAddress = '02:00:5E:10:00:01'

/** Server name and version in several responses. */
export const serverInfo = {
  serverName: 'SimN01',
  serverVersion: 'Build 10.46.2d, Sep 1, 2026 1:55:32 PM',
} as const

/** Fictitious user name. */
export const userName = 'simuser01'

/** Fictitious numeric user id. */
export const userId = 123456789

/** The state of the brokerage session in `auth/status`, `ssodh/init`, tickle and the `sts` topic. */
export interface AuthenticationView {
  readonly authenticated: boolean
  readonly established: boolean
  readonly competing: boolean
  readonly connected: boolean
}

/** Determines the flags from the session state. */
export function buildAuthenticationView(session: SessionState): AuthenticationView {
  const brokerage = session.brokerage()
  return {
    authenticated: brokerage.kind === 'open',
    established: session.establishesIn() === 0,
    competing: brokerage.kind === 'lost-to-competing-login' || session.contested(),
    connected: session.outer(),
  }
}

/** Returns the body of `auth/status`. `fail` is always empty in the simulator. */
export function buildStatusBody(session: SessionState): object {
  return session.outer() ? { ...buildSessionInitBody(session), fail: '' } : buildSessionInitBody(session)
}

/** Returns the body of `ssodh/init`, which is shorter without a session. */
export function buildSessionInitBody(session: SessionState): object {
  const view = buildAuthenticationView(session)
  if (!view.connected) {
    return { authenticated: false, competing: false, connected: false, MAC: hardwareAddress }
  }
  return {
    ...view,
    message: '',
    MAC: hardwareAddress,
    serverInfo,
    hardware_info: `5e100001|${hardwareAddress}`,
  }
}

import type { SessionState } from './session-state.ts'

/** Hardware address that the simulator claims. */
export const hardwareAddress = '02:00:5E:10:00:01'

/** Server name and version, as several answers carry them. */
export const serverInfo = {
  serverName: 'SimN01',
  serverVersion: 'Build 10.46.2d, Sep 1, 2026 1:55:32 PM',
} as const

/** User name that the simulator claims. */
export const userName = 'simuser01'

/** Numeric user id that the simulator claims. */
export const userId = 123456789

/** State of the brokerage session, as `auth/status`, `ssodh/init`, tickle and the `sts` topic show it. */
export interface AuthenticationView {
  readonly authenticated: boolean
  readonly established: boolean
  readonly competing: boolean
  readonly connected: boolean
}

/** Computes the flags from the session state. */
export function authenticationView(session: SessionState): AuthenticationView {
  const brokerage = session.brokerage()
  return {
    authenticated: brokerage.kind === 'open',
    established: session.establishesIn() === 0,
    competing: brokerage.kind === 'lost-to-rival' || session.contested(),
    connected: session.outer(),
  }
}

/** Body of `auth/status`, which says in `fail` why the status could not be read: never, here. */
export function statusBody(session: SessionState): object {
  return session.outer() ? { ...openedBody(session), fail: '' } : openedBody(session)
}

/** Body of `ssodh/init`; without any session only the short form goes out. */
export function openedBody(session: SessionState): object {
  const view = authenticationView(session)
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

import { type Answer, empty, text } from '../http/answer.ts'
import type { Gatekeeper } from '../http/gatekeeper.ts'
import type { SessionState } from '../session/session-state.ts'
import { loginRedirect } from './login-page.ts'

/** No signatures: whoever reaches the gateway is the user who logged in with a browser. Before that, 401 with no body. */
export function createGatewayGatekeeper(
  session: SessionState,
  settings: {
    readonly mayCall: (address: string) => boolean
    /** Answers with the way to the login page instead of a 401. */
    readonly loginRedirect: boolean
  },
): Gatekeeper {
  const refusal = () => (settings.loginRedirect ? loginRedirect() : empty(401))
  return {
    admit: () =>
      session.outer()
        ? { kind: 'admitted', verification: 'not-required', queryPractice: 'none' }
        : { kind: 'answered', answer: refusal(), verification: 'not-logged-in', queryPractice: 'none' },
    refuseUpgrade: ({ address }) => {
      if (!settings.mayCall(address)) return addressRefused()
      return session.outer() ? undefined : refusal()
    },
    endSession: () => session.endOuter(),
  }
}

/** What a caller gets whose address is not allowed. */
export function addressRefused(): Answer {
  return text('Error 403 - Access Denied', 403)
}

import { empty } from '../http/answer.ts'
import type { Gatekeeper } from '../http/gatekeeper.ts'
import type { SessionState } from '../session/session-state.ts'

/** No signatures: whoever reaches the gateway is the user who logged in with a browser. Before that, 401 with no body. */
export function createGatewayGatekeeper(session: SessionState): Gatekeeper {
  return {
    admit: () =>
      session.outer()
        ? { kind: 'admitted', verification: 'not-required', queryPractice: 'none' }
        : { kind: 'answered', answer: empty(401), verification: 'not-logged-in', queryPractice: 'none' },
    refuseUpgrade: () => (session.outer() ? undefined : 401),
    endSession: () => session.endOuter(),
  }
}

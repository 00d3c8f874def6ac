import { text } from '../http/answer.ts'
import type { Gatekeeper } from '../http/gatekeeper.ts'
import type { SessionState } from '../session/session-state.ts'
import { type Bearers, bearerOf } from './bearers.ts'

/** `/v1/api` and its socket want the bearer of an SSO session; the access token itself does not open them. */
export function createOauth2Gatekeeper(bearers: Bearers, session: SessionState): Gatekeeper {
  const reasonAgainst = (token: string | undefined) => {
    const verdict = bearers.judge('sso', token)
    if (verdict.kind === 'refused') return verdict.reason
    return session.outer() ? undefined : 'session-ended'
  }
  return {
    admit: (request) => {
      const reason = reasonAgainst(bearerOf(request.authorization))
      return reason === undefined
        ? { kind: 'admitted', verification: 'verified', queryPractice: 'none' }
        : { kind: 'answered', answer: text('Unauthorized', 401), verification: reason, queryPractice: 'none' }
    },
    // The document says `bearer_token`, IBKR's change log of March 2026 `sessionToken`.
    refuseUpgrade: ({ query }) => {
      const token = query.get('bearer_token') ?? query.get('sessionToken') ?? undefined
      return reasonAgainst(token) === undefined ? undefined : text('Unauthorized', 401)
    },
    endSession: () => {
      bearers.expire('sso')
      session.endOuter()
    },
  }
}

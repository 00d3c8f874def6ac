import { json } from '../http/answer.ts'
import type { Admission, ArrivedRequest, Gatekeeper } from '../http/gatekeeper.ts'
import type { SessionState } from '../session/session-state.ts'
import type { Oauth1Authority, Verification } from './authority.ts'
import type { LiveSessionTokens } from './live-session-tokens.ts'
import { refuseRequest, refuseTokenRequest } from './refusals.ts'

/** Every request needs a signature; a live session token begins the outer session. */
export function createOauth1Gatekeeper(
  authority: Oauth1Authority,
  tokens: LiveSessionTokens,
  session: SessionState,
): Gatekeeper {
  const { consumerKey, accessToken } = authority.registration

  function issueToken(request: ArrivedRequest): Admission {
    const verification = authority.verifyTokenRequest(request, request.authorization)
    if (verification.kind === 'refused') {
      return answered(refuseTokenRequest(verification.reason, consumerKey), verification)
    }
    const issued = tokens.issue(verification.parameters.get('diffie_hellman_challenge') ?? '')
    if (issued === undefined) return answered(refuseTokenRequest('signature-wrong', consumerKey), verification)
    session.beginOuter()
    return answered(json(issued), verification)
  }

  return {
    admit: (request) => {
      if (request.method === 'POST' && request.path === '/oauth/live_session_token') return issueToken(request)
      const verification = authority.verifyRequest(request, request.authorization, tokens.current())
      if (verification.kind === 'refused') return answered(refuseRequest(), verification)
      return { kind: 'admitted', verification: 'verified', queryPractice: verification.queryPractice }
    },
    refuseUpgrade: (query) =>
      query.get('oauth_token') === accessToken && tokens.current().length > 0 ? undefined : 401,
    endSession: () => {
      tokens.expire()
      session.endOuter()
    },
  }
}

function answered(answer: Extract<Admission, { kind: 'answered' }>['answer'], verification: Verification): Admission {
  return verification.kind === 'verified'
    ? { kind: 'answered', answer, verification: 'verified', queryPractice: verification.queryPractice }
    : { kind: 'answered', answer, verification: verification.reason, queryPractice: 'none' }
}

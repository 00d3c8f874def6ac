import { type Answer, empty, json } from '../http/answer.ts'
import type { Admission, ArrivedRequest, Gatekeeper } from '../http/gatekeeper.ts'
import type { SessionState } from '../session/session-state.ts'
import type { Oauth1Authority, Verification } from './authority.ts'
import { isCallback } from './authorize-door.ts'
import type { Oauth1Consumer } from './consumer.ts'
import type { LiveSessionTokens } from './live-session-tokens.ts'
import { type RefusalReason, refuseRequest, refuseThirdParty, refuseTokenRequest } from './refusals.ts'
import type { RequestTokens } from './request-tokens.ts'

/** Every request needs a signature; a live session token begins the outer session. */
export function createOauth1Gatekeeper(settings: {
  readonly consumer: Oauth1Consumer
  readonly authority: Oauth1Authority
  readonly tokens: LiveSessionTokens
  readonly requestTokens: RequestTokens
  readonly session: SessionState
  /** What the answer with an access token says of the user's money. */
  readonly paper: boolean
}): Gatekeeper {
  const { consumer, authority, tokens, requestTokens, session } = settings

  const refuse = (reason: RefusalReason) => answered(refuseTokenRequest(reason, consumer.consumerKey), reason)
  const turnAway = (reason: RefusalReason) => answered(refuseThirdParty(reason, consumer.consumerKey), reason)

  function issueLiveSessionToken(request: ArrivedRequest): Admission {
    const verification = authority.verifyTokenRequest(request, request.authorization)
    if (verification.kind === 'refused') return refuse(verification.reason)
    const secretBytes = consumer.secretBytes()
    const challenge = verification.parameters.get('diffie_hellman_challenge') ?? ''
    const issued = secretBytes === undefined ? undefined : tokens.issue(challenge, secretBytes)
    if (issued === undefined) return refuse('challenge-wrong')
    session.beginOuter()
    return served(json(issued), verification)
  }

  function issueRequestToken(request: ArrivedRequest): Admission {
    const verification = authority.verifyThirdParty(request, request.authorization, (parameters) =>
      isCallback(parameters.get('oauth_callback') ?? '') ? undefined : 'callback-wrong',
    )
    if (verification.kind === 'refused') return turnAway(verification.reason)
    const callback = verification.parameters.get('oauth_callback') ?? ''
    return served(json({ oauth_token: requestTokens.issue(callback) }), verification)
  }

  function issueAccessToken(request: ArrivedRequest): Admission {
    const verification = authority.verifyThirdParty(request, request.authorization, (parameters) =>
      requestTokens.objection(parameters.get('oauth_token') ?? '', parameters.get('oauth_verifier') ?? ''),
    )
    if (verification.kind === 'refused') return turnAway(verification.reason)
    requestTokens.use(verification.parameters.get('oauth_token') ?? '')
    consumer.grant()
    const { accessToken, accessTokenSecret } = consumer.credentials()
    return served(
      json({ is_paper: settings.paper, oauth_token: accessToken, oauth_token_secret: accessTokenSecret }),
      verification,
    )
  }

  const tokenCalls = new Map([
    ['/oauth/live_session_token', issueLiveSessionToken],
    ['/oauth/request_token', issueRequestToken],
    ['/oauth/access_token', issueAccessToken],
  ])

  return {
    admit: (request) => {
      const tokenCall = request.method === 'POST' ? tokenCalls.get(request.path) : undefined
      if (tokenCall !== undefined) return tokenCall(request)
      const verification = authority.verifyRequest(request, request.authorization, {
        current: tokens.current(),
        expired: tokens.expired(),
      })
      if (verification.kind === 'refused') return answered(refuseRequest(), verification.reason)
      if (tokens.gone()) return answered(empty(410), 'host-gone')
      return { kind: 'admitted', verification: 'verified', queryPractice: verification.queryPractice }
    },
    refuseUpgrade: ({ query }) => {
      const known = query.get('oauth_token') === consumer.accessToken() && tokens.current().length > 0
      if (!known) return refuseRequest()
      return tokens.gone() ? empty(410) : undefined
    },
    endSession: () => {
      tokens.expire()
      session.endOuter()
    },
  }
}

function answered(answer: Answer, verification: string): Admission {
  return { kind: 'answered', answer, verification, queryPractice: 'none' }
}

function served(answer: Answer, verification: Extract<Verification, { kind: 'verified' }>): Admission {
  return { kind: 'answered', answer, verification: 'verified', queryPractice: verification.queryPractice }
}

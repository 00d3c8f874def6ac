import {
  type Authentication,
  type AuthenticationResult,
  completeLoginControls,
  createDocumentEndpoint,
  type EntryPoint,
  type EntryPointSettings,
  type UnauthenticatedRequest,
} from '../http/entry-point.ts'
import { createEmptyResponse, json, toRequestOutcome } from '../http/response.ts'
import { createBearerTokens } from '../oauth2/bearer-tokens.ts'
import { createManagementEndpoint } from '../oauth2/management-endpoint.ts'
import type { SessionState } from '../session/session-state.ts'
import { demoConsumer, type Oauth1Credentials } from './credentials.ts'
import { type RefusalReason, refuseRequest, refuseThirdParty, refuseTokenRequest } from './error-responses.ts'
import { createLiveSessionTokens, type LiveSessionTokens } from './live-session-tokens.ts'
import { type Oauth1Consumer, registerConsumer } from './register-consumer.ts'
import { createSignatureVerifier, type SignatureVerifier } from './signature-verifier.ts'
import { createAuthorizeEndpoint, createRequestTokens, isCallback, type RequestTokens } from './third-party-tokens.ts'

/** Creates the entry point of api.ibkr.com for OAuth 1.0a. */
export function createOauth1EntryPoint(initial: Oauth1Credentials, { state, options }: EntryPointSettings): EntryPoint {
  const { realNow: now, session } = state
  const {
    consumer: consumerState = 'active',
    thirdParty = initial.consumerKey === demoConsumer,
    tokenSeconds = 86_400,
  } = options
  const consumer = registerConsumer(initial, { thirdParty, active: consumerState === 'active' })
  // Issue a token immediately if public files are registered, as IBKR's page does.
  if (options.register !== undefined) consumer.grant()
  const authority = createSignatureVerifier(consumer, { now, strict: options.querySigningMode === 'strict' })
  const tokens = createLiveSessionTokens(consumer, { now, lifeSeconds: tokenSeconds })
  const requestTokens = createRequestTokens()
  return {
    authentication: createOauth1Authentication({
      consumer,
      authority,
      tokens,
      requestTokens,
      session,
      paper: state.accounts.paper,
    }),
    endpoints: [
      createDocumentEndpoint(options.apiDocument),
      createAuthorizeEndpoint(requestTokens),
      // Account management exists, but rejects every OAuth 1.0a client.
      createManagementEndpoint({ routes: [], bearerTokens: createBearerTokens(now), registration: undefined, now }),
    ],
    controls: completeLoginControls({
      expireLiveSessionToken: () => tokens.expire(),
      regenerateAccessToken: () => {
        consumer.grant()
        return consumer.credentials()
      },
      loseAccessSecret: () => consumer.loseSecret(),
      activateConsumer: () => consumer.activate(),
      leaveHost: () => tokens.leave(),
    }),
    oauth1: () => consumer.credentials(),
  }
}

/**
 * Creates the authentication that verifies the signature of every request. A live session token begins the
 * read-only session.
 */
function createOauth1Authentication(settings: {
  readonly consumer: Oauth1Consumer
  readonly authority: SignatureVerifier
  readonly tokens: LiveSessionTokens
  readonly requestTokens: RequestTokens
  readonly session: SessionState
  /** The value of `is_paper` in the response with an access token. */
  readonly paper: boolean
}): Authentication {
  const { consumer, authority, tokens, requestTokens, session } = settings

  const refuse = (reason: RefusalReason) => toRequestOutcome(refuseTokenRequest(reason, consumer.consumerKey), reason)
  const refuseParty = (reason: RefusalReason) =>
    toRequestOutcome(refuseThirdParty(reason, consumer.consumerKey), reason)

  function issueLiveSessionToken(request: UnauthenticatedRequest): AuthenticationResult {
    const verification = authority.verifyTokenRequest(request, request.authorization)
    if (verification.kind === 'refused') return refuse(verification.reason)
    const secretBytes = consumer.secretBytes()
    const challenge = verification.parameters.get('diffie_hellman_challenge') ?? ''
    const issued = secretBytes === undefined ? undefined : tokens.issue(challenge, secretBytes)
    if (issued === undefined) return refuse('challenge-wrong')
    session.beginOuter()
    return toRequestOutcome(json(issued), 'verified', verification.querySigningMode)
  }

  function issueRequestToken(request: UnauthenticatedRequest): AuthenticationResult {
    const verification = authority.verifyThirdParty(request, request.authorization, (parameters) =>
      isCallback(parameters.get('oauth_callback') ?? '') ? undefined : 'callback-wrong',
    )
    if (verification.kind === 'refused') return refuseParty(verification.reason)
    const callback = verification.parameters.get('oauth_callback') ?? ''
    return toRequestOutcome(
      json({ oauth_token: requestTokens.issue(callback) }),
      'verified',
      verification.querySigningMode,
    )
  }

  function issueAccessToken(request: UnauthenticatedRequest): AuthenticationResult {
    const verification = authority.verifyThirdParty(request, request.authorization, (parameters) =>
      requestTokens.rejectionReason(parameters.get('oauth_token') ?? '', parameters.get('oauth_verifier') ?? ''),
    )
    if (verification.kind === 'refused') return refuseParty(verification.reason)
    requestTokens.use(verification.parameters.get('oauth_token') ?? '')
    consumer.grant()
    const { accessToken, accessTokenSecret } = consumer.credentials()
    return toRequestOutcome(
      json({ is_paper: settings.paper, oauth_token: accessToken, oauth_token_secret: accessTokenSecret }),
      'verified',
      verification.querySigningMode,
    )
  }

  const tokenCalls = new Map([
    ['/oauth/live_session_token', issueLiveSessionToken],
    ['/oauth/request_token', issueRequestToken],
    ['/oauth/access_token', issueAccessToken],
  ])

  return {
    authenticate: (request) => {
      const tokenCall = request.method === 'POST' ? tokenCalls.get(request.path) : undefined
      if (tokenCall !== undefined) return tokenCall(request)
      const verification = authority.verifyRequest(request, request.authorization, {
        current: tokens.current(),
        expired: tokens.expired(),
      })
      if (verification.kind === 'refused') return toRequestOutcome(refuseRequest(), verification.reason)
      if (tokens.gone()) return toRequestOutcome(createEmptyResponse(410), 'host-gone')
      return { verification: 'verified', querySigningMode: verification.querySigningMode }
    },
    rejectUpgrade: ({ query }) => {
      const known = query.get('oauth_token') === consumer.accessToken() && tokens.current().length > 0
      if (!known) return refuseRequest()
      return tokens.gone() ? createEmptyResponse(410) : undefined
    },
    endSession: () => {
      tokens.expire()
      session.endOuter()
    },
  }
}

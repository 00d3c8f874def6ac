import { createIserverError, type HttpResponse, text } from '../http/response.ts'
import type { ReplayProblem } from './replay-protection.ts'

/** Reasons to reject a signed request. The simulator's record of requests contains the codes. */
export type RefusalReason =
  | 'authorization-missing'
  | 'consumer-unknown'
  | 'consumer-not-active'
  /** The user's own keys were used for a call that is reserved for third parties. */
  | 'consumer-is-first-party'
  | 'realm-wrong'
  | 'access-token-unknown'
  /** The access token was regenerated, so its old secret no longer works. */
  | 'access-secret-missing'
  | 'challenge-wrong'
  | 'callback-wrong'
  | 'request-token-unknown'
  /** No user has approved the request token in a browser. */
  | 'request-token-not-approved'
  | 'request-token-used'
  | 'verifier-wrong'
  | 'signature-method-wrong'
  | 'live-session-token-missing'
  | 'live-session-token-expired'
  | 'signature-wrong'
  | ReplayProblem

/** Returns the rejection of the two calls for third parties. IBKR's texts for a wrong token or verifier are unknown. */
export function refuseThirdParty(reason: RefusalReason, consumerKey: string): HttpResponse {
  switch (reason) {
    case 'consumer-unknown':
    case 'consumer-not-active':
    case 'consumer-is-first-party':
    case 'realm-wrong':
      return refuseTokenRequest(reason, consumerKey)
    default:
      return refuseRequest()
  }
}

/** Returns the rejection of the live session token call. */
export function refuseTokenRequest(reason: RefusalReason, consumerKey: string): HttpResponse {
  switch (reason) {
    case 'consumer-unknown':
    case 'consumer-not-active':
    case 'consumer-is-first-party':
    case 'realm-wrong':
      return createIserverError(401, 'id: 39687, error: invalid consumer')
    case 'access-token-unknown':
    case 'access-secret-missing':
      return createIserverError(
        401,
        `id: 39687, error: LST failed, error: No access secret key found for ${consumerKey}`,
      )
    default:
      return createIserverError(401, 'id: 39687, error: LST Failed')
  }
}

/** Returns the rejection of every other call: the same plain text for all reasons. */
export function refuseRequest(): HttpResponse {
  return text('Unauthorized', 401)
}

import { type HttpResponse, iserverError, text } from '../http/response.ts'
import type { ReplayProblem } from './replay-protection.ts'

/** Why a signed request is refused; the codes appear in the record. */
export type RefusalReason =
  | 'authorization-missing'
  | 'consumer-unknown'
  | 'consumer-not-active'
  /** Own keys called what is for third parties only. */
  | 'consumer-is-first-party'
  | 'realm-wrong'
  | 'access-token-unknown'
  /** The access token was regenerated and its secret is not there. */
  | 'access-secret-missing'
  | 'challenge-wrong'
  | 'callback-wrong'
  | 'request-token-unknown'
  /** Nobody has approved it in a browser. */
  | 'request-token-not-approved'
  | 'request-token-used'
  | 'verifier-wrong'
  | 'signature-method-wrong'
  | 'live-session-token-missing'
  | 'live-session-token-expired'
  | 'signature-wrong'
  | ReplayProblem

/** What the two calls of third parties say to a request that they refuse; the facts name no words for a wrong token or verifier. */
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

/** What the live session token call says to a request that it refuses. */
export function refuseTokenRequest(reason: RefusalReason, consumerKey: string): HttpResponse {
  switch (reason) {
    case 'consumer-unknown':
    case 'consumer-not-active':
    case 'consumer-is-first-party':
    case 'realm-wrong':
      return iserverError(401, 'id: 39687, error: invalid consumer')
    case 'access-token-unknown':
    case 'access-secret-missing':
      return iserverError(401, `id: 39687, error: LST failed, error: No access secret key found for ${consumerKey}`)
    default:
      return iserverError(401, 'id: 39687, error: LST Failed')
  }
}

/** What every other call says to a request that it refuses: plain text, whatever was wrong. */
export function refuseRequest(): HttpResponse {
  return text('Unauthorized', 401)
}

import { type Answer, iserverError, text } from '../http/answer.ts'
import type { RefusalReason } from './authority.ts'

/** What the live session token call says to a request that it refuses. */
export function refuseTokenRequest(reason: RefusalReason, consumerKey: string): Answer {
  switch (reason) {
    case 'consumer-unknown':
    case 'realm-wrong':
      return iserverError(401, 'id: 39687, error: invalid consumer')
    case 'access-token-unknown':
      return iserverError(401, `id: 39687, error: LST failed, error: No access secret key found for ${consumerKey}`)
    default:
      return iserverError(401, 'id: 39687, error: LST Failed')
  }
}

/** What every other call says to a request that it refuses: plain text, whatever was wrong. */
export function refuseRequest(): Answer {
  return text('Unauthorized', 401)
}

import { asSentence } from '../../shared/domain/as-sentence.ts'
import type { IbkrErrorCode } from '../../shared/domain/ibkr-error-code.ts'
import type { AccountList } from '../../shared/domain/session.ts'
import { IbkrError } from '../errors/ibkr-error.ts'

/** The result of a login, or of a check of the session. */
export type LoginOutcome =
  | { readonly kind: 'ready'; readonly accounts: AccountList }
  | { readonly kind: 'competing' }
  | { readonly kind: 'needs-login'; readonly loginUrl: string }
  | { readonly kind: 'penalty' }
  | { readonly kind: 'retry'; readonly code: IbkrErrorCode; readonly reason: string }
  | { readonly kind: 'failed'; readonly code: IbkrErrorCode; readonly message: string }

/** Every outcome except success. */
export type FailedLogin = Exclude<LoginOutcome, { readonly kind: 'ready' }>

export interface LoginFailureContext {
  /** The page where a person logs in; undefined with OAuth. */
  readonly loginUrl: string | undefined
  /**
   * Whether the same login succeeded before. A refusal is then more likely caused by a problem of IBKR than by a wrong
   * key.
   */
  readonly workedBefore: boolean
}

/** Classifies a login error: either a person has to fix something, or a retry may help. Pure. */
export function classifyLoginFailure(error: unknown, { loginUrl, workedBefore }: LoginFailureContext): FailedLogin {
  if (!(error instanceof IbkrError)) {
    return { kind: 'retry', code: 'login-incomplete', reason: `The login failed: ${String(error)}.` }
  }
  const { code, message } = error
  const retry = (reason: string): FailedLogin => ({ kind: 'retry', code, reason })
  const fail = (text: string): FailedLogin => ({ kind: 'failed', code, message: text })
  switch (code) {
    case 'penalty-box':
      return { kind: 'penalty' }
    case 'unauthorized':
    case 'redirected':
      if (loginUrl !== undefined) return { kind: 'needs-login', loginUrl }
      return retry(
        workedBefore ? 'IBKR no longer accepts the session.' : 'IBKR refuses the login without giving a reason.',
      )
    case 'consumer-invalid':
    case 'live-session-token-refused':
    case 'not-entitled':
      if (workedBefore) return retry(asSentence(`IBKR refused the login: ${message}`))
      return fail(`${REFUSALS[code]} IBKR responded: ${message}`)
    case 'client-assertion-refused':
    case 'sso-session-refused':
    case 'scope-missing':
      if (workedBefore) return retry(loginSentence(message))
      return fail(code === 'scope-missing' ? SCOPE : message)
    case 'live-session-token-mismatch':
      return fail(MISMATCH)
    case 'key-invalid':
    case 'prime-invalid':
    case 'access-token-secret-invalid':
    case 'config-invalid':
    case 'config-unsupported':
    case 'tls-untrusted':
    case 'tls-pin-mismatch':
      return fail(message)
    case 'gone':
      return retry('This IBKR host no longer has the session.')
    case 'service-unavailable':
      return retry('IBKR is not available at the moment (resets take some minutes).')
    case 'too-many-requests':
      return retry(
        'IBKR accepts no more of these requests for now. Wait at least a minute: an immediate retry leads to a block of 15 minutes.',
      )
    default:
      return retry(loginSentence(message))
  }
}

/**
 * Describes an error without the channel's warning about unconfirmed writes, because a login may always be repeated.
 */
function loginSentence(message: string): string {
  return asSentence(message.replace(/ The server may have acted on it: check before sending it again\./, ''))
}

const REFUSALS = {
  'consumer-invalid':
    'IBKR does not recognise this consumer key yet: new keys work after the nightly reset, sometimes days later. Otherwise check it for typing errors (in a program also the realm).',
  'live-session-token-refused':
    'IBKR refused the live session token: the access token or its secret is outdated, or the signature key is a different one. Create a new token.',
  'not-entitled': 'This username may not trade through OAuth.',
} as const

const MISMATCH =
  'The live session token does not match the one that IBKR computed: the access token secret or the prime belongs to another setup.'

const SCOPE =
  'The access token may not open an SSO session: its scopes do not include "sso-sessions.write". Add it to the settings.'

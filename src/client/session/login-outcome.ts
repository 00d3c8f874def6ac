import { asSentence } from '../../shared/domain/as-sentence.ts'
import type { AccountList } from '../../shared/domain/session.ts'
import { IbkrError } from '../errors/ibkr-error.ts'

/** How a login, or a look at the session, ended. */
export type LoginOutcome =
  | { readonly kind: 'ready'; readonly accounts: AccountList }
  | { readonly kind: 'competing' }
  | { readonly kind: 'needs-login'; readonly loginUrl: string }
  | { readonly kind: 'penalty' }
  | { readonly kind: 'retry'; readonly code: string; readonly reason: string }
  | { readonly kind: 'failed'; readonly code: string; readonly message: string }

/** Every way for a login to end but the good one. */
export type Trouble = Exclude<LoginOutcome, { readonly kind: 'ready' }>

/** What decides how an error is taken. */
export interface FailureContext {
  /** Where a person logs in; undefined under OAuth. */
  readonly loginUrl: string | undefined
  /** The same login was ready before: a refusal is then more likely IBKR's trouble than a wrong key. */
  readonly workedBefore: boolean
}

/** Takes an error of a login: is it for a person to mend, or does it pass? Pure. */
export function judgeFailure(error: unknown, context: FailureContext): Trouble {
  if (!(error instanceof IbkrError)) {
    return { kind: 'retry', code: 'login-incomplete', reason: `The login broke off: ${String(error)}.` }
  }
  switch (error.code) {
    case 'penalty-box':
      return { kind: 'penalty' }
    case 'unauthorized':
    case 'redirected':
      if (context.loginUrl !== undefined) return { kind: 'needs-login', loginUrl: context.loginUrl }
      return {
        kind: 'retry',
        code: error.code,
        reason: context.workedBefore
          ? 'IBKR does not accept the session any more.'
          : 'IBKR refuses the login and does not say why.',
      }
    case 'consumer-invalid':
    case 'live-session-token-refused':
    case 'not-entitled':
      if (context.workedBefore)
        return { kind: 'retry', code: error.code, reason: asSentence(`IBKR refused the login: ${error.message}`) }
      return { kind: 'failed', code: error.code, message: `${REFUSALS[error.code]} IBKR said: ${error.message}` }
    case 'client-assertion-refused':
    case 'sso-session-refused':
    case 'scope-missing':
      if (context.workedBefore) return { kind: 'retry', code: error.code, reason: loginSentence(error.message) }
      return { kind: 'failed', code: error.code, message: error.code === 'scope-missing' ? SCOPE : error.message }
    case 'live-session-token-mismatch':
      return { kind: 'failed', code: error.code, message: MISMATCH }
    case 'key-invalid':
    case 'prime-invalid':
    case 'access-token-secret-invalid':
    case 'config-invalid':
    case 'config-unsupported':
    case 'tls-untrusted':
    case 'tls-pin-mismatch':
      return { kind: 'failed', code: error.code, message: error.message }
    case 'gone':
      return { kind: 'retry', code: error.code, reason: 'This host of IBKR does not know the session any more.' }
    case 'service-unavailable':
      return {
        kind: 'retry',
        code: error.code,
        reason: 'IBKR is not available at the moment (resets take some minutes).',
      }
    case 'too-many-requests':
      return {
        kind: 'retry',
        code: error.code,
        reason:
          'IBKR takes no more of these requests for now. Wait a minute or more: asking at once leads to a quarter of an hour without any.',
      }
    default:
      return { kind: 'retry', code: error.code, reason: loginSentence(error.message) }
  }
}

/** A login may be begun again at any time: what the channel says of a change that may have been made is no advice here. */
function loginSentence(message: string): string {
  return asSentence(message.replace(/ The server may have acted on it: check before sending it again\./, ''))
}

const REFUSALS = {
  'consumer-invalid':
    'IBKR does not know this consumer key (yet): new keys work after the nightly reset, sometimes days later. Else look for a typing error in it (in a program also: in the realm).',
  'live-session-token-refused':
    'IBKR refused the live session token: the access token or its secret is an old one, or the signature key is another one. Make the token anew.',
  'not-entitled': 'This username may not trade through OAuth.',
} as const

const MISMATCH =
  'The live session token does not match the one that IBKR computed: the access token secret or the prime belongs to another set-up.'

const SCOPE =
  'The access token may not open an SSO session: its scopes lack "sso-sessions.write". Add it to the settings.'

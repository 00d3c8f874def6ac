import { createHmac, timingSafeEqual, verify } from 'node:crypto'
import type { QueryPractice } from '../record.ts'
import { type OauthParameters, parseAuthorizationHeader } from './authorization-header.ts'
import type { Pair } from './base-string.ts'
import type { Oauth1Registration } from './credentials.ts'
import { createReplayGuard, type ReplayProblem } from './replay-guard.ts'
import { type BaseStringCandidate, baseStringCandidates, type SignedRequest } from './signed-request.ts'

/** Why a signed request is refused; the codes appear in the record. */
export type RefusalReason =
  | 'authorization-missing'
  | 'consumer-unknown'
  | 'realm-wrong'
  | 'access-token-unknown'
  | 'signature-method-wrong'
  | 'live-session-token-missing'
  | 'signature-wrong'
  | ReplayProblem

/** Outcome of a signature check. */
export type Verification =
  | { readonly kind: 'verified'; readonly queryPractice: QueryPractice; readonly parameters: OauthParameters }
  | { readonly kind: 'refused'; readonly reason: RefusalReason }

/** Judges signatures for one registered consumer. */
export interface Oauth1Authority {
  readonly registration: Oauth1Registration
  /** RSA-SHA256 over the base string with the secret's hex in front: only the live session token request. */
  verifyTokenRequest(request: SignedRequest, authorization: string | undefined): Verification
  /** HMAC-SHA256 under a live session token: every other request. */
  verifyRequest(request: SignedRequest, authorization: string | undefined, tokens: readonly string[]): Verification
}

/** Makes the judge. Nonces and timestamps are remembered over both kinds of request. */
export function createAuthority(
  registration: Oauth1Registration,
  { now, strict }: { readonly now: () => number; readonly strict: boolean },
): Oauth1Authority {
  const guard = createReplayGuard()

  function judge(
    request: SignedRequest,
    authorization: string | undefined,
    method: 'RSA-SHA256' | 'HMAC-SHA256',
    prepend: string,
    fits: (candidate: BaseStringCandidate, signature: Buffer) => boolean,
  ): Verification {
    const parameters = parseAuthorizationHeader(authorization)
    if (parameters === undefined) return refused('authorization-missing')
    const get = (name: string) => parameters.get(name)
    if (get('oauth_consumer_key') !== registration.consumerKey) return refused('consumer-unknown')
    if (get('realm') !== registration.realm) return refused('realm-wrong')
    if (get('oauth_token') !== registration.accessToken) return refused('access-token-unknown')
    if (get('oauth_signature_method') !== method) return refused('signature-method-wrong')
    const timestamp = get('oauth_timestamp') ?? ''
    const nonce = get('oauth_nonce') ?? ''
    const problem = guard.judge(timestamp, nonce, now())
    if (problem !== undefined) return refused(problem)
    const signature = Buffer.from(get('oauth_signature') ?? '', 'base64')
    for (const candidate of baseStringCandidates(request, signedPairs(parameters), { prepend, strict })) {
      if (!fits(candidate, signature)) continue
      guard.remember(timestamp, nonce)
      return { kind: 'verified', queryPractice: candidate.queryPractice, parameters }
    }
    return refused('signature-wrong')
  }

  return {
    registration,
    verifyTokenRequest: (request, authorization) =>
      judge(request, authorization, 'RSA-SHA256', registration.secretBytes.toString('hex'), (candidate, signature) =>
        verify('sha256', Buffer.from(candidate.text), registration.signatureKey, signature),
      ),
    verifyRequest: (request, authorization, tokens) => {
      if (tokens.length === 0) return refused('live-session-token-missing')
      return judge(request, authorization, 'HMAC-SHA256', '', (candidate, signature) =>
        tokens.some((token) => equal(hmac(candidate.text, token), signature)),
      )
    },
  }
}

function signedPairs(parameters: OauthParameters): readonly Pair[] {
  return [...parameters].filter(([name]) => name !== 'realm' && name !== 'oauth_signature')
}

function hmac(text: string, token: string): Buffer {
  return createHmac('sha256', Buffer.from(token, 'base64')).update(text, 'utf8').digest()
}

function equal(a: Buffer, b: Buffer): boolean {
  return a.length === b.length && timingSafeEqual(a, b)
}

function refused(reason: RefusalReason): Verification {
  return { kind: 'refused', reason }
}

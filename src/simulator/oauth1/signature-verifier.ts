import { createHmac, timingSafeEqual, verify } from 'node:crypto'
import type { QuerySigningMode } from '../record/recorded-entries.ts'
import {
  type BaseStringCandidate,
  generateBaseStrings,
  type NameValuePair,
  type OauthParameters,
  parseAuthorizationHeader,
  type SignedRequest,
} from './base-string.ts'
import type { RefusalReason } from './error-responses.ts'
import type { Oauth1Consumer } from './register-consumer.ts'
import { createReplayProtection } from './replay-protection.ts'

/** The result of a signature check. */
type Verification =
  | { readonly kind: 'verified'; readonly querySigningMode: QuerySigningMode; readonly parameters: OauthParameters }
  | { readonly kind: 'refused'; readonly reason: RefusalReason }

/** Live session tokens that may have signed the request. */
interface KnownTokens {
  readonly current: readonly string[]
  /** Expired tokens, to distinguish an expired token from a wrong signature. */
  readonly expired?: readonly string[]
}

/** Verifies the signatures of one registered consumer. */
export interface SignatureVerifier {
  /** Verifies RSA-SHA256 over the secret's hex and the base string. Used only for the live session token request. */
  verifyTokenRequest(request: SignedRequest, authorization: string | undefined): Verification
  /**
   * Verifies RSA-SHA256 over the base string alone. Used for the two calls of third parties. `rejectionReason` checks
   * the other parameters.
   */
  verifyThirdParty(
    request: SignedRequest,
    authorization: string | undefined,
    rejectionReason: (parameters: OauthParameters) => RefusalReason | undefined,
  ): Verification
  /** Verifies HMAC-SHA256 with a live session token. Used for every other request. */
  verifyRequest(request: SignedRequest, authorization: string | undefined, tokens: KnownTokens): Verification
}

/** The rules for the signature of one kind of request. */
interface SignatureRules {
  readonly method: 'RSA-SHA256' | 'HMAC-SHA256'
  readonly prepend: string
  readonly rejectionReason: (parameters: OauthParameters) => RefusalReason | undefined
  readonly fits: (candidate: BaseStringCandidate, signature: Buffer) => boolean
}

/** The properties of the consumer that the verification needs. */
export type SigningConsumer = Pick<
  Oauth1Consumer,
  'consumerKey' | 'realm' | 'signatureKey' | 'thirdParty' | 'active' | 'accessToken' | 'secretBytes'
>

/** Creates the verifier. Nonces and timestamps are shared by all kinds of requests. */
export function createSignatureVerifier(
  consumer: SigningConsumer,
  { now, strict }: { readonly now: () => number; readonly strict: boolean },
): SignatureVerifier {
  const replays = createReplayProtection()

  function verifySignature(
    request: SignedRequest,
    authorization: string | undefined,
    rules: SignatureRules,
  ): Verification {
    const parameters = parseAuthorizationHeader(authorization)
    if (parameters === undefined) return refused('authorization-missing')
    const get = (name: string) => parameters.get(name)
    if (get('oauth_consumer_key') !== consumer.consumerKey) return refused('consumer-unknown')
    if (get('realm') !== consumer.realm) return refused('realm-wrong')
    if (!consumer.active()) return refused('consumer-not-active')
    const rejectionReason = rules.rejectionReason(parameters)
    if (rejectionReason !== undefined) return refused(rejectionReason)
    if (get('oauth_signature_method') !== rules.method) return refused('signature-method-wrong')
    const timestamp = get('oauth_timestamp') ?? ''
    const nonce = get('oauth_nonce') ?? ''
    const problem = replays.check(timestamp, nonce, now())
    if (problem !== undefined) return refused(problem)
    const signature = Buffer.from(get('oauth_signature') ?? '', 'base64')
    const { prepend } = rules
    for (const candidate of generateBaseStrings(request, signedPairs(parameters), { prepend, strict })) {
      if (!rules.fits(candidate, signature)) continue
      replays.remember(timestamp, nonce, now())
      return { kind: 'verified', querySigningMode: candidate.querySigningMode, parameters }
    }
    return refused('signature-wrong')
  }

  const rsaFits = (candidate: BaseStringCandidate, signature: Buffer) =>
    verify('sha256', Buffer.from(candidate.text), consumer.signatureKey, signature)

  const otherToken = (parameters: OauthParameters): RefusalReason | undefined =>
    parameters.get('oauth_token') === consumer.accessToken() ? undefined : 'access-token-unknown'

  return {
    verifyTokenRequest: (request, authorization) => {
      const secretBytes = consumer.secretBytes()
      return verifySignature(request, authorization, {
        method: 'RSA-SHA256',
        prepend: secretBytes?.toString('hex') ?? '',
        rejectionReason: (parameters) =>
          otherToken(parameters) ?? (secretBytes === undefined ? 'access-secret-missing' : undefined),
        fits: rsaFits,
      })
    },
    verifyThirdParty: (request, authorization, rejectionReason) =>
      verifySignature(request, authorization, {
        method: 'RSA-SHA256',
        prepend: '',
        rejectionReason: (parameters) =>
          consumer.thirdParty ? rejectionReason(parameters) : 'consumer-is-first-party',
        fits: rsaFits,
      }),
    verifyRequest: (request, authorization, { current, expired = [] }) => {
      if (current.length + expired.length === 0) return refused('live-session-token-missing')
      const rules = { method: 'HMAC-SHA256', prepend: '', rejectionReason: otherToken } as const
      const under = (tokens: readonly string[]) =>
        verifySignature(request, authorization, {
          ...rules,
          fits: (candidate, signature) => tokens.some((token) => equal(hmac(candidate.text, token), signature)),
        })
      const outcome = under(current)
      const isWrong = outcome.kind === 'refused' && outcome.reason === 'signature-wrong' && expired.length > 0
      return isWrong && under(expired).kind === 'verified' ? refused('live-session-token-expired') : outcome
    },
  }
}

function signedPairs(parameters: OauthParameters): readonly NameValuePair[] {
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

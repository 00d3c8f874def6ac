import type { errors as JoseErrors, JWTPayload } from 'jose'
import type { Oauth2Registration } from './credentials.ts'

/** The result of checking a JWT that the client signed. `reason` is recorded. */
export type JwtVerification =
  | { readonly kind: 'verified'; readonly claims: JWTPayload }
  | { readonly kind: 'refused'; readonly reason: string; readonly missingClaim?: string }

/**
 * Verifies a JWT of the registered client: RS256, key id, signature, `iss`, and the current time between `iat` and
 * `exp`. No clock difference is tolerated, so clients set `iat` back by ten seconds. `audience` and `subject` are
 * checked if given.
 */
export async function verifyClientJwt(
  jwt: string,
  registration: Oauth2Registration,
  expected: { readonly now: number; readonly audience?: readonly string[]; readonly subject?: string },
): Promise<JwtVerification> {
  // Import the library on demand, because it would slow down every start.
  const { decodeProtectedHeader, errors, jwtVerify } = await import('jose')
  try {
    const header = decodeProtectedHeader(jwt)
    if (header.alg !== 'RS256') return refused('signature-method-wrong')
    if (header.kid !== registration.keyId) return refused('key-id-unknown')
    const { payload } = await jwtVerify(jwt, registration.publicKey, {
      algorithms: ['RS256'],
      issuer: registration.clientId,
      ...(expected.audience !== undefined && { audience: [...expected.audience] }),
      ...(expected.subject !== undefined && { subject: expected.subject }),
      requiredClaims: ['iat', 'exp'],
      currentDate: new Date(expected.now),
    })
    // Check `iat` here, because the library checks it only for a maximum age.
    if ((payload.iat ?? 0) * 1000 > expected.now) return refused('claim-iat-wrong')
    return { kind: 'verified', claims: payload }
  } catch (error) {
    return rejectionOf(error, errors)
  }
}

function rejectionOf(error: unknown, errors: typeof JoseErrors): JwtVerification {
  if (error instanceof errors.JWTExpired) return refused('jwt-expired')
  if (error instanceof errors.JWSSignatureVerificationFailed) return refused('signature-wrong')
  if (error instanceof errors.JWTClaimValidationFailed) {
    const { claim, reason } = error
    return reason === 'missing'
      ? { kind: 'refused', reason: `claim-${claim}-missing`, missingClaim: claim }
      : refused(`claim-${claim}-wrong`)
  }
  return refused('jwt-malformed')
}

function refused(reason: string): JwtVerification {
  return { kind: 'refused', reason }
}

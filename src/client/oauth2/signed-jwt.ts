import type { KeyObject } from 'node:crypto'

/**
 * A JWT with these claims, signed RS256. The library that does it is loaded with the first one: gateways and OAuth 1.0a need
 * none.
 */
export async function signJwt(
  claims: Readonly<Record<string, unknown>>,
  signer: { readonly key: KeyObject; readonly keyId: string },
): Promise<string> {
  const { CompactSign } = await import('jose')
  return new CompactSign(new TextEncoder().encode(JSON.stringify(claims)))
    .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid: signer.keyId })
    .sign(signer.key)
}

import { percentEncode } from './percent-encode.ts'

/**
 * The value of `Authorization`: `realm` first, then every parameter and the signature in the order of their names. Only
 * the signature is percent-encoded, as in IBKR's samples.
 */
export function authorizationHeader(parts: {
  readonly realm: string
  readonly params: Readonly<Record<string, string>>
  /** base64, not encoded */
  readonly signature: string
}): string {
  const pairs: [string, string][] = Object.entries({ ...parts.params, oauth_signature: percentEncode(parts.signature) })
  pairs.sort(([a], [b]) => (a < b ? -1 : 1))
  return `OAuth ${[['realm', parts.realm], ...pairs].map(([name, value]) => `${name}="${value}"`).join(', ')}`
}

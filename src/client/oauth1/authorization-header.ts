import { IbkrError } from '../errors/ibkr-error.ts'
import { percentEncode } from './percent-encode.ts'

/** Printable ASCII without the quote that would end the value. */
const SAFE = /^[\x20\x21\x23-\x7e]*$/

/**
 * The value of `Authorization`: `realm` first, then every parameter and the signature in the order of their names. Only
 * the signature is percent-encoded, as in IBKR's samples.
 * @throws IbkrError `config-invalid` for a value that no header can carry (quotes, line ends, letters beyond ASCII)
 */
export function authorizationHeader(parts: {
  readonly realm: string
  readonly params: Readonly<Record<string, string>>
  /** base64, not encoded */
  readonly signature: string
}): string {
  const pairs: [string, string][] = Object.entries({ ...parts.params, oauth_signature: percentEncode(parts.signature) })
  pairs.sort(([a], [b]) => (a < b ? -1 : 1))
  return `OAuth ${[['realm', parts.realm] as const, ...pairs].map(pairText).join(', ')}`
}

function pairText([name, value]: readonly [string, string]): string {
  if (typeof value !== 'string' || !SAFE.test(value)) {
    throw new IbkrError('config-invalid', `${name} is missing or holds a character that no header can carry.`)
  }
  return `${name}="${value}"`
}

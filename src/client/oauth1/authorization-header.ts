import { requireObject } from '../check-arguments.ts'
import { IbkrError } from '../errors/ibkr-error.ts'
import { percentEncode } from './percent-encode.ts'

/** Matches printable ASCII without the quote, which would end the value. */
const SAFE = /^[\x20\x21\x23-\x7e]*$/

/**
 * Returns the value of `Authorization`: `realm` first, then all parameters and the signature, sorted by name. Only the
 * signature is percent-encoded, as in IBKR's samples.
 * @throws IbkrError `config-invalid` for a value that a header cannot carry (quotes, line ends, characters beyond
 * ASCII)
 * @example
 * ```ts run=alone
 * import { authorizationHeader } from 'ibkr-web-client/oauth1'
 *
 * const params = { oauth_consumer_key: 'MYCONSUMR', oauth_token: 'abc' }
 * console.log(authorizationHeader({ realm: 'limited_poa', params, signature: 'c2ln' }))
 * // => OAuth realm="limited_poa", oauth_consumer_key="MYCONSUMR", oauth_signature="c2ln", oauth_token="abc"
 * ```
 */
export function authorizationHeader(parts: {
  /** The realm; see `realmOf`. */
  readonly realm: string
  /** OAuth parameters by name, without the signature. */
  readonly params: Readonly<Record<string, string>>
  /** The signature in base64, not percent-encoded. */
  readonly signature: string
}): string {
  requireObject(parts, 'The content of an Authorization header')
  const { params, realm, signature } = parts
  requireObject(params, 'The params of an Authorization header')
  const fields: Record<string, string> = { ...params, oauth_signature: percentEncode(signature) }
  let header = `OAuth realm="${checkedValue('realm', realm)}"`
  for (const name of Object.keys(fields).sort()) header += `, ${name}="${checkedValue(name, fields[name])}"`
  return header
}

function checkedValue(name: string, value: unknown): string {
  if (typeof value === 'string' && SAFE.test(value)) return value
  throw new IbkrError('config-invalid', `${name} is missing or contains a character that is invalid in a header.`)
}

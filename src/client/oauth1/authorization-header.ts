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
  /** OAuth parameters by name; `oauth_signature` is ignored. */
  readonly params: Readonly<Record<string, string>>
  /** The signature in base64, not percent-encoded. */
  readonly signature: string
}): string {
  requireObject(parts, 'The content of an Authorization header')
  const { params, realm, signature } = parts
  requireObject(params, 'The params of an Authorization header')
  const fields = Object.entries(params).filter(([name]) => name !== 'oauth_signature')
  fields.push(['oauth_signature', percentEncode(signature)])
  fields.sort((a, b) => (a[0] < b[0] ? -1 : 1))
  let header = `OAuth realm="${checkedValue('realm', realm)}"`
  for (const [name, value] of fields) header += `, ${name}="${checkedValue(name, value)}"`
  return header
}

function checkedValue(name: string, value: unknown): string {
  if (typeof value === 'string' && SAFE.test(value)) return value
  throw new IbkrError('config-invalid', `${name} is missing or contains a character that is invalid in a header.`)
}

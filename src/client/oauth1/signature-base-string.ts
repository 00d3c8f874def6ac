import { requireObject, requireString } from '../check-arguments.ts'
import { IbkrError } from '../errors/ibkr-error.ts'
import { percentEncode } from './percent-encode.ts'

/**
 * The query signing mode: how query parameters are included in the signature. All three modes are reported to work with
 * IBKR. `joined`: the pairs are added to the OAuth parameters, and the signed URL has no query (IBKR's own guide).
 * `omitted`: the pairs are not signed. `in-url`: the signed URL includes its query, the parameter list does not.
 */
export type QuerySigningMode = 'joined' | 'omitted' | 'in-url'

/** Names and values, not percent-encoded. */
export type NameValuePairs = Readonly<Record<string, string>> | readonly (readonly [string, string])[]

const QUERY_SIGNING_MODES: readonly unknown[] = ['joined', 'omitted', 'in-url'] satisfies readonly QuerySigningMode[]
const SURROGATE = /[\ud800-\udfff]/

/** The input of a signature. */
export interface BaseStringInput {
  /** HTTP method; lower case is accepted. */
  readonly method: string
  /**
   * The URL without the query, which belongs in `query`. A query in the URL is encoded with the URL, as `in-url`
   * requires.
   */
  readonly url: string
  /** The OAuth parameters (and the pairs of a form body). `realm` and `oauth_signature` are ignored. */
  readonly params: NameValuePairs
  /** Query parameters; see `querySigningMode`. Default: none. */
  readonly query?: NameValuePairs
  /** Query signing mode; default `joined`. */
  readonly querySigningMode?: QuerySigningMode
  /** Lower-case hex of the decrypted access token secret; only for the live session token. */
  readonly prepend?: string
}

/**
 * Builds the string to sign. Unlike in RFC 5849, the pairs are joined unencoded and then encoded once. `prepend`
 * precedes the string without a separator, because IBKR computes it this way. Does not take constant time; only
 * `prepend` is secret.
 * @throws IbkrError `config-invalid` for a value that is not a string, a string that cannot be encoded, and an unknown
 * mode
 * @example
 * ```ts run=alone
 * import { signatureBaseString } from 'ibkr-web-client/oauth1'
 *
 * const url = 'https://api.ibkr.com/v1/api/trsrv/stocks'
 * const params = { oauth_nonce: 'n', oauth_token: 'T' }
 * console.log(signatureBaseString({ method: 'GET', url, params, query: { symbols: 'AAPL' } }))
 * // => GET&https%3A%2F%2Fapi.ibkr.com%2Fv1%2Fapi%2Ftrsrv%2Fstocks&oauth_nonce%3Dn%26oauth_token%3DT%26symbols%3DAAPL
 * ```
 */
export function signatureBaseString(input: BaseStringInput): string {
  requireObject(input, 'The input of a base string')
  const { method, url, prepend = '', querySigningMode = 'joined' } = input
  requireString(method, 'The method of a base string')
  requireString(url, 'The url of a base string')
  requireString(prepend, 'The prepend of a base string')
  if (!QUERY_SIGNING_MODES.includes(querySigningMode)) {
    throw new IbkrError(
      'config-invalid',
      `The querySigningMode of a base string must be one of ${QUERY_SIGNING_MODES.join(', ')}.`,
    )
  }
  const query = readPairs(input.query ?? [])
  const signed = [...readPairs(input.params), ...(querySigningMode === 'joined' ? query : [])].filter(
    ([name]) => name !== 'realm' && name !== 'oauth_signature',
  )
  const signedUrl = querySigningMode === 'in-url' && query.length > 0 ? `${url}?${joinPairs(query)}` : url
  return `${prepend}${method.toUpperCase()}&${percentEncode(signedUrl)}&${percentEncode(joinSorted(signed))}`
}

type Pair = readonly [string, string]

function readPairs(pairs: NameValuePairs): readonly Pair[] {
  requireObject(pairs, 'The params or the query of a base string')
  const list: readonly Pair[] = Array.isArray(pairs) ? pairs : Object.entries(pairs)
  return list.map((pair) => {
    requireObject(pair, 'A pair of a base string')
    const [name, value]: readonly unknown[] = pair
    if (typeof name === 'string' && typeof value === 'string') return pair
    requireString(name, 'A name in a base string')
    // Numbers and booleans are signed as strings, as in `ibkr-client`.
    const text = typeof value === 'number' || typeof value === 'boolean' ? String(value) : value
    requireString(text, `The value of ${name} in a base string`)
    return [name, text] as const
  })
}

/** Joins the pairs sorted by the UTF-8 bytes of name and value, independent of the locale. */
function joinSorted(pairs: Pair[]): string {
  const joined = joinPairs(pairs.sort((a, b) => compare(a[0], b[0]) || compare(a[1], b[1])))
  // UTF-16 sorts like UTF-8, except for surrogates.
  if (!SURROGATE.test(joined)) return joined
  const compareBytes = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b))
  return joinPairs(pairs.sort((a, b) => compareBytes(a[0], b[0]) || compareBytes(a[1], b[1])))
}

function compare(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1
}

function joinPairs(pairs: readonly Pair[]): string {
  return pairs.map(([name, value]) => `${name}=${value}`).join('&')
}

import { percentEncode } from './percent-encode.ts'

/**
 * How query parameters take part in the base string. All three are reported to work against IBKR:
 * `joined`: the pairs join the OAuth parameters, the URL goes without them (IBKR's own guide);
 * `omitted`: they take no part;
 * `in-url`: the URL takes part with its query, the list does not.
 */
export type QueryPractice = 'joined' | 'omitted' | 'in-url'

/** Names and values as they are, not percent-encoded. */
export type Pairs = Readonly<Record<string, string>> | readonly (readonly [string, string])[]

const SURROGATE = /[\ud800-\udfff]/

/** What a signature is made over. */
export interface BaseStringInput {
  readonly method: string
  /** Without the query, which belongs in `query`. A query left in it is encoded with it, as `in-url` wants. */
  readonly url: string
  /** The OAuth parameters (and the pairs of a form body). `realm` and `oauth_signature` are left out. */
  readonly params: Pairs
  readonly query?: Pairs
  /** Default `joined`. */
  readonly practice?: QueryPractice
  /** Lower-case hex of the decrypted access token secret; only for the live session token. */
  readonly prepend?: string
}

/**
 * The text that is signed. Unlike RFC 5849 the pairs are joined as they are and encoded once, and `prepend` is glued on
 * with no separator: that is what IBKR computes. Not constant in time; what is secret in it is `prepend` alone.
 * @throws IbkrError `config-invalid` for a text that no encoding can carry
 */
export function signatureBaseString(input: BaseStringInput): string {
  const practice = input.practice ?? 'joined'
  const query = input.query === undefined ? [] : entries(input.query)
  const pairs = practice === 'joined' ? [...entries(input.params), ...query] : entries(input.params)
  const joined = pairs
    .filter(([name]) => name !== 'realm' && name !== 'oauth_signature')
    .sort(byName)
    .map(([name, value]) => `${name}=${value}`)
    .join('&')
  const url = practice === 'in-url' ? withQuery(input.url, query) : input.url
  return `${input.prepend ?? ''}${input.method.toUpperCase()}&${percentEncode(url)}&${percentEncode(joined)}`
}

function entries(pairs: Pairs): readonly (readonly [string, string])[] {
  return Array.isArray(pairs) ? pairs : Object.entries(pairs)
}

function withQuery(url: string, query: readonly (readonly [string, string])[]): string {
  if (query.length === 0) return url
  return `${url}?${query.map(([name, value]) => `${name}=${value}`).join('&')}`
}

/** Byte order of the name, then of the value: not the order of any language. */
function byName(a: readonly [string, string], b: readonly [string, string]): number {
  return compare(a[0], b[0]) || compare(a[1], b[1])
}

/** UTF-16 orders as UTF-8 does, but for characters beyond the first 65,536. */
function compare(a: string, b: string): number {
  if (a === b) return 0
  if (SURROGATE.test(a) || SURROGATE.test(b)) return Buffer.compare(Buffer.from(a), Buffer.from(b))
  return a < b ? -1 : 1
}

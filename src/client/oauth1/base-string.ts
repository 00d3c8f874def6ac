import { demandObject, demandText } from '../demand.ts'
import { IbkrError } from '../errors/ibkr-error.ts'
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

const PRACTICES: readonly unknown[] = ['joined', 'omitted', 'in-url'] satisfies readonly QueryPractice[]
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
 * @throws IbkrError `config-invalid` for what is no text, a text that no encoding can carry, and a practice that is none
 */
export function signatureBaseString(input: BaseStringInput): string {
  demandObject(input, 'What a base string is made of')
  demandText(input.method, 'The method of a base string')
  demandText(input.url, 'The url of a base string')
  if (input.prepend !== undefined) demandText(input.prepend, 'The prepend of a base string')
  const practice = input.practice ?? 'joined'
  if (!PRACTICES.includes(practice)) {
    throw new IbkrError('config-invalid', `The practice of a base string is one of ${PRACTICES.join(', ')}.`)
  }
  const query = input.query === undefined ? [] : entries(input.query)
  const signed: Pair[] = []
  for (const pair of entries(input.params)) if (isSigned(pair)) signed.push(pair)
  if (practice === 'joined') for (const pair of query) if (isSigned(pair)) signed.push(pair)
  const url = practice === 'in-url' ? withQuery(input.url, query) : input.url
  return `${input.prepend ?? ''}${input.method.toUpperCase()}&${percentEncode(url)}&${percentEncode(joinSorted(signed))}`
}

type Pair = readonly [string, string]

const isSigned = ([name]: Pair): boolean => name !== 'realm' && name !== 'oauth_signature'

function entries(pairs: Pairs): readonly Pair[] {
  demandObject(pairs, 'A list of a base string')
  const list: readonly Pair[] = Array.isArray(pairs) ? pairs : Object.entries(pairs)
  return list.map(readPair)
}

/** Words only where they are needed: this is done for every pair of every request. */
function readPair(pair: Pair): Pair {
  demandObject(pair, 'A pair of a base string')
  const name: unknown = pair[0]
  const value: unknown = pair[1]
  if (typeof name === 'string' && typeof value === 'string') return pair
  demandText(name, 'A name in a base string')
  // `ibkr-client` signs them as they are written.
  if (typeof value === 'number' || typeof value === 'boolean') return [name, String(value)]
  demandText(value, `The value of ${name} in a base string`)
  return pair
}

function withQuery(url: string, query: readonly Pair[]): string {
  return query.length === 0 ? url : `${url}?${joinAll(query)}`
}

/** Byte order of the name, then of the value: not the order of any language. */
function joinSorted(pairs: Pair[]): string {
  const joined = joinAll(pairs.sort(byCode))
  // UTF-16 orders as UTF-8 does, but for characters beyond the first 65,536.
  return SURROGATE.test(joined) ? joinAll(pairs.sort(byByte)) : joined
}

function joinAll(pairs: readonly Pair[]): string {
  let joined = ''
  for (const [name, value] of pairs) joined += `${joined === '' ? '' : '&'}${name}=${value}`
  return joined
}

function byCode(a: Pair, b: Pair): number {
  if (a[0] !== b[0]) return a[0] < b[0] ? -1 : 1
  return a[1] === b[1] ? 0 : a[1] < b[1] ? -1 : 1
}

function byByte(a: Pair, b: Pair): number {
  return Buffer.compare(Buffer.from(a[0]), Buffer.from(b[0])) || Buffer.compare(Buffer.from(a[1]), Buffer.from(b[1]))
}

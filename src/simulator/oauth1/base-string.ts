import type { QuerySigningMode } from '../record/recorded-entries.ts'

/** A parameter name and its decoded value. */
export type NameValuePair = readonly [name: string, value: string]

/**
 * Ways in which clients percent-encode the three parts of the base string. The modes differ only in spaces, slashes and
 * `!*'()`.
 */
export type EncodingMode = 'rfc3986' | 'plus-for-space' | 'javascript' | 'slash-kept'

const encoders: Readonly<Record<EncodingMode, (text: string) => string>> = {
  rfc3986: percentEncode,
  'plus-for-space': (text) => percentEncode(text).replaceAll('%20', '+'),
  javascript: (text) => encodeURIComponent(text).replaceAll('%20', '+'),
  'slash-kept': (text) => percentEncode(text).replaceAll('%2F', '/'),
}

/** The encodings that existing clients use, the correct one first. */
const encodingModes = Object.keys(encoders) as readonly EncodingMode[]

/** Encodes a string as in RFC 3986: everything except letters, digits and `-._~` becomes `%XX` in upper case. */
export function percentEncode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!*'()]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}

/**
 * Builds the base string like IBKR: the sorted pairs are joined and then encoded once (RFC 5849 would encode twice).
 * `prepend` comes first, without a separator.
 */
export function buildBaseString(
  method: string,
  url: string,
  pairs: readonly NameValuePair[],
  { prepend = '', encoding = 'rfc3986' }: { readonly prepend?: string; readonly encoding?: EncodingMode } = {},
): string {
  const joined = [...pairs]
    .sort((a, b) => compare(a[0], b[0]) || compare(a[1], b[1]))
    .map(([name, value]) => `${name}=${value}`)
    .join('&')
  // Encode slashes in the URL: clients that leave slashes unencoded do so only in the parameters.
  const encodedUrl = encoding === 'slash-kept' ? percentEncode(url) : encoders[encoding](url)
  return `${prepend}${method}&${encodedUrl}&${encoders[encoding](joined)}`
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** The parts of a request that a signature covers. */
export interface SignedRequest {
  readonly method: string
  /** The URLs, without query, that a client may use for this address. */
  readonly urls: readonly string[]
  /** Raw query without the question mark. */
  readonly query: string
  /** Pairs of a form body; JSON bodies are not signed. */
  readonly formPairs: readonly NameValuePair[]
}

/** One possible base string of a client. */
export interface BaseStringCandidate {
  readonly text: string
  readonly querySigningMode: QuerySigningMode
  readonly encoding: EncodingMode
}

/**
 * Generates every base string that a valid client may have signed, the most likely first. `strict` includes only the
 * documented query signing mode (decoded pairs in the sorted list). The strings are generated lazily, because the first
 * one nearly always matches.
 */
export function* generateBaseStrings(
  request: SignedRequest,
  oauthPairs: readonly NameValuePair[],
  { prepend = '', strict }: { readonly prepend?: string; readonly strict: boolean },
): Generator<BaseStringCandidate> {
  const queryPairs = [...new URLSearchParams(request.query)]
  const pairs = [...oauthPairs, ...request.formPairs]
  for (const mode of signingModesFor(queryPairs.length > 0, strict)) {
    for (const url of urlsFor(mode, request, queryPairs)) {
      for (const encoding of encodingModes) {
        const list = mode === 'pairs-in-list' ? [...pairs, ...queryPairs] : pairs
        yield {
          text: buildBaseString(request.method, url, list, { prepend, encoding }),
          querySigningMode: mode,
          encoding,
        }
      }
    }
  }
}

function signingModesFor(hasQuery: boolean, strict: boolean): readonly QuerySigningMode[] {
  if (!hasQuery) return ['none']
  return strict ? ['pairs-in-list'] : ['pairs-in-list', 'pairs-omitted', 'query-in-url']
}

function urlsFor(
  mode: QuerySigningMode,
  request: SignedRequest,
  queryPairs: readonly NameValuePair[],
): readonly string[] {
  if (mode !== 'query-in-url') return request.urls
  const decoded = queryPairs.map(([name, value]) => `${name}=${value}`).join('&')
  return request.urls.flatMap((url) => [`${url}?${decoded}`, `${url}?${request.query}`])
}

/**
 * Name and value pairs of an `Authorization: OAuth …` header. The signature is percent-decoded; all other values are
 * raw.
 */
export type OauthParameters = ReadonlyMap<string, string>

/**
 * Parses the header. Accepts any order, white space between pairs and values without quotes (one of IBKR's samples
 * sends the realm without quotes). Returns undefined for a malformed header, a repeated name, or another kind of
 * header.
 */
export function parseAuthorizationHeader(header: string | undefined): OauthParameters | undefined {
  if (header === undefined || !/^OAuth\s/i.test(header)) return undefined
  const pairs = header.slice('OAuth'.length)
  // Allow commas in a quoted value, because the callback of a third party is a URL.
  const pair = /\s*([A-Za-z_]+)=(?:"([^"]*)"|([^\s",]*))\s*(?:,|$)/y
  const parameters = new Map<string, string>()
  while (pair.lastIndex < pairs.length) {
    const found = pair.exec(pairs)
    const name = found?.[1]
    if (found === null || name === undefined || parameters.has(name)) return undefined
    parameters.set(name, found[2] ?? found[3] ?? '')
  }
  const signature = parameters.get('oauth_signature')
  if (signature !== undefined) parameters.set('oauth_signature', decode(signature))
  return parameters
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

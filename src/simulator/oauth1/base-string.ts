/** A name and its decoded value. */
export type Pair = readonly [name: string, value: string]

/** How a client percent-encodes the three parts of the base string. They differ only in spaces, slashes and `!*'()`. */
export type EncodingPractice = 'rfc3986' | 'plus-for-space' | 'javascript' | 'slash-kept'

const encoders: Readonly<Record<EncodingPractice, (text: string) => string>> = {
  rfc3986: percentEncode,
  'plus-for-space': (text) => percentEncode(text).replaceAll('%20', '+'),
  javascript: (text) => encodeURIComponent(text).replaceAll('%20', '+'),
  'slash-kept': (text) => percentEncode(text).replaceAll('%2F', '/'),
}

/** The encodings that clients in use send, the strict one first. */
export const encodingPractices = Object.keys(encoders) as readonly EncodingPractice[]

/** RFC 3986: everything but letters, digits and `-._~` becomes `%XX` in upper case. */
export function percentEncode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!*'()]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}

/**
 * Base string as IBKR builds it: the sorted pairs are joined raw and the joined text is encoded once (RFC 5849 would encode
 * twice). `prepend` is glued on without a separator.
 */
export function baseString(
  method: string,
  url: string,
  pairs: readonly Pair[],
  { prepend = '', encoding = 'rfc3986' }: { readonly prepend?: string; readonly encoding?: EncodingPractice } = {},
): string {
  const joined = [...pairs]
    .sort((a, b) => compare(a[0], b[0]) || compare(a[1], b[1]))
    .map(([name, value]) => `${name}=${value}`)
    .join('&')
  // The samples that leave slashes alone do so in the parameters only.
  const encodedUrl = encoding === 'slash-kept' ? percentEncode(url) : encoders[encoding](url)
  return `${prepend}${method}&${encodedUrl}&${encoders[encoding](joined)}`
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/**
 * RFC 3986: everything but `A-Z a-z 0-9 - . _ ~` becomes `%XX` in upper case. `encodeURIComponent` spares five more
 * characters, which IBKR's signature check does not.
 */
export function percentEncode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}

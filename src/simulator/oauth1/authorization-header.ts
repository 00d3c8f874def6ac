/** Pairs of an `Authorization: OAuth …` header; the signature is percent-decoded, every other value is raw. */
export type OauthParameters = ReadonlyMap<string, string>

/**
 * Parses the header. Takes any order, any white space between pairs and values without quotes (one of IBKR's samples sends
 * the realm that way). Undefined where it is no OAuth header, repeats a name, or holds something that is no pair.
 */
export function parseAuthorizationHeader(header: string | undefined): OauthParameters | undefined {
  if (header === undefined || !/^OAuth\s/i.test(header)) return undefined
  const pairs = header.slice('OAuth'.length)
  // A quoted value may hold commas: the callback of a third party is an address.
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

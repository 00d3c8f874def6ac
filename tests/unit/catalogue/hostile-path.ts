import fc from 'fast-check'

/** Segments of real paths, percent-encoded segments and invalid segments. */
const pieces = [
  ...[
    'iserver',
    'account',
    'accounts',
    'orders',
    'order',
    'U1234567',
    'whatif',
    'reply',
    'status',
    'portfolio',
    'v1',
    'api',
    'gw',
    'oauth2',
  ],
  ...['/', '/', '/', '/', '//', '\\', '%2f', '%2F', '%5c', '%252f', ';', ';x=1', '?', '#', '?force=true', ':', '@'],
  ...['.', '..', '%2e', '%2e%2e', '%252e', '%c0%ae', '%00', '\u0000', '%0d%0a', '\r\n', ' ', '%20', '\t', '+'],
  ...[
    'o',
    '%6f',
    '%4F',
    '%256f',
    '\u043e',
    '\uff4f',
    '\u200b',
    '%',
    '%zz',
    'https://',
    'evil.example',
    '{accountId}',
    '*',
  ],
]

/** Generates paths that an attacker might try: pieces of real paths in random order. */
export const hostilePath: fc.Arbitrary<string> = fc
  .array(fc.constantFrom(...pieces), { maxLength: 14 })
  .map((parts) => parts.join(''))

/** Encodes each character in a way that depends on its position. */
export type PathEncoding = (text: string, at: number) => string

/** Ways to disguise a path, at any position, that some servers might still treat as the original path. */
export const disguises: readonly PathEncoding[] = [
  (text, at) => `${text.slice(0, at)}/${text.slice(at)}`,
  (text, at) => `${text.slice(0, at)}/./${text.slice(at)}`,
  (text, at) => `${text.slice(0, at)}/x/../${text.slice(at)}`,
  (text, at) => `${text.slice(0, at)}\\${text.slice(at)}`,
  (text, at) => `${text.slice(0, at)};x=1${text.slice(at)}`,
  (text, at) => `${text.slice(0, at)}\u0000${text.slice(at)}`,
  (text, at) => `${text.slice(0, at)}%00${text.slice(at)}`,
  (text, at) => `${text.slice(0, at)} ${text.slice(at)}`,
  (text, at) => `${text.slice(0, at)}%20${text.slice(at)}`,
  (text, at) => `${text.slice(0, at)}?${text.slice(at)}`,
  (text, at) => `${text.slice(0, at)}#${text.slice(at)}`,
  (text, at) => `${text.slice(0, at)}${encode(text.charAt(at))}${text.slice(at + 1)}`,
  (text, at) => `${text.slice(0, at)}${encode(text.charAt(at)).toLowerCase()}${text.slice(at + 1)}`,
  (text, at) => `${text.slice(0, at)}${encode(text.charAt(at)).replace('%', '%25')}${text.slice(at + 1)}`,
  (text, at) => `${text.slice(0, at)}${text.charAt(at).toUpperCase()}${text.slice(at + 1)}`,
  (text, at) => `${text.slice(0, at)}${lookalike(text.charAt(at))}${text.slice(at + 1)}`,
  (text) => `${text}/`,
  (text) => `//${text.slice(1)}`,
  (text) => `https://api.ibkr.com${text}`,
  (text) => text.slice(1),
  (text) => text.replace('/v1/api', ''),
  (text) => text.replace('/v1/api', '/v1/api/v1/api'),
  (text) => text.replace('/v1/api', '/v1/portal'),
]

function encode(character: string): string {
  return character === '' ? '' : `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`
}

/** Returns the full-width form of a letter, which compatibility normalisation turns back into the letter. */
function lookalike(character: string): string {
  return /[A-Za-z0-9/]/.test(character) ? String.fromCharCode(character.charCodeAt(0) + 0xfee0) : character
}

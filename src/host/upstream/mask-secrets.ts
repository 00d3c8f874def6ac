/** The string that replaces a secret. */
export const MASK = '•••'

/** Matches a string (or a member name with its colon), a number or a bracket. A string is always matched completely. */
const TOKEN = /("[^"\\]*(?:\\.[^"\\]*)*")(\s*:)?|-?\d[\d.eE+-]*|[[\]{}]/gs

/**
 * Replaces the strings and numbers of JSON that `hides` selects; every other character is unchanged. The input need not
 * be valid JSON: it may contain variables instead of values.
 * @param hides receives the member name of a value, also within arrays, and the value as written
 */
export function maskJson(text: string, hides: (name: string, literal: string) => boolean): string {
  /** Stack of the member names of the enclosing brackets. */
  const outer: string[] = []
  let name = ''
  return text.replace(TOKEN, (token, quoted?: string, colon?: string) => {
    if (token === '[' || token === '{') {
      outer.push(name)
      // Check the members of an object by their own names: an object like `updatePassword` also contains values that
      // are not secret.
      if (token === '{') name = ''
      return token
    }
    if (token === ']' || token === '}') {
      name = outer.pop() ?? ''
      return token
    }
    if (quoted !== undefined && colon !== undefined) {
      name = textOf(quoted)
      return token
    }
    return hides(name, token) ? `"${MASK}"` : token
  })
}

/** Removes the quotes and escapes of a member name. */
function textOf(quoted: string): string {
  try {
    return JSON.parse(quoted) as string
  } catch {
    return quoted.slice(1, -1)
  }
}

/** Matches a name, in the form of `wordsOf` or without its `_`, with a part that denotes a secret wherever it is. */
const SECRET_PART =
  /password|passwd|passphrase|pwd|secret|credential|(?:private|api|session|access|signing|encryption)_?key|signature|authorization|cookie|jwt|assertion$|session_?id$/

/** Words for a secret at the end of a name. `auth` is not in `author`, and `tan` not in `tandem`. */
const SECRET_WORDS = [
  ...['auth', 'bearer', 'pin', 't?otp', 'pass', 'sid', 'tickets?', 'lst', '(?:dh_?)?prime', 'challenge', 'verifier'],
  ...['mfa', '2fa', '(?:(?:sms|photo|push|chip)_?|[im])?tan'],
].join('|')
/** Matches a name that ends with such a word, such as `user_pin`, or with its value, such as `passCode`. */
const SECRET_WORD = new RegExp(
  `(?:(?:^|_)(?:${SECRET_WORDS})|tokens?)(?:_?(?:code|value|header|key|answer|response)s?)?$`,
)
/** Matches codes, sessions and keys of a login. Other names with these words, such as `exchangeCode`, are common. */
const SECRET_PAIR = new RegExp(
  [
    '^(?:key|session)$',
    '(?:^|_)(?:access|security|login|two_?factor|authenticat(?:ion|or)|verification|confirmation|activation|recovery|backup|sms|one_?time)_?codes?$',
    '(?:^|_)(?:user|sso|login|auth|oauth|client|web|http|brokerage)_?session$',
    '(?:^|_)(?:master|shared|hmac)_?key$',
    '(?:^|_)security_?answers?$',
  ].join('|'),
)

/** Returns a name in lower case with `_` between its words, from `camelCase`, `kebab-case` and other forms. */
const wordsOf = (name: string): string =>
  name
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1_$2')
    .replace(/[^A-Za-z\d]+/g, '_')
    .toLowerCase()

/** Matches a private key, a bearer token or a JSON web token, quoted or not. Such a value is secret under any name. */
const SECRET_VALUE = /-----BEGIN [A-Z ]+-----|^"?Bearer\s|^"?eyJ[\w-]+\.[\w-]+\./i

export function isSecretName(name: string): boolean {
  const words = wordsOf(name)
  // Without the word boundaries too, because `passWord` is one word.
  return (
    SECRET_PART.test(words.replaceAll('_', '')) ||
    [SECRET_PART, SECRET_WORD, SECRET_PAIR].some((pattern) => pattern.test(words))
  )
}

export const isSecretValue = (value: string): boolean => SECRET_VALUE.test(value)

const isSecret = (name: string, value: string): boolean => isSecretName(name) || isSecretValue(value)

/** Masks secrets in the parameters of a request. */
export function maskParameters(
  parameters: readonly (readonly [string, string])[],
): readonly (readonly [string, string])[] {
  return parameters.map(([name, value]) => (isSecret(name, value) ? ([name, MASK] as const) : ([name, value] as const)))
}

/**
 * Masks secrets in the body of a request; everything else is unchanged. A body that is not JSON is never sent, so it is
 * not stored.
 */
export function maskBody(text: string): string {
  try {
    JSON.parse(text)
  } catch {
    return MASK
  }
  return maskJson(text, isSecret)
}

/** A path with a response that contains a login URL. The response is shown once and not stored. */
const LOGIN_URL_PATH = '/gw/api/v1/sso-browser-sessions'

/** Masks a response before it is stored. IBKR's session ids and tokens are already masked at this point. */
export function maskResponse(path: string, body: Uint8Array): Uint8Array {
  if (path !== LOGIN_URL_PATH) return body
  return Buffer.from(maskJson(Buffer.from(body).toString('utf8'), (name) => name === 'url'))
}

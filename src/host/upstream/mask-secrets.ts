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

/** Matches a name with a part that denotes a secret. */
const SECRET_PART =
  /password|passwd|passphrase|pwd|secret|credential|(?:private|api|session|access|signing|encryption)[_-]?key|signature|authorization|cookie|jwt|^oauth_verifier$|assertion$|session[_-]?id$/i
/**
 * Matches a name that ends with a word for a secret, such as `auth`, `user_pin`, `x-otp` or `passCode`, but not
 * `author` or `pin_count`.
 */
const SECRET_WORD =
  /(?:(?:^|[_-])(?:auth|bearer|pin|t?otp|pass|sid|tickets?|lst|(?:dh)?prime)|tokens?)(?:[_-]?(?:code|value|header|key)s?)?$/i

/** Matches a private key, a bearer token or a JSON web token, quoted or not. Such a value is secret under any name. */
const SECRET_VALUE = /-----BEGIN [A-Z ]+-----|^"?Bearer\s|^"?eyJ[\w-]+\.[\w-]+\./i

export const isSecretName = (name: string): boolean =>
  [name, name.replace(/([a-z\d])([A-Z])/g, '$1_$2')].some((each) => SECRET_PART.test(each) || SECRET_WORD.test(each))

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

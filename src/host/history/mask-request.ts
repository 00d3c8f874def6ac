/** The text that replaces a secret. */
export const MASK = '•••'

/**
 * Matches a string (a member name if a colon follows), a number or a bracket. A string is always matched as a whole.
 */
const TOKEN = /("[^"\\]*(?:\\.[^"\\]*)*")(\s*:)?|-?\d[\d.eE+-]*|[[\]{}]/gs

/**
 * Replaces the strings and numbers of a JSON text that `hides` selects; every other character is unchanged. The text
 * need not be valid JSON: it may contain variables instead of values.
 * @param hides receives the member name of a value, also within arrays, and the value as written
 */
export function maskJson(text: string, hides: (name: string, literal: string) => boolean): string {
  /** Member names of the enclosing brackets. */
  const outer: string[] = []
  let name = ''
  return text.replace(TOKEN, (token, quoted?: string, colon?: string) => {
    if (token === '[' || token === '{') {
      outer.push(name)
      // Members of an object are checked by their own names: an object like `updatePassword` also contains values that
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

/** A name that contains one of these words denotes a secret. */
const SECRET_PART =
  /password|passwd|passphrase|pwd|secret|credential|(?:private|api|session|access|signing|encryption)[_-]?key|signature|authorization|cookie|jwt|^oauth_verifier$|assertion$|session[_-]?id$/i
/**
 * A name that ends with one of these words denotes a secret, such as `auth`, `user_pin`, `x-otp`, `passCode`, but not
 * `author` or `pin_count`.
 */
const SECRET_WORD =
  /(?:(?:^|[_-])(?:auth|bearer|pin|t?otp|pass|sid|tickets?|lst|(?:dh)?prime)|tokens?)(?:[_-]?(?:code|value|header|key)s?)?$/i

/** A private key, a bearer token or a JSON web token, quoted or not. Such a value is secret under any name. */
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

/** The response of this path contains a URL that logs a user in. It is shown once and not stored. */
const LOGIN_URL_PATH = '/gw/api/v1/sso-browser-sessions'

/** Masks a response before it is stored. IBKR's session ids and tokens were already masked. */
export function maskResponse(path: string, body: Uint8Array): Uint8Array {
  if (path !== LOGIN_URL_PATH) return body
  return Buffer.from(maskJson(Buffer.from(body).toString('utf8'), (name) => name === 'url'))
}

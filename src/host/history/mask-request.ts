/** Replaces a secret. */
export const MASK = '•••'

/** A string, which is a name where a colon follows; a number; brackets. Strings are matched whole, so that none is read from its middle. */
const TOKEN = /("[^"\\]*(?:\\.[^"\\]*)*")(\s*:)?|-?\d[\d.eE+-]*|[[\]{}]/gs

/**
 * Replaces the strings and numbers of a JSON text that `hides` selects; every other character stays as typed. The text need
 * not be valid JSON: a variable may stand in place of a value.
 * @param hides gets the member name of a value, also within arrays, and the value as written
 */
export function maskJson(text: string, hides: (name: string, literal: string) => boolean): string {
  /** The member names around the open brackets. */
  const outer: string[] = []
  let name = ''
  return text.replace(TOKEN, (token, quoted?: string, colon?: string) => {
    if (token === '[' || token === '{') {
      outer.push(name)
      // The members of an object have their own names: `updatePassword` holds more than a password.
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

/** A quoted name without its escapes. */
function textOf(quoted: string): string {
  try {
    return JSON.parse(quoted) as string
  } catch {
    return quoted.slice(1, -1)
  }
}

/** Names that contain one of these hold secrets. */
const SECRET_PART =
  /password|passwd|passphrase|pwd|secret|credential|(?:private|api|session|access|signing|encryption)[_-]?key|signature|authorization|cookie|jwt|^oauth_verifier$|assertion$|session[_-]?id$/i
/** Names that end with one of these hold secrets: `auth`, `user_pin`, `x-otp`, `passCode`; not `author` or `pin_count`. */
const SECRET_WORD =
  /(?:(?:^|[_-])(?:auth|bearer|pin|t?otp|pass|sid|tickets?|lst|(?:dh)?prime)|tokens?)(?:[_-]?(?:code|value|header|key)s?)?$/i

/** A private key, a bearer token or a JSON web token, quoted or not: secret under any name. */
const SECRET_VALUE = /-----BEGIN [A-Z ]+-----|^"?Bearer\s|^"?eyJ[\w-]+\.[\w-]+\./i

export const isSecretName = (name: string): boolean =>
  [name, name.replace(/([a-z\d])([A-Z])/g, '$1_$2')].some((each) => SECRET_PART.test(each) || SECRET_WORD.test(each))

export const isSecretValue = (value: string): boolean => SECRET_VALUE.test(value)

const isSecret = (name: string, value: string): boolean => isSecretName(name) || isSecretValue(value)

/** The parameters of a request without its secrets. */
export function maskParameters(
  parameters: readonly (readonly [string, string])[],
): readonly (readonly [string, string])[] {
  return parameters.map(([name, value]) => (isSecret(name, value) ? ([name, MASK] as const) : ([name, value] as const)))
}

/** The body of a request without its secrets, otherwise as typed. A body that is not JSON is never sent, and not stored. */
export function maskBody(text: string): string {
  try {
    JSON.parse(text)
  } catch {
    return MASK
  }
  return maskJson(text, isSecret)
}

/** Its response holds a URL that logs in, which is shown once and not stored. */
const LOGIN_URL_PATH = '/gw/api/v1/sso-browser-sessions'

/** The response as it is stored. IBKR's sessions and tokens are already masked. */
export function maskResponse(path: string, body: Uint8Array): Uint8Array {
  if (path !== LOGIN_URL_PATH) return body
  return Buffer.from(maskJson(Buffer.from(body).toString('utf8'), (name) => name === 'url'))
}

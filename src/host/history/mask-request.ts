import { MASK, maskJson } from './mask-json.ts'

/** Parts of names that stand for secrets. */
const SECRET_PART =
  /password|passwd|passphrase|pwd|secret|credential|(?:private|api|session|access|signing|encryption)[_-]?key|signature|authorization|cookie|jwt|^oauth_verifier$|assertion$|session[_-]?id$/i
/** Words that are secret at the end of a name only: `auth`, `user_pin`, `x-otp`, `passCode`; not `author` or `pin_count`. */
const SECRET_WORD =
  /(?:(?:^|[_-])(?:auth|bearer|pin|t?otp|pass|sid|tickets?|lst|(?:dh)?prime)|tokens?)(?:[_-]?(?:code|value|header|key)s?)?$/i

/** A private key, a bearer, a JSON web token, as it is or quoted: secret under any name. */
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

/** The body of a request without its secrets, else as it was typed. What is not JSON does not leave, and is not kept. */
export function maskBody(text: string): string {
  try {
    JSON.parse(text)
  } catch {
    return MASK
  }
  return maskJson(text, isSecret)
}

/** Its response holds an address that logs in: it is shown once and not stored. */
const LOGIN_ADDRESS = '/gw/api/v1/sso-browser-sessions'

/** The response as it is stored: IBKR's sessions and tokens were masked before. */
export function maskAnswer(path: string, answer: Uint8Array): Uint8Array {
  if (path !== LOGIN_ADDRESS) return answer
  return Buffer.from(maskJson(Buffer.from(answer).toString('utf8'), (name) => name === 'url'))
}

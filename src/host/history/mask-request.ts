/** Names of fields whose values let somebody in, wherever they stand. */
const SECRET_NAME =
  /^(?:.*(?:password|passwd|passphrase|secret|credential|private_?key|api_?key|signature|authorization|cookie).*|(?:.*[_-])?token|(?:access|refresh|id|oauth|bearer|session|auth|csrf)token|oauth_verifier|client_assertion|assertion|session_?id)$/i

export const MASK = '•••'

export const isSecretName = (name: string): boolean => SECRET_NAME.test(name)

/** The parameters of a request without its secrets. */
export function maskParameters(
  parameters: readonly (readonly [string, string])[],
): readonly (readonly [string, string])[] {
  return parameters.map(([name, value]) =>
    SECRET_NAME.test(name) ? ([name, MASK] as const) : ([name, value] as const),
  )
}

/** The body of a request without its secrets. What is not JSON does not leave, and is not kept. */
export function maskBody(text: string): string {
  let found = false
  let masked: unknown
  try {
    masked = JSON.parse(text, (name, value: unknown) => {
      if (!SECRET_NAME.test(name) || !holdsSecret(value)) return value
      found = true
      return MASK
    })
  } catch {
    return MASK
  }
  // As it was typed where there is nothing to hide: numbers keep all their digits.
  return found ? JSON.stringify(masked) : text
}

/** An object is known by the names of its own members: `updatePassword` holds more than a password. */
function holdsSecret(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(holdsSecret)
  return typeof value === 'string' || typeof value === 'number'
}

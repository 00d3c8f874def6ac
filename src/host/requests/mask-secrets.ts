import { MASK, maskJson } from '../history/mask-json.ts'
import { isSecretName } from '../history/mask-request.ts'

/** Members of IBKR's responses, besides those with a secret name, that would let somebody else act in this session. */
const SECRET_MEMBERS = new Set(['session', 'diffie_hellman_response'])

const isSecretMember = (name: string): boolean => SECRET_MEMBERS.has(name) || isSecretName(name)

const CARRIERS = /^\/(?:v1\/api\/(?:tickle|iserver\/accounts|oauth\/)|oauth2\/|gw\/api\/v1\/sso-)/
/** A member whose text does not end, in an answer that was cut off. */
const CUT_OFF = /("([^"\\]*)"\s*:\s*)"(?:[^"\\]|\\.)*\\?$/s
/** An answer longer than this carries no login: it is left alone, and no time is spent on it. */
export const LONGEST_MASKED = 1_000_000

/** Whether answers of this path may hold something secret. */
export const mayCarrySecrets = (path: string): boolean => CARRIERS.test(path)

/** The answer as the window may see it: its bytes, but for secrets, which are `•••`. Everything else stays as it came. */
export function maskSecrets(path: string, body: Uint8Array): Uint8Array {
  if (!mayCarrySecrets(path) || body.byteLength > LONGEST_MASKED) return body
  const text = Buffer.from(body).toString('utf8')
  const masked = maskMembers(text)
  return masked === text ? body : Buffer.from(masked, 'utf8')
}

/** JSON text with `•••` in place of the members that are secret, whole or cut off. */
export const maskMembers = (text: string): string =>
  maskJson(
    text.replace(CUT_OFF, (member, start: string, name: string) =>
      isSecretMember(name) ? `${start}"${MASK}` : member,
    ),
    isSecretMember,
  )

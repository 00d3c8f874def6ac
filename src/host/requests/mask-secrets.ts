import { isSecretName, MASK, maskJson } from '../history/mask-request.ts'

/** Members of IBKR's responses, besides those with a secret name, that would let others act in this session. */
const SECRET_MEMBERS = new Set(['session', 'diffie_hellman_response'])

const isSecretMember = (name: string): boolean => SECRET_MEMBERS.has(name) || isSecretName(name)

const CARRIERS = /^\/(?:v1\/api\/(?:tickle|iserver\/accounts|oauth\/)|oauth2\/|gw\/api\/v1\/sso-)/
/** A member whose text does not end, in a truncated response. */
const CUT_OFF = /("([^"\\]*)"\s*:\s*)"(?:[^"\\]|\\.)*\\?$/s
/** A longer response carries no login and is not searched. */
export const MAX_MASKED_BYTES = 1_000_000

/** Whether responses of this path may hold a secret. */
export const mayCarrySecrets = (path: string): boolean => CARRIERS.test(path)

/** The response as the window may see it: secrets are replaced by `•••`, everything else stays as it arrived. */
export function maskSecrets(path: string, body: Uint8Array): Uint8Array {
  if (!mayCarrySecrets(path) || body.byteLength > MAX_MASKED_BYTES) return body
  const text = Buffer.from(body).toString('utf8')
  const masked = maskMembers(text)
  return masked === text ? body : Buffer.from(masked, 'utf8')
}

/** JSON text with `•••` instead of secret members, whole or truncated. */
export const maskMembers = (text: string): string =>
  maskJson(
    text.replace(CUT_OFF, (member, start: string, name: string) =>
      isSecretMember(name) ? `${start}"${MASK}` : member,
    ),
    isSecretMember,
  )

/** Headers that may hold a login, besides those with a secret name. */
const PRIVATE_HEADERS: ReadonlySet<string> = new Set(['www-authenticate'])

/** The headers of a response for the window and the history, without those that may hold a login: of a redirect only query and fragment may. */
export const shownHeaders = (headers: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers)
      .filter(([name]) => !PRIVATE_HEADERS.has(name) && !isSecretName(name))
      .map(([name, value]) => [name, name === 'location' ? value.replace(/[?#].*$/s, '?•••') : value]),
  )

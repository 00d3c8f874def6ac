import { isSecretName, MASK, maskJson } from '../history/mask-request.ts'

/**
 * Members of IBKR's responses that would allow others to act in this session, in addition to those with a secret name.
 */
const SECRET_MEMBERS = new Set(['session', 'diffie_hellman_response'])

const isSecretMember = (name: string): boolean => SECRET_MEMBERS.has(name) || isSecretName(name)

const CARRIERS = /^\/(?:v1\/api\/(?:tickle|iserver\/accounts|oauth\/)|oauth2\/|gw\/api\/v1\/sso-)/
/** Matches a member whose text has no end, in a truncated response. */
const CUT_OFF = /("([^"\\]*)"\s*:\s*)"(?:[^"\\]|\\.)*\\?$/s
/** Maximum number of bytes that are searched: a longer response contains no login. */
export const MAX_MASKED_BYTES = 1_000_000

/** Whether responses of this path may contain a secret. */
export const mayCarrySecrets = (path: string): boolean => CARRIERS.test(path)

/** Masks secrets in a response for the window: they are replaced by `•••`, everything else is unchanged. */
export function maskSecrets(path: string, body: Uint8Array): Uint8Array {
  if (!mayCarrySecrets(path) || body.byteLength > MAX_MASKED_BYTES) return body
  const text = Buffer.from(body).toString('utf8')
  const masked = maskMembers(text)
  return masked === text ? body : Buffer.from(masked, 'utf8')
}

/** Masks secret members in a JSON text, which may be truncated. */
export const maskMembers = (text: string): string =>
  maskJson(
    text.replace(CUT_OFF, (member, start: string, name: string) =>
      isSecretMember(name) ? `${start}"${MASK}` : member,
    ),
    isSecretMember,
  )

/** Headers that may contain a login, in addition to those with a secret name. */
const PRIVATE_HEADERS: ReadonlySet<string> = new Set(['www-authenticate'])

/**
 * The headers of a response for the window and the history, without those that may contain a login. Of a redirect
 * address, only query and fragment are masked.
 */
export const maskHeaders = (headers: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers)
      .filter(([name]) => !PRIVATE_HEADERS.has(name) && !isSecretName(name))
      .map(([name, value]) => [name, name === 'location' ? value.replace(/[?#].*$/s, '?•••') : value]),
  )

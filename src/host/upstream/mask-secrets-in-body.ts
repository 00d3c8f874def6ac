import { isSecretName, MASK, maskJson } from './mask-secrets.ts'

/** Names of members in IBKR's responses that allow others to act in this session, in addition to secret names. */
const SECRET_MEMBERS = new Set(['session', 'diffie_hellman_response'])

const isSecretMember = (name: string): boolean => SECRET_MEMBERS.has(name) || isSecretName(name)

const CARRIERS = /^\/(?:v1\/api\/(?:tickle|iserver\/accounts|oauth\/)|oauth2\/|gw\/api\/v1\/sso-)/
/** Matches an incomplete member at the end of a truncated response. */
const CUT_OFF = /("([^"\\]*)"\s*:\s*)"(?:[^"\\]|\\.)*\\?$/s
/** Maximum number of bytes that are searched for secrets. A longer response never contains a login. */
export const MAX_MASKED_BYTES = 1_000_000

/** Reports whether responses of this path may contain a secret. */
export const mayContainSecrets = (path: string): boolean => CARRIERS.test(path)

/** Replaces secrets in a response with `•••` before a window receives it. Everything else is unchanged. */
export function maskSecretsInBody(path: string, body: Uint8Array): Uint8Array {
  if (!mayContainSecrets(path) || body.byteLength > MAX_MASKED_BYTES) return body
  const text = Buffer.from(body).toString('utf8')
  const masked = maskJsonMembers(text)
  return masked === text ? body : Buffer.from(masked, 'utf8')
}

/** Masks secret members in JSON, which may be truncated. */
export const maskJsonMembers = (text: string): string =>
  maskJson(
    text.replace(CUT_OFF, (member, start: string, name: string) =>
      isSecretMember(name) ? `${start}"${MASK}` : member,
    ),
    isSecretMember,
  )

/** Names of headers that may contain a login, in addition to secret names. */
const PRIVATE_HEADERS: ReadonlySet<string> = new Set(['www-authenticate'])

/**
 * Returns the headers of a response for the window and the history, without headers that may contain a login. Masks
 * only the query and fragment of a redirect address.
 */
export const maskHeaders = (headers: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => {
      if (PRIVATE_HEADERS.has(name) || isSecretName(name)) return []
      return [[name, name === 'location' ? value.replace(/[?#].*$/s, '?•••') : value]]
    }),
  )

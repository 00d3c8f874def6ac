import { IbkrError } from '../errors/ibkr-error.ts'
import { readProblem } from '../errors/problem.ts'
import { IbkrResponseError } from '../errors/response-error.ts'
import type { Bearer } from './held-bearer.ts'

/** What IBKR's samples have; used where an answer does not say. */
const LIFE_SECONDS = 86_399
/** What may stand in a header and a query; a token of anything else would end up in the transport's error. */
const TOKEN = /^[\x21-\x7e]+$/

/**
 * Reads the answer of the token call, or of the one that opens an SSO session.
 * @param latest ms since epoch: the token ends then at the latest
 * @throws IbkrError `token-answer-invalid`
 */
export function readBearer(body: unknown, call: string, now: number, latest = Number.POSITIVE_INFINITY): Bearer {
  const fields = (typeof body === 'object' && body !== null ? body : {}) as Readonly<Record<string, unknown>>
  const token = fields['access_token']
  if (fields['active'] === false || typeof token !== 'string' || !TOKEN.test(token)) {
    throw new IbkrError('token-answer-invalid', `IBKR answered ${call} without a token that can be used.`)
  }
  const seconds = Number(fields['expires_in'] ?? Number.NaN)
  const ends = now + (seconds > 0 ? seconds : LIFE_SECONDS) * 1000
  return { token, expiresAt: Math.min(ends, latest) }
}

/** The refusal of the token call in words: IBKR gives no reason. Anything but a refusal stays as it is. */
export function tokenRefusal(error: unknown): unknown {
  if (!(error instanceof IbkrResponseError) || (error.status !== 400 && error.status !== 401)) return error
  return new IbkrError(
    'client-assertion-refused',
    "IBKR refused the client's assertion and does not say why: clientId, keyId or the key is not the registered one, a scope is not granted to this client, or this machine's clock is off.",
    { cause: error },
  )
}

/** The refusal of an SSO session, with the arguments that IBKR names. Anything but a refusal stays as it is. */
export function sessionRefusal(error: unknown): unknown {
  if (!(error instanceof IbkrResponseError) || error.status !== 400) return error
  const named = readProblem(error.body)?.invalidArguments ?? []
  const reasons = named.map(({ field, description }) => `${field} (${description})`).join(', ')
  return new IbkrError(
    'sso-session-refused',
    `IBKR refused the SSO session: ${reasons === '' ? 'it names no reason' : `it does not accept ${reasons}`}. Check credential and ip, and this machine's clock.`,
    { cause: error },
  )
}

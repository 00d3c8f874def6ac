import { fieldsOf } from '../../shared/domain/read-value.ts'
import type { Clock } from '../clock.ts'
import { IbkrError } from '../errors/ibkr-error.ts'
import { IbkrResponseError } from '../errors/response-error.ts'
import { computeRenewalTime } from '../session/session-responses.ts'

/** A bearer token as IBKR issued it. */
export interface BearerToken {
  readonly token: string
  /** Expiry in ms since epoch by this machine's clock. */
  readonly expiresAt: number
}

/** Time in ms until a failed renewal is repeated while the old token is still valid. */
const RETRY_MS = 60_000

/** One bearer token with its renewal, which concurrent requests share. */
export class CachedBearerToken {
  readonly #clock: Clock
  #bearer: BearerToken | undefined
  #renewAt = 0
  #renewal: Promise<void> | undefined

  constructor(clock: Clock) {
    this.#clock = clock
  }

  get token(): string | undefined {
    return this.#bearer?.token
  }

  /** Time at which a failed renewal is repeated, in ms since epoch. */
  get expiresAt(): number | undefined {
    return this.#bearer?.expiresAt
  }

  /** Renews the token if it is missing or due. Rejects like `take` if no token is valid. */
  async keep(take: () => Promise<BearerToken>): Promise<void> {
    if (this.#bearer !== undefined && this.#clock.now() < this.#renewAt) return
    try {
      await this.renew(take)
    } catch (error) {
      const now = this.#clock.now()
      if (this.#bearer === undefined || this.#bearer.expiresAt <= now) throw error
      this.#renewAt = now + RETRY_MS
    }
  }

  /** Renews the token, or waits for a renewal in progress. */
  renew(take: () => Promise<BearerToken>): Promise<void> {
    if (this.#renewal !== undefined) return this.#renewal
    const renewal = take().then(
      (bearer) => {
        // The token was dropped in the meantime, so the new token is not stored.
        if (this.#renewal !== renewal) return
        this.#renewal = undefined
        this.#bearer = bearer
        this.#renewAt = computeRenewalTime(bearer.expiresAt, this.#clock.now())
      },
      (error: unknown) => {
        if (this.#renewal === renewal) this.#renewal = undefined
        throw error
      },
    )
    this.#renewal = renewal
    return renewal
  }

  /** Marks a token that the server refused: it is renewed before the next request, unless that has already happened. */
  refuse(token: string | undefined): void {
    if (this.#bearer === undefined || this.#bearer.token !== token) return
    this.#bearer = { token: this.#bearer.token, expiresAt: 0 }
    this.#renewAt = 0
  }

  drop(): void {
    this.#bearer = undefined
    this.#renewal = undefined
  }
}

/** Lifetime of a token in IBKR's samples, in seconds; used if a response does not state one. */
const LIFE_SECONDS = 86_399
/** Characters allowed in a header and a query. The transport's error would quote a token with other characters. */
const TOKEN = /^[\x21-\x7e]+$/

/**
 * Parses the response to the token call, or to the call that opens an SSO session.
 * @param latest the latest expiry of the token, in ms since epoch
 * @throws IbkrError `token-response-invalid`
 */
export function readBearerToken(
  body: unknown,
  call: string,
  now: number,
  latest = Number.POSITIVE_INFINITY,
): BearerToken {
  const fields = fieldsOf(body)
  const token = fields['access_token']
  if (fields['active'] === false || typeof token !== 'string' || !TOKEN.test(token)) {
    throw new IbkrError('token-response-invalid', `The response to ${call} has no usable token.`)
  }
  const life = fields['expires_in']
  const seconds = typeof life === 'number' || typeof life === 'string' ? Number(life) : Number.NaN
  const ends = now + (seconds > 0 ? seconds : LIFE_SECONDS) * 1000
  return { token, expiresAt: Math.min(ends, latest) }
}

/** Explains a refusal of the token call: IBKR gives no reason. Other errors are returned unchanged. */
export function explainTokenRefusal(error: unknown): unknown {
  if (!(error instanceof IbkrResponseError) || (error.status !== 400 && error.status !== 401)) return error
  return new IbkrError(
    'client-assertion-refused',
    "IBKR refused the client's assertion without giving a reason: clientId, keyId or the key is not the registered one, a scope is not granted to this client, or this machine's clock is wrong.",
    { cause: error },
  )
}

/** Explains a refusal of an SSO session with the arguments that IBKR names. Other errors are returned unchanged. */
export function explainSessionRefusal(error: unknown): unknown {
  if (!(error instanceof IbkrResponseError) || error.status !== 400) return error
  const named = error.problem?.invalidArguments ?? []
  const reasons = named.map(({ field, description }) => `${field} (${description})`).join(', ')
  return new IbkrError(
    'sso-session-refused',
    `IBKR refused the SSO session: ${reasons === '' ? 'it gives no reason' : `it does not accept ${reasons}`}. Check credential and ip, and this machine's clock.`,
    { cause: error },
  )
}

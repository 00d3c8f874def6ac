import { randomBytes } from 'node:crypto'
import { computeLiveSessionToken, computeLiveSessionTokenSignature, modPow } from './arithmetic.ts'
import type { Oauth1Consumer } from './register-consumer.ts'

const tokenLimit = 8

/** The response of the live session token call. */
interface IssuedToken {
  readonly diffie_hellman_response: string
  readonly live_session_token_signature: string
  /** Expiry of the token, in milliseconds since the epoch. */
  readonly live_session_token_expiration: number
}

/** Stores the newest eight live session tokens, so that each of several programs can have one. */
export interface LiveSessionTokens {
  /** Issues a token. Returns undefined if the challenge is invalid. */
  issue(challenge: string, secretBytes: Buffer): IssuedToken | undefined
  /** Returns the valid tokens, newest first. */
  current(): readonly string[]
  /** Returns the expired tokens among the newest eight tokens. */
  expired(): readonly string[]
  expire(): void
  /** Reports whether this host no longer serves the session: true from `leave` until the next token. */
  gone(): boolean
  leave(): void
}

/** Creates the token store of one consumer. A token is valid for `lifeSeconds`. */
export function createLiveSessionTokens(
  { prime, consumerKey }: Pick<Oauth1Consumer, 'prime' | 'consumerKey'>,
  { now, lifeSeconds }: { readonly now: () => number; readonly lifeSeconds: number },
): LiveSessionTokens {
  let tokens: readonly { readonly token: string; readonly expiresAt: number }[] = []
  let gone = false
  return {
    issue: (challenge, secretBytes) => {
      if (!/^[0-9a-f]+$/i.test(challenge)) return undefined
      const clientNumber = BigInt(`0x${challenge}`)
      if (clientNumber < 2n || clientNumber > prime - 2n) return undefined
      // IBKR's number is longer. 64 bits protect nothing, but keep hundreds of logins of a test run fast.
      const secret = BigInt(`0x${randomBytes(8).toString('hex')}`)
      const token = computeLiveSessionToken(modPow(clientNumber, secret, prime), secretBytes)
      const expiresAt = now() + lifeSeconds * 1000
      tokens = [{ token, expiresAt }, ...tokens].slice(0, tokenLimit)
      gone = false
      return {
        // The number is not padded, because IBKR also omits leading zeros sometimes.
        diffie_hellman_response: modPow(2n, secret, prime).toString(16),
        live_session_token_signature: computeLiveSessionTokenSignature(token, consumerKey),
        live_session_token_expiration: expiresAt,
      }
    },
    current: () => tokens.filter((entry) => entry.expiresAt > now()).map((entry) => entry.token),
    expired: () => tokens.filter((entry) => entry.expiresAt <= now()).map((entry) => entry.token),
    expire: () => {
      tokens = tokens.map(({ token, expiresAt }) => ({ token, expiresAt: Math.min(expiresAt, now()) }))
    },
    gone: () => gone,
    leave: () => {
      gone = true
    },
  }
}

import type { KeyObject } from 'node:crypto'
import type { IbkrOauth1Config } from '../client-options.ts'
import { type Clock, systemClock } from '../clock.ts'
import { IBKR_HOST } from '../gateway.ts'
import { type RandomSource, systemRandom } from '../random.ts'
import { decryptAccessTokenSecret } from './access-token-secret.ts'
import { authorizationHeader } from './authorization-header.ts'
import { type Pairs, type QueryPractice, signatureBaseString } from './base-string.ts'
import { readDhGroup } from './dh-prime.ts'
import { computeLiveSessionToken, diffieHellmanChallenge, isLiveSessionTokenValid } from './live-session-token.ts'
import { readRsaPrivateKey } from './private-key.ts'
import { signHmacSha256, signRsaSha256 } from './signatures.ts'

const NONCE_ALPHABET = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'
const NONCE_LENGTH = 16
const EXPONENT_BYTES = 32
/** A clock set back by more was wrong before: its time is followed. */
const FARTHEST_BACK_SECONDS = 60

/** What a live session token is computed from once IBKR has answered. */
export interface LiveSessionRequest {
  readonly headers: Record<string, string>
  /** The secret exponent, hex. */
  readonly random: string
  /** The decrypted access token secret, hex. */
  readonly prepend: string
}

/**
 * Signs for one OAuth 1.0a login. Keys are parsed on first use and kept: parsing costs more than signing. The public
 * methods are those of `ibkr-client` 1.0.4.
 */
export class IbkrOauth1 {
  readonly #config: IbkrOauth1Config
  readonly #host: string
  readonly #clock: Clock
  readonly #random: RandomSource
  readonly #practice: QueryPractice
  #signatureKey: KeyObject | undefined
  #encryptionKey: KeyObject | undefined
  #prime: bigint | undefined
  #lastSecond = 0

  constructor(
    config: IbkrOauth1Config,
    host: string = IBKR_HOST,
    options: { readonly clock?: Clock; readonly random?: RandomSource; readonly practice?: QueryPractice } = {},
  ) {
    this.#config = config
    this.#host = host
    this.#clock = options.clock ?? systemClock
    this.#random = options.random ?? systemRandom
    this.#practice = options.practice ?? 'joined'
  }

  getAccessToken(): string {
    return this.#config.accessToken
  }

  /** Headers of `oauth/live_session_token` at `url`, with the two secrets that turn its answer into a token. */
  generateLiveSessionData(url: string): LiveSessionRequest {
    const random = this.#secretExponent()
    const challenge = diffieHellmanChallenge({ prime: this.#dhPrime(), secretExponent: random })
    const prepend = this.#prepend()
    const headers = this.generateOauthHeaders(
      url,
      'POST',
      undefined,
      undefined,
      { diffie_hellman_challenge: challenge },
      prepend,
    )
    return { headers, random, prepend }
  }

  /** Signs with the live session token when there is one, and with the signature key otherwise. */
  generateOauthHeaders(
    url: string,
    method: string,
    token?: string,
    params?: Pairs,
    extraHeaders?: Readonly<Record<string, string>>,
    prepend?: string,
  ): Record<string, string> {
    const oauth: Record<string, string> = {
      oauth_consumer_key: this.#config.consumerKey,
      oauth_nonce: this.#nonce(),
      oauth_signature_method: token === undefined ? 'RSA-SHA256' : 'HMAC-SHA256',
      oauth_timestamp: this.#timestamp(),
      oauth_token: this.#config.accessToken,
      ...extraHeaders,
    }
    const baseString = signatureBaseString({
      method,
      url,
      params: oauth,
      practice: this.#practice,
      ...(params === undefined ? {} : { query: params }),
      ...(prepend === undefined ? {} : { prepend }),
    })
    const signature =
      token === undefined ? signRsaSha256(baseString, this.#signingKey()) : signHmacSha256(baseString, token)
    return {
      Accept: '*/*',
      'Accept-Encoding': 'gzip,deflate',
      Authorization: authorizationHeader({ realm: this.#config.realm, params: oauth, signature }),
      Connection: 'keep-alive',
      Host: this.#host,
      'User-Agent': 'ClientPortalGW/1',
    }
  }

  /** The token (base64) from IBKR's answer and what `generateLiveSessionData` gave. */
  generateLiveSessionToken(dhResponse: string, dhRandom: string, prepend: string): string {
    return computeLiveSessionToken({
      prime: this.#dhPrime(),
      secretExponent: dhRandom,
      serverPublic: dhResponse,
      prependHex: prepend,
    })
  }

  validateLiveSessionToken(token: string, signature: string): boolean {
    return isLiveSessionTokenValid(token, this.#config.consumerKey, signature)
  }

  /** Keeps keys, tokens and secrets out of a log or a JSON text that the object ends up in. */
  toJSON(): { readonly consumerKey: string } {
    return { consumerKey: this.#config.consumerKey }
  }

  #signingKey(): KeyObject {
    this.#signatureKey ??= readRsaPrivateKey(this.#config.signature, 'signature key')
    return this.#signatureKey
  }

  #prepend(): string {
    this.#encryptionKey ??= readRsaPrivateKey(this.#config.encryption, 'encryption key')
    return decryptAccessTokenSecret(this.#config.accessTokenSecret, this.#encryptionKey)
  }

  #dhPrime(): bigint {
    this.#prime ??= readDhGroup(this.#config.dhPrime).prime
    return this.#prime
  }

  /** Never zero: a challenge of 1 would give the token away. */
  #secretExponent(): string {
    const bytes = Uint8Array.from(this.#random.bytes(EXPONENT_BYTES))
    bytes[0] = (bytes[0] ?? 0) | 0x80
    return Buffer.from(bytes).toString('hex')
  }

  #nonce(): string {
    // 256 is no multiple of 62; the slight bias does not matter for a value that only has to differ each time.
    return Array.from(this.#random.bytes(NONCE_LENGTH), (byte) => NONCE_ALPHABET[byte % NONCE_ALPHABET.length]).join('')
  }

  /** Seconds; IBKR refuses a time that goes backwards, and a machine's clock does when it is corrected a little. */
  #timestamp(): string {
    const second = Math.floor(this.#clock.now() / 1000)
    const wasFarAhead = this.#lastSecond - second > FARTHEST_BACK_SECONDS
    this.#lastSecond = wasFarAhead ? second : Math.max(this.#lastSecond, second)
    return String(this.#lastSecond)
  }
}

import { requireObject } from '../check-arguments.ts'
import { type Clock, systemClock } from '../clock.ts'
import type { Logger } from '../logger.ts'
import { type RandomSource, systemRandom } from '../random-source.ts'
import { IBKR_HOST } from '../server-address.ts'
import { authorizationHeader } from './authorization-header.ts'
import { computeLiveSessionToken, diffieHellmanChallenge, isLiveSessionTokenValid } from './live-session-token.ts'
import {
  type IbkrOauth1Config,
  type IbkrThirdPartyConfig,
  type KeyPassphrase,
  Oauth1Settings,
} from './oauth1-settings.ts'
import { ServerTime } from './server-time.ts'
import { type NameValuePairs, type QuerySigningMode, signatureBaseString } from './signature-base-string.ts'
import { signHmacSha256, signRsaSha256 } from './signatures.ts'

/** Number of hex digits. A nonce only has to differ from earlier ones. */
const NONCE_LENGTH = 16
/**
 * Number of nonces generated at a time: a call for random bytes takes a third as long as a signature, for any number.
 */
const NONCES_AT_ONCE = 64
const EXPONENT_BYTES = 32

/** The values from which the live session token is computed, in addition to IBKR's response. */
export interface LiveSessionRequest {
  /** Headers of the request, with the challenge and the signature. */
  readonly headers: Record<string, string>
  /** The secret exponent, in hex. */
  readonly random: string
  /** The decrypted access token secret, in hex. */
  readonly prepend: string
}

/** Options of an `IbkrOauth1`; all have defaults. */
export interface IbkrOauth1Options {
  /** Source of time; default: the system clock. */
  readonly clock?: Clock
  /** Source of nonces and exponents; default: the operating system's. */
  readonly random?: RandomSource
  /** Query signing mode; default `joined`. */
  readonly querySigningMode?: QuerySigningMode
  /** Passphrase of encrypted private keys; default: none. */
  readonly passphrase?: KeyPassphrase
  /** Receives errors thrown by listeners; if omitted, they become process warnings. */
  readonly logger?: Logger
}

/**
 * Signs for one OAuth 1.0a login. The methods named `generate…` and `validate…` are the same as in `ibkr-client` 1.0.4.
 * @example
 * ```ts run=oauth1
 * import { readFileSync } from 'node:fs'
 * import { IbkrOauth1 } from 'ibkr-web-client'
 *
 * const oauth1 = new IbkrOauth1(JSON.parse(readFileSync('oauth1.json', 'utf8')))
 * const { headers } = oauth1.generateLiveSessionData('https://api.ibkr.com/v1/api/oauth/live_session_token')
 * console.log(Object.keys(headers))
 * ```
 */
export class IbkrOauth1 {
  /** The server's time, with which requests are signed. */
  readonly time: ServerTime
  readonly #settings: Oauth1Settings
  readonly #host: string
  readonly #random: RandomSource
  readonly #querySigningMode: QuerySigningMode
  readonly #nonces: string[] = []

  /** @throws IbkrError `config-invalid`; other settings are checked when they are first used */
  constructor(
    config: IbkrOauth1Config | IbkrThirdPartyConfig,
    host: string = IBKR_HOST,
    options: IbkrOauth1Options = {},
  ) {
    requireObject(options, 'The third argument of an IbkrOauth1')
    this.#settings = new Oauth1Settings(config, options.passphrase)
    this.#host = host
    this.time = new ServerTime(options.clock ?? systemClock, options.logger)
    this.#random = options.random ?? systemRandom
    this.#querySigningMode = options.querySigningMode ?? 'joined'
  }

  /** Drops keys and secrets, when the client closes. Signing is impossible afterwards. */
  forget(): void {
    this.#settings.forget()
  }

  /**
   * Returns the access token of the settings.
   * @throws IbkrError `config-invalid` if there is none, `client-closed` after `forget`
   */
  getAccessToken(): string {
    return this.#settings.accessToken
  }

  /**
   * Returns headers for `oauth/live_session_token` at `url`, and the two secrets that are needed to compute the token
   * from its response.
   * @throws IbkrError that names the missing or invalid setting; `client-closed` after `forget`
   */
  generateLiveSessionData(url: string): LiveSessionRequest {
    const random = this.#secretExponent()
    const challenge = diffieHellmanChallenge({ prime: this.#settings.prime, secretExponent: random })
    const { prepend } = this.#settings
    const extra = { diffie_hellman_challenge: challenge }
    return { headers: this.generateOauthHeaders(url, 'POST', undefined, undefined, extra, prepend), random, prepend }
  }

  /**
   * Signs with the live session token if it is given, otherwise with the signature key.
   * @throws IbkrError that names the missing or invalid setting; `client-closed` after `forget`
   */
  generateOauthHeaders(
    url: string,
    method: string,
    token?: string,
    params?: NameValuePairs,
    extraHeaders?: Readonly<Record<string, string>>,
    prepend?: string,
  ): Record<string, string> {
    const own = { oauth_token: this.#settings.accessToken, ...extraHeaders }
    return this.#headers({ url, method, own, token, query: params ?? [], prepend: prepend ?? '' })
  }

  /**
   * Returns headers of the two calls that only third parties make, before they have an access token.
   * @param own the parameters of the call: `oauth_callback`, or `oauth_token` and `oauth_verifier`
   * @throws IbkrError `key-invalid`, `client-closed` after `forget`
   */
  thirdPartyHeaders(url: string, own: Readonly<Record<string, string>>): Record<string, string> {
    return this.#headers({ url, method: 'POST', own, token: undefined, query: [], prepend: '' })
  }

  /**
   * Computes the token (base64) from IBKR's response and the result of `generateLiveSessionData`.
   * @throws IbkrError as `computeLiveSessionToken` does
   */
  generateLiveSessionToken(dhResponse: string, dhRandom: string, prepend: string): string {
    return computeLiveSessionToken({
      prime: this.#settings.prime,
      secretExponent: dhRandom,
      serverPublic: dhResponse,
      prependHex: prepend,
    })
  }

  /** Reports whether IBKR's `live_session_token_signature` (hex) shows that IBKR computed the same token. */
  validateLiveSessionToken(token: string, signature: string): boolean {
    return isLiveSessionTokenValid(token, this.#settings.consumerKey, signature)
  }

  /** Returns a representation without keys, tokens and secrets, for logs and JSON. */
  toJSON(): { readonly consumerKey: string } {
    return { consumerKey: this.#settings.consumerKey }
  }

  #headers(request: {
    readonly url: string
    readonly method: string
    readonly own: Readonly<Record<string, string>>
    readonly token: string | undefined
    readonly query: NameValuePairs
    readonly prepend: string
  }): Record<string, string> {
    const { own, token, url, method, query, prepend } = request
    const params: Record<string, string> = {
      oauth_consumer_key: this.#settings.consumerKey,
      oauth_nonce: this.#nonce(),
      oauth_signature_method: token === undefined ? 'RSA-SHA256' : 'HMAC-SHA256',
      oauth_timestamp: this.time.stamp(),
      ...own,
    }
    const baseString = signatureBaseString({
      url,
      method,
      params,
      query,
      prepend,
      querySigningMode: this.#querySigningMode,
    })
    const signature =
      token === undefined ? signRsaSha256(baseString, this.#settings.signatureKey) : signHmacSha256(baseString, token)
    return {
      Accept: '*/*',
      'Accept-Encoding': 'gzip,deflate',
      Authorization: authorizationHeader({ realm: this.#settings.realm, params, signature }),
      Connection: 'keep-alive',
      Host: this.#host,
      'User-Agent': 'ClientPortalGW/1',
    }
  }

  /** Returns a random exponent. It is never zero, because a challenge of 1 would reveal the token. */
  #secretExponent(): string {
    const bytes = Uint8Array.from(this.#random.bytes(EXPONENT_BYTES))
    bytes[0] = (bytes[0] ?? 0) | 0x80
    return Buffer.from(bytes).toString('hex')
  }

  #nonce(): string {
    if (this.#nonces.length === 0) {
      const digits = Buffer.from(this.#random.bytes((NONCE_LENGTH / 2) * NONCES_AT_ONCE)).toString('hex')
      for (let at = 0; at < digits.length; at += NONCE_LENGTH) this.#nonces.push(digits.slice(at, at + NONCE_LENGTH))
    }
    return this.#nonces.pop() ?? ''
  }
}

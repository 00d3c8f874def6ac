import type { Dispatcher } from 'undici'
import type { PresentedCertificate } from './certificate.ts'
import type { Clock } from './clock.ts'
import type { Logger } from './logger.ts'
import type { QueryPractice } from './oauth1/base-string.ts'
import type { KeyPassphrase } from './oauth1/oauth1-settings.ts'
import type { RandomSource } from './random.ts'
import type { CookieSpelling } from './socket/open-web-socket.ts'

/** What an OAuth 1.0a login needs: the content of `oauth1.json`. */
export interface IbkrOauth1Config {
  /** As IBKR's page gives it: base64, encrypted for the encryption key. */
  readonly accessTokenSecret: string
  readonly accessToken: string
  readonly consumerKey: string
  /** PEM text of the private encryption key (PKCS#1 or PKCS#8); encrypted with a passphrase: see `keyPassphrase`. */
  readonly encryption: string
  /** PEM text of the private signature key, likewise. */
  readonly signature: string
  /** The Diffie-Hellman prime in hex, the PEM text of `dhparam.pem`, or what `openssl dhparam -text` prints. */
  readonly dhPrime: string
  /** `limited_poa`, or `test_realm` for the consumer `TESTCONS`. */
  readonly realm: string
}

/**
 * What a third party has before a user lets it in: enough for `requestToken` and `accessToken`. Where `realm` is left out, it
 * is the one that goes with the consumer key.
 */
export type IbkrThirdPartyConfig = Pick<IbkrOauth1Config, 'consumerKey' | 'signature'> & Partial<IbkrOauth1Config>

/** The second argument of the constructor: everything has a default. */
export interface IbkrClientOptions {
  /** Another server than the one the first argument means, http or https; for tests and a practice server. */
  readonly baseUrl?: string
  /** Ms for a request from leaving the pacing queue to the last byte of its answer. Default 30,000. */
  readonly timeout?: number
  /** Ms for opening a connection. Default 10,000. */
  readonly connectTimeout?: number
  /** Connections that requests open at once; further ones wait for one of them. Default 64. */
  readonly maxConnections?: number
  /** Bytes of an answer, both as sent and after decompression. Default 67,108,864 (64 MiB). */
  readonly maxBodyBytes?: number
  /** Bytes of one socket frame. Default 16,777,216 (16 MiB). */
  readonly maxFrameBytes?: number
  /** Texts that wait for a socket to open. Default 1,000. */
  readonly maxQueuedFrames?: number
  /** Tries to open a socket again before its streams end with an error. Default: no limit. */
  readonly maxSocketAttempts?: number
  /** Ms without any sign of life after which a socket counts as dead. Default 90,000. */
  readonly socketSilenceTimeout?: number
  /** How sockets spell their cookie: `api=<session>` or `api={"session":"<session>"}`. Default `plain`. */
  readonly sessionCookie?: CookieSpelling
  /**
   * Sends the requests, instead of connections of the client's own; TLS, proxy and connections are its business. Not for sockets, and not
   * beside `dispatcher`.
   */
  readonly fetch?: typeof fetch
  /** An undici 7 dispatcher used instead of an own one; the caller closes it, and TLS is the caller's business. */
  readonly dispatcher?: Dispatcher
  /** Ends everything the client does when it aborts. */
  readonly signal?: AbortSignal
  /** Default: silent. */
  readonly logger?: Logger
  readonly clock?: Clock
  readonly random?: RandomSource
  /** `User-Agent` of every request; IBKR's edge answers 403 without one. Default `ClientPortalGW/1`. */
  readonly userAgent?: string
  /** Keeps plain requests within IBKR's published limits too. Default false (a supervised session always does). */
  readonly pacing?: boolean
  /** Of private keys that are encrypted: one for both, or `{ encryption, signature }`. OAuth 2.0's one key is `signature`. */
  readonly keyPassphrase?: KeyPassphrase
  /** How query parameters take part in an OAuth 1.0a signature. Default `joined`. */
  readonly queryPractice?: QueryPractice
  /** SHA-256 fingerprint (hex, colons allowed) of the one certificate that is accepted. */
  readonly pinnedCertificateSha256?: string
  /**
   * For a gateway on this machine without a pin: told of the first certificate that it shows, before anything is sent; from
   * then on the client accepts no other. Not called elsewhere, where a certificate has to verify or be pinned.
   */
  readonly onFirstCertificate?: (certificate: PresentedCertificate) => void
  /**
   * PEM texts of certificates whose signature is accepted beside those of the trust store: a company's own authority. With it a server
   * on loopback is verified as well.
   */
  readonly certificateAuthorities?: string | readonly string[]
  /**
   * `http://user:password@host:port`: the proxy through which everything goes; `false`: none. Default: what `HTTPS_PROXY`, `HTTP_PROXY`,
   * `ALL_PROXY` and `NO_PROXY` say, but never for a server on loopback.
   */
  readonly proxy?: string | false
  /** Accepts any certificate from any host: whoever is on the way can read and change everything. */
  readonly dangerouslyAcceptAnyCertificate?: true
}

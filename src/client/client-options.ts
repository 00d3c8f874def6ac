import type { Dispatcher } from 'undici'
import type { PresentedCertificate } from './certificates.ts'
import {
  aDispatcher,
  aFunction,
  aHeaderText,
  aLogger,
  anAbortSignal,
  anAddressOrFalse,
  aPassphrase,
  aPositiveNumber,
  aTextOrNull,
  aWholeNumber,
  checkNames,
  checkOptions,
  type OptionKind,
  oneOf,
  textShape,
  texts,
  trueOrFalse,
  withFunctions,
  zeroOrMore,
} from './check-options.ts'
import type { Clock } from './clock.ts'
import { IbkrError } from './errors/ibkr-error.ts'
import type { Logger } from './logger.ts'
import type { QueryPractice } from './oauth1/base-string.ts'
import type { KeyPassphrase } from './oauth1/oauth1-settings.ts'
import type { RandomSource } from './random.ts'

/** IBKR's sample writes the session as JSON, other clients plainly; servers accept both. */
export type CookieSpelling = 'plain' | 'json'

/** The second argument of the constructor: everything has a default. */
export interface IbkrClientOptions {
  /** Another server than that of the first argument, http or https; for tests and a practice server. */
  readonly baseUrl?: string
  /** Ms for a request from leaving the pacing queue to the last byte of its response. Default 30,000. */
  readonly timeout?: number
  /** Ms for opening a connection. Default 10,000. */
  readonly connectTimeout?: number
  /** Connections that requests open at once; further requests wait for one of them. Default 64. */
  readonly maxConnections?: number
  /** Bytes of a response, both as sent and after decompression. Default 67,108,864 (64 MiB). */
  readonly maxBodyBytes?: number
  /** Bytes of one socket frame. Default 16,777,216 (16 MiB). */
  readonly maxFrameBytes?: number
  /** Texts that wait for a socket to open. Default 1,000. */
  readonly maxQueuedFrames?: number
  /** Tries to open a socket again before its streams end with an error. Default: no limit. */
  readonly maxSocketAttempts?: number
  /** Ms without any message after which a socket counts as dead. Default 90,000. */
  readonly socketSilenceTimeout?: number
  /** How sockets write their cookie: `api=<session>` or `api={"session":"<session>"}`. Default `plain`. */
  readonly sessionCookie?: CookieSpelling
  /**
   * Sends the requests, instead of the client's own connections; it is responsible for TLS, proxy and connections. Not for sockets, and
   * not together with `dispatcher`.
   */
  readonly fetch?: typeof fetch
  /** An undici 7 dispatcher instead of the client's own; the caller closes it and is responsible for TLS. */
  readonly dispatcher?: Dispatcher
  /** Ends everything the client does when it aborts. */
  readonly signal?: AbortSignal
  /** Default: silent. */
  readonly logger?: Logger
  readonly clock?: Clock
  readonly random?: RandomSource
  /** `User-Agent` of every request; IBKR's edge responds with 403 without one. Default `ClientPortalGW/1`. */
  readonly userAgent?: string
  /** Applies IBKR's published limits to plain requests too. Default false (a supervised session always does). */
  readonly pacing?: boolean
  /** Of private keys that are encrypted: one for both, or `{ encryption, signature }`. OAuth 2.0's one key is `signature`. */
  readonly keyPassphrase?: KeyPassphrase
  /** How query parameters take part in an OAuth 1.0a signature. Default `joined`. */
  readonly querySigningMode?: QueryPractice
  /** SHA-256 fingerprint (hex, colons allowed) of the one certificate that is accepted. */
  readonly pinnedCertificateSha256?: string
  /**
   * For a gateway on this machine without a pin: called with the first certificate that it presents, before anything is sent; from
   * then on the client accepts no other. Not called for other servers, whose certificate must verify or be pinned.
   */
  readonly onFirstCertificate?: (certificate: PresentedCertificate) => void
  /**
   * PEM texts of certificates whose signature is accepted besides those of the trust store: a company's own authority. With it a server
   * on loopback is verified too.
   */
  readonly certificateAuthorities?: string | readonly string[]
  /**
   * `http://user:password@host:port`: the proxy for all connections; `false`: none. Default: the proxy of `HTTPS_PROXY`, `HTTP_PROXY`,
   * `ALL_PROXY` and `NO_PROXY`, but never for a server on loopback.
   */
  readonly proxy?: string | false
  /** Accepts any certificate from any host: anyone on the network path can read and change everything. */
  readonly dangerouslyAcceptAnyCertificate?: true
}

const CLIENT_OPTIONS: Readonly<Record<keyof IbkrClientOptions, OptionKind>> = {
  baseUrl: aTextOrNull,
  timeout: aPositiveNumber,
  connectTimeout: aPositiveNumber,
  maxConnections: aWholeNumber,
  maxBodyBytes: aPositiveNumber,
  maxFrameBytes: aPositiveNumber,
  maxQueuedFrames: aPositiveNumber,
  maxSocketAttempts: zeroOrMore,
  socketSilenceTimeout: aPositiveNumber,
  pacing: trueOrFalse,
  signal: anAbortSignal,
  logger: aLogger,
  querySigningMode: oneOf('joined', 'omitted', 'in-url'),
  sessionCookie: oneOf('plain', 'json'),
  userAgent: aHeaderText,
  keyPassphrase: aPassphrase,
  pinnedCertificateSha256: textShape,
  onFirstCertificate: aFunction,
  certificateAuthorities: texts,
  proxy: anAddressOrFalse,
  dangerouslyAcceptAnyCertificate: trueOrFalse,
  dispatcher: aDispatcher,
  fetch: aFunction,
  clock: withFunctions('an object', 'now', 'monotonic', 'after'),
  random: withFunctions('an object', 'bytes', 'fraction'),
}

/**
 * Warns the logger of unknown names, which have no effect.
 * @throws IbkrError `config-invalid`, naming the option and what it takes; also for a name that is nearly that of an option
 */
export function checkClientOptions(options: IbkrClientOptions): void {
  checkOptions('the client', options, CLIENT_OPTIONS)
  if (options.fetch !== undefined && options.dispatcher !== undefined) {
    throw new IbkrError('config-invalid', 'The options fetch and dispatcher of the client exclude each other.')
  }
  checkNames('the client', options, CLIENT_OPTIONS, options.logger)
}

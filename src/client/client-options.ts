import type { Dispatcher } from 'undici'
import type { PresentedCertificate } from './certificates.ts'
import {
  aDispatcher,
  aFunction,
  aHeaderText,
  aLogger,
  aNumberFromZero,
  anAbortSignal,
  anAddressOrFalse,
  anObjectWithFunctions,
  aPassphrase,
  aPositiveNumber,
  aString,
  aStringList,
  aStringOrNull,
  aWholeNumber,
  checkOptionNames,
  checkOptions,
  type OptionKind,
  oneOf,
  trueOrFalse,
} from './check-options.ts'
import type { Clock } from './clock.ts'
import { IbkrError } from './errors/ibkr-error.ts'
import type { Logger } from './logger.ts'
import type { KeyPassphrase } from './oauth1/oauth1-settings.ts'
import type { QuerySigningMode } from './oauth1/signature-base-string.ts'
import type { SharedPacing } from './pacing/request-pacer.ts'
import type { RandomSource } from './random-source.ts'

/** Defaults of the options that the client itself applies. */
const DEFAULTS = {
  timeout: 30_000,
  connectTimeout: 10_000,
  maxConnections: 64,
  maxBodyBytes: 64 * 2 ** 20,
  maxFrameBytes: 16 * 2 ** 20,
  userAgent: 'ClientPortalGW/1',
  sessionCookie: 'plain',
} as const satisfies IbkrClientOptions

/**
 * Form of the session cookie. IBKR's sample writes the session as JSON, other clients as plain text; servers accept
 * both.
 */
export type CookieSpelling = 'plain' | 'json'

/** Options of the client, the second argument of its constructor. All have defaults. */
export interface IbkrClientOptions {
  /** Replaces the server of the first argument, with http or https. */
  readonly baseUrl?: string
  /** Time limit in ms from leaving the pacing queue to the last byte of the response. Default 30,000. */
  readonly timeout?: number
  /** Time limit in ms for opening a connection. Default 10,000. */
  readonly connectTimeout?: number
  /** Maximum number of connections for requests; further requests wait. Default 64. */
  readonly maxConnections?: number
  /** Maximum size of a response in bytes, both as sent and after decompression. Default 67,108,864 (64 MiB). */
  readonly maxBodyBytes?: number
  /** Maximum size of a socket frame in bytes. Default 16,777,216 (16 MiB). */
  readonly maxFrameBytes?: number
  /** Maximum number of frames queued until a socket opens. Default 1,000. */
  readonly maxQueuedFrames?: number
  /** Maximum number of attempts to reopen a socket before its streams end with an error. Default: no limit. */
  readonly maxSocketAttempts?: number
  /** Time in ms without a received message after which a socket counts as dead. Default 90,000. */
  readonly socketSilenceTimeout?: number
  /** The form of the socket's cookie: `api=<session>` or `api={"session":"<session>"}`. Default `plain`. */
  readonly sessionCookie?: CookieSpelling
  /**
   * Replaces the client's own connections for requests, and is responsible for TLS and proxy. Sockets do not use it.
   * Cannot be combined with `dispatcher`.
   */
  readonly fetch?: typeof fetch
  /** An undici 7 dispatcher that replaces the client's own. The caller closes it and is responsible for TLS. */
  readonly dispatcher?: Dispatcher
  /** Closes the client when the signal aborts. */
  readonly signal?: AbortSignal
  /** Receives log messages; default: none. */
  readonly logger?: Logger
  /** Source of time; default: the system clock. Tests replace it. */
  readonly clock?: Clock
  /** Source of randomness; default: the operating system's. Tests replace it. */
  readonly random?: RandomSource
  /**
   * `User-Agent` of every request; IBKR's edge responds with 403 without one (IBKR's documentation, reports of users).
   * Default `ClientPortalGW/1`.
   */
  readonly userAgent?: string
  /** Applies IBKR's published limits to plain requests too. Default false (a supervised session always does). */
  readonly pacing?: boolean
  /**
   * Passphrase of encrypted private keys: one string for both keys, or `{ encryption, signature }`. OAuth 2.0 uses
   * `signature` for its only key.
   */
  readonly keyPassphrase?: KeyPassphrase
  /** How query parameters are included in an OAuth 1.0a signature. Default `joined`. */
  readonly querySigningMode?: QuerySigningMode
  /** SHA-256 fingerprint (hex, colons allowed) of the only accepted certificate. */
  readonly pinnedCertificateSha256?: string
  /**
   * For a gateway on this machine without a pin: called with its first certificate before anything is sent; from then
   * on the client accepts no other certificate. Not called for other servers: their certificate must be verifiable or
   * pinned.
   */
  readonly onFirstCertificate?: (certificate: PresentedCertificate) => void
  /**
   * PEM strings of additional certificate authorities, such as a company's own. If set, a server on loopback is
   * verified too.
   */
  readonly certificateAuthorities?: string | readonly string[]
  /**
   * `http://user:password@host:port`: the proxy for all connections; `false`: none. Default: the proxy in
   * `HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY` and `NO_PROXY`, but never for a server on loopback.
   */
  readonly proxy?: string | false
  /** Accepts any certificate from any host: anyone on the network path can read and change everything. */
  readonly dangerouslyAcceptAnyCertificate?: true
}

const CLIENT_OPTIONS: Readonly<Record<keyof IbkrClientOptions, OptionKind>> = {
  baseUrl: aStringOrNull,
  timeout: aPositiveNumber,
  connectTimeout: aPositiveNumber,
  maxConnections: aWholeNumber,
  maxBodyBytes: aPositiveNumber,
  maxFrameBytes: aPositiveNumber,
  maxQueuedFrames: aPositiveNumber,
  maxSocketAttempts: aNumberFromZero,
  socketSilenceTimeout: aPositiveNumber,
  pacing: trueOrFalse,
  signal: anAbortSignal,
  logger: aLogger,
  querySigningMode: oneOf('joined', 'omitted', 'in-url'),
  sessionCookie: oneOf('plain', 'json'),
  userAgent: aHeaderText,
  keyPassphrase: aPassphrase,
  pinnedCertificateSha256: aString,
  onFirstCertificate: aFunction,
  certificateAuthorities: aStringList,
  proxy: anAddressOrFalse,
  dangerouslyAcceptAnyCertificate: trueOrFalse,
  dispatcher: aDispatcher,
  fetch: aFunction,
  clock: anObjectWithFunctions('an object', 'now', 'monotonic', 'after'),
  random: anObjectWithFunctions('an object', 'bytes', 'fraction'),
}

/**
 * Checks the options. Logs a warning for each unknown name, which has no effect.
 * @throws IbkrError `config-invalid`, with the option and the values it accepts; also for a name that is probably a
 * misspelled option
 */
export function checkClientOptions(options: IbkrClientOptions): void {
  checkOptions('the client', options, CLIENT_OPTIONS)
  if (options.fetch !== undefined && options.dispatcher !== undefined) {
    throw new IbkrError('config-invalid', 'The options fetch and dispatcher of the client cannot be combined.')
  }
  checkOptionNames('the client', options, CLIENT_OPTIONS, options.logger)
}

/** The values of options that the client itself applies. */
export type AppliedOptions = Readonly<Required<Pick<IbkrClientOptions, keyof typeof DEFAULTS>>>

/** Fills in the defaults. Null means the default, as in `ibkr-client`. */
export function applyDefaults(options: IbkrClientOptions): AppliedOptions {
  return {
    timeout: options.timeout ?? DEFAULTS.timeout,
    connectTimeout: options.connectTimeout ?? DEFAULTS.connectTimeout,
    maxConnections: options.maxConnections ?? DEFAULTS.maxConnections,
    maxBodyBytes: options.maxBodyBytes ?? DEFAULTS.maxBodyBytes,
    maxFrameBytes: options.maxFrameBytes ?? DEFAULTS.maxFrameBytes,
    userAgent: options.userAgent ?? DEFAULTS.userAgent,
    sessionCookie: options.sessionCookie ?? DEFAULTS.sessionCookie,
  }
}

const SHARED_PACING = Symbol('shared pacing')

/** Returns options of a client that shares a part of its pacing with others. */
export const sharePacing = (options: IbkrClientOptions, shared: SharedPacing): IbkrClientOptions =>
  Object.assign({ ...options }, { [SHARED_PACING]: shared })

/** Returns what the options share; undefined for a client that shares nothing. */
export function sharedPacing(options: IbkrClientOptions & { readonly [SHARED_PACING]?: SharedPacing }) {
  return options[SHARED_PACING]
}

import type { SimulatorClock } from './clock.ts'
import type { FaultRequest } from './faults/fault.ts'
import type { AddressRules } from './gateway/address-filter.ts'
import type { GatewayBehaviour } from './gateway/gateway-behaviour.ts'
import type { TradingHours } from './market/trading-hours.ts'
import type { Oauth1Credentials } from './oauth1/credentials.ts'
import type { Oauth1PublicFiles } from './oauth1/public-files.ts'
import type { Oauth2Credentials } from './oauth2/credentials.ts'
import type { StaleReplies } from './orders/pending-replies.ts'

/** The simulated server: api.ibkr.com with OAuth 1.0a or OAuth 2.0, or a gateway on the user's machine. */
export type SimulatorMode = 'oauth1' | 'oauth2' | 'gateway'

/** Options of a simulator. Only `mode` is required. */
export interface SimulatorOptions {
  /**
   * `oauth1`: requests must be signed, as at api.ibkr.com. `oauth2`: they need a bearer token. `gateway`: neither, but
   * a browser login.
   */
  readonly mode: SimulatorMode
  /** Address to listen on; default 127.0.0.1. Other addresses are reachable by other machines, without a password. */
  readonly host?: string
  /** Port to listen on; default 0, any free port. */
  readonly port?: number
  /** https and wss with a self-signed certificate (default), or plain http and ws. */
  readonly tls?: boolean
  /** Additional DNS names or addresses of the certificate, which always includes localhost, 127.0.0.1 and ::1. */
  readonly certNames?: readonly string[]
  /** Seed of the random market, ids and fills; default 1. Keys are never seeded. */
  readonly seed?: number
  /** Clock of the simulator; default the system clock. */
  readonly clock?: SimulatorClock
  /**
   * How many times as fast as `clock` the simulator's own time passes, 0.1 to 3600; default 1. It applies to market,
   * fills, pacing, trading hours and resets, but not to signatures, token and stream lifetimes and heartbeats.
   */
  readonly speed?: number
  /**
   * Whether a nightly reset happens at 00:00 in New York; default false. `controls.nightReset()` starts one at any
   * time.
   */
  readonly nightlyReset?: boolean
  /** Minutes of simulator time during which iserver returns 503 after a reset; default 5. */
  readonly resetMinutes?: number
  /** Gateway mode: whether the gateway logs in again by itself after a reset (default), or needs a browser login. */
  readonly gatewayReturns?: boolean
  /**
   * `lenient` (default) accepts all three ways of signing a query and records which one was used; `strict` only the
   * documented one.
   */
  readonly querySigningMode?: 'strict' | 'lenient'
  /** Seconds until a marketable order is filled; default 4. */
  readonly fillSeconds?: number
  /** Seconds from opening the brokerage session until `established: true`; default 0. */
  readonly establishSeconds?: number
  /**
   * Seconds without a request after which the brokerage session ends; default 360, `Infinity` for never. Not scaled by
   * `speed`.
   */
  readonly idleSeconds?: number
  /**
   * Whether `tickle` returns its flags at top level instead of under `iserver.authStatus`, as one client observed;
   * default false.
   */
  readonly flatTickle?: boolean
  /** Whether orders raise questions; default true. */
  readonly askQuestions?: boolean
  /** Whether prices move on their own, twice a second; default true. */
  readonly marketMoves?: boolean
  /**
   * `always` (default): the market never closes. `exchange`: open from 9:30 to 16:00 in New York on weekdays; outside
   * these hours orders wait as PreSubmitted, and DAY orders end at the close.
   */
  readonly tradingHours?: TradingHours
  /**
   * What makes an order question stale, so that its confirmation fails with 503: another call about orders (default),
   * or any call including the tickle, as IBKR documents.
   */
  readonly repliesVoidedBy?: 'order-calls' | 'any-call'
  /**
   * Whether an order whose question was confirmed too late never trades (default), or appears two seconds later with a
   * certain probability.
   */
  readonly staleReplies?: StaleReplies
  /** Credentials from `generateCredentials`, for a faster start or to survive a restart; default new ones. */
  readonly keys?: Oauth1Credentials
  /**
   * Whether keys and certificate are fixed instead of new, for tests that store or compare them; default false. They
   * are public: never register them at IBKR. `keys`, `register`, `oauth2Keys` and `certNames` have priority.
   */
  readonly testKeys?: boolean
  /** oauth1 mode, instead of `keys`: public files of keys stored elsewhere; token and secret are issued at once. */
  readonly register?: Oauth1PublicFiles
  /**
   * oauth1 mode: `not-active-yet` rejects the consumer key as `invalid consumer` until `controls.activateConsumer()` is
   * called; default `active`.
   */
  readonly consumer?: 'active' | 'not-active-yet'
  /**
   * oauth1 mode: a third party gets its access token through `/oauth/request_token`, the page `/authorize` and
   * `/oauth/access_token`; own keys may not use these calls. Default true for the consumer key `TESTCONS`, false for
   * others.
   */
  readonly thirdParty?: boolean
  /** Seconds by which the server's clock is ahead of `clock`, negative if it is behind; default 0. */
  readonly clockSkewSeconds?: number
  /** oauth2 mode: credentials from `generateOauth2Credentials`; default new ones. */
  readonly oauth2Keys?: Oauth2Credentials
  /** oauth2 mode: scopes that the client may request. Defaults to all scopes that IBKR documents. */
  readonly scopes?: readonly string[]
  /**
   * Lifetime in seconds of the live session token (default 86,400) or the access token of OAuth 2.0 (default 86,399).
   */
  readonly tokenSeconds?: number
  /** oauth2 mode: lifetime of an SSO session in seconds, at most until the `exp` of its request; default 86,400. */
  readonly ssoSessionSeconds?: number
  /**
   * Gateway mode: addresses that may call, like `ips` in the gateway's own configuration; others get 403. Default: all
   * addresses.
   */
  readonly ips?: AddressRules
  /** Gateway mode: deviations of IBKR's own gateway from a correct server; `true` enables all of them. Default none. */
  readonly gatewayHabits?: true | Partial<GatewayBehaviour>
  /** Behaviour that only one project has observed; default none. */
  readonly observedOnce?: readonly ObservedOnce[]
  /**
   * Whether alerts whose body contains `>=`, `<=` or `!=` are rejected (default), as by the live API, where no alert
   * can be created with these operators. `taken` accepts them, as documented.
   */
  readonly alertOperators?: 'refused' | 'taken'
  /** Gateway mode: whether a user is already logged in; default true. */
  readonly loggedIn?: boolean
  /**
   * Account ids; default one paper account, DU1234567. The first account has the opening positions. Paper account ids
   * begin with D; with any other id, such as U1234567, every response describes a live login. The money is simulated in
   * any case.
   */
  readonly accounts?: readonly string[]
  /**
   * Whether the user belongs to a broker, whose accounts are searched and selected one at a time; default false: these
   * calls then return 503.
   */
  readonly dynamicAccounts?: boolean
  /**
   * Number of stocks that `/trsrv/all-conids` lists for any exchange in addition to the tradable ones, 0 (default) to
   * 2,000,000. No other call knows them; 480,000 result in a response of 25 MB.
   */
  readonly listedStocks?: number
  /** Whether socket frames are sent as binary frames (of UTF-8 JSON); default false. */
  readonly binaryFrames?: boolean
  /** Maximum number of market data streams of all sockets; default 100. */
  readonly marketDataLines?: number
  /** Whether `sts` frames contain one key each, and after the initial ones only changes; default false. */
  readonly statusInPieces?: boolean
  /**
   * Milliseconds after the session message during which `sts` says `authenticated: false` and IBKR ignores texts that
   * need the brokerage session; default 0.
   */
  readonly lateStatusMilliseconds?: number
  /** Whether an empty `{}` follows each heartbeat, as IBKR sends it occasionally; default false. */
  readonly emptyHeartbeats?: boolean
  /**
   * Whether the simulator keeps sending updates of the current bar after the initial `smh` response, as IBKR does
   * occasionally; default true.
   */
  readonly historyUpdates?: boolean
  /**
   * Maximum bytes that may wait for a socket client that does not read; beyond it the connection is closed. Default 16
   * MiB.
   */
  readonly socketBufferBytes?: number
  /**
   * `enforce`: a call that exceeds the published limits gets 429 and puts its address into the penalty box, where every
   * call gets 429 for 15 minutes, or forever after the second offence. Default `off`.
   */
  readonly pacing?: 'off' | 'enforce'
  /** Calls per second over all paths: 10 as IBKR publishes (default), or 50 as its older text says for OAuth. */
  readonly pacingPerSecond?: 10 | 50
  /** Only returns the 429 of `pacing`, without the penalty box; default false. */
  readonly enforcePacing?: boolean
  /** Initial faults, as objects or as on the command line. An invalid fault rejects with `WRONG_FAULT`. */
  readonly faults?: readonly (FaultRequest | string)[]
  /** Initial scenario, such as `storm:5000,2000`. An invalid scenario rejects with `WRONG_SCENARIO`. */
  readonly scenario?: string
  /** Port on 127.0.0.1 for `POST /simulator/controls` and `GET /simulator/record`, 0 for any free one; default none. */
  readonly controlPort?: number
  /** Seconds of real time within which a request must arrive completely; default 30. */
  readonly requestSeconds?: number
  /** Maximum number of simultaneous connections, including sockets; further ones are closed. Default: unlimited. */
  readonly maxConnections?: number
  /** Maximum number of requests in the record, and of frames; default 5,000. */
  readonly recordLimit?: number
  /** The OpenAPI document served at `/gw/api/v3/api-docs`; default none. Not in gateway mode. */
  readonly apiDocument?: () => Promise<unknown>
}

/**
 * Behaviour that one project has observed, in contradiction to other recordings or IBKR's documentation. Each must be
 * enabled.
 */
export const observedOnce = [
  /** `pnl/partitioned` returns no rows until a socket has subscribed to `spl` in this brokerage session. */
  'profit-after-stream',
  /** A bare array of orders is rejected with 400 `Missing orders`. */
  'orders-in-object',
  /** Bars contain a fortieth of the volume, and `volumeFactor` is 40. */
  'volume-factor',
  /** The alert of the mobile trading assistant has a different order id at each read. */
  'mobile-alert-ids',
] as const

/** Name of a behaviour that one project has observed; see `observedOnce` in `SimulatorOptions`. */
export type ObservedOnce = (typeof observedOnce)[number]

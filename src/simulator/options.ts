import type { SimulatorClock } from './clock.ts'
import type { FaultRequest } from './faults/parse-fault.ts'
import type { AddressRules } from './gateway/address-filter.ts'
import type { GatewayBehaviour } from './gateway/gateway-behaviour.ts'
import type { TradingHours } from './market/trading-hours.ts'
import type { Oauth1Credentials } from './oauth1/credentials.ts'
import type { Oauth1PublicFiles } from './oauth1/public-files.ts'
import type { Oauth2Credentials } from './oauth2/credentials.ts'
import type { StaleReplyEffect } from './orders/pending-order-replies.ts'

/** The simulated server: api.ibkr.com with OAuth 1.0a or OAuth 2.0, or a gateway on the user's machine. */
export type SimulatorMode = 'oauth1' | 'oauth2' | 'gateway'

/** Options of a simulator. Only `mode` is required. */
export interface SimulatorOptions {
  /**
   * `oauth1`: requests must be signed, as at api.ibkr.com. `oauth2`: requests need a bearer token. `gateway`: requests
   * need a browser login instead.
   */
  readonly mode: SimulatorMode
  /**
   * Address to listen on, default 127.0.0.1. At any other address, other machines can reach the simulator without a
   * password.
   */
  readonly host?: string
  /** Port to listen on. Default 0, which selects any free port. */
  readonly port?: number
  /** Whether to use https and wss with a self-signed certificate (default), or plain http and ws. */
  readonly tls?: boolean
  /** Additional DNS names or addresses of the certificate, which always includes localhost, 127.0.0.1 and ::1. */
  readonly certNames?: readonly string[]
  /** Seed of the random market, ids and fills, default 1. Keys are never seeded. */
  readonly seed?: number
  /** Clock of the simulator, default the system clock. */
  readonly clock?: SimulatorClock
  /**
   * Factor by which the simulator's own time passes faster than `clock`, from 0.1 to 3600. Default 1. The factor
   * applies to market, fills, pacing, trading hours and resets. It does not apply to signatures, token and stream
   * lifetimes and heartbeats.
   */
  readonly speed?: number
  /**
   * Whether a nightly reset happens at 00:00 in New York. Default false. `controls.nightReset()` starts a reset at any
   * time.
   */
  readonly nightlyReset?: boolean
  /** Minutes of simulator time during which iserver returns 503 after a reset, default 5. */
  readonly resetMinutes?: number
  /**
   * Gateway mode: whether the gateway automatically logs in again after a reset (default), or needs a browser login.
   */
  readonly gatewayReturns?: boolean
  /**
   * `lenient` (default) accepts all three query signing modes and records the used one. `strict` accepts only the
   * documented mode.
   */
  readonly querySigningMode?: 'strict' | 'lenient'
  /** Seconds until a marketable order is filled, default 4. */
  readonly fillSeconds?: number
  /** Seconds from opening the brokerage session until `established: true`, default 0. */
  readonly establishSeconds?: number
  /**
   * Seconds without a request after which the brokerage session ends. Default 360, `Infinity` for never. Not scaled by
   * `speed`.
   */
  readonly idleSeconds?: number
  /**
   * Whether `tickle` returns its flags at top level instead of under `iserver.authStatus`, as one client observed.
   * Default false.
   */
  readonly flatTickle?: boolean
  /** Whether orders raise questions, default true. */
  readonly askQuestions?: boolean
  /** Whether orders beyond the available funds of their account are rejected, default true. */
  readonly checkBuyingPower?: boolean
  /** Whether prices change randomly twice a second, default true. */
  readonly marketMoves?: boolean
  /**
   * `always` (default): the market never closes. `exchange`: the market is open from 9:30 to 16:00 in New York on
   * weekdays. Outside these hours orders wait as PreSubmitted, and DAY orders end at the close.
   */
  readonly tradingHours?: TradingHours
  /**
   * Calls that make an order question stale, so that its confirmation fails with 503. `order-calls` (default): other
   * calls about orders. `any-call`: any call including the tickle, as IBKR documents.
   */
  readonly repliesVoidedBy?: 'order-calls' | 'any-call'
  /**
   * Whether an order with a late confirmation never trades (default), or appears two seconds later with a certain
   * probability.
   */
  readonly staleReplies?: StaleReplyEffect
  /**
   * Credentials from `generateCredentials`, for a faster start or to keep the keys after a restart. Default: new
   * credentials.
   */
  readonly keys?: Oauth1Credentials
  /**
   * Whether keys and certificate are fixed instead of new, for tests that store or compare them. Default false.
   * They are public: never register them at IBKR. `keys`, `register`, `oauth2Keys` and `certNames` have priority.
   */
  readonly testKeys?: boolean
  /**
   * oauth1 mode, instead of `keys`: public files of keys that are stored elsewhere. Token and secret are issued
   * immediately.
   */
  readonly register?: Oauth1PublicFiles
  /**
   * oauth1 mode: `not-active-yet` rejects the consumer key as `invalid consumer` until `controls.activateConsumer()` is
   * called. Default `active`.
   */
  readonly consumer?: 'active' | 'not-active-yet'
  /**
   * oauth1 mode: whether the client is a third party, which receives its access token through `/oauth/request_token`,
   * the page `/authorize` and `/oauth/access_token`. Other clients must not use these calls. Default true for the
   * consumer key `TESTCONS`, false for others.
   */
  readonly thirdParty?: boolean
  /** Seconds by which the server's clock is ahead of `clock`, negative if it is behind. Default 0. */
  readonly clockSkewSeconds?: number
  /** oauth2 mode: credentials from `generateOauth2Credentials`. Default: new credentials. */
  readonly oauth2Keys?: Oauth2Credentials
  /** oauth2 mode: scopes that the client may request. Default: all scopes that IBKR documents. */
  readonly scopes?: readonly string[]
  /**
   * Lifetime in seconds of the live session token (default 86,400) or the access token of OAuth 2.0 (default 86,399).
   */
  readonly tokenSeconds?: number
  /** oauth2 mode: lifetime of an SSO session in seconds, limited by the `exp` of its request. Default 86,400. */
  readonly ssoSessionSeconds?: number
  /**
   * Gateway mode: addresses that may call the gateway, like `ips` in its own configuration. Other addresses receive
   * 403. Default: all addresses.
   */
  readonly ips?: AddressRules
  /**
   * Gateway mode: deviations of IBKR's own gateway from a correct server. `true` enables all deviations. Default: none.
   */
  readonly gatewayHabits?: true | Partial<GatewayBehaviour>
  /** Behaviour that only one project has observed. Default: none. */
  readonly observedOnce?: readonly ObservedOnce[]
  /**
   * Whether alerts with `>=`, `<=` or `!=` in their body are rejected (default). The live API also rejects them, so no
   * alert with these operators can be created. `accepted` accepts them, as documented.
   */
  readonly alertOperators?: 'refused' | 'accepted'
  /**
   * Options that `/iserver/secdef/info` returns for `strike=0`: `none` (default), because no option has this strike, or
   * `all` of the month, weeklies included. One public note reports `all`; not verified against IBKR.
   */
  readonly zeroStrike?: 'none' | 'all'
  /**
   * Options that `/iserver/secdef/info` returns without `right`: calls and puts (`both`, default), or `none`. IBKR
   * documents the parameter as optional, and its response without it was not measured.
   */
  readonly missingRight?: 'both' | 'none'
  /** Gateway mode: whether a user is already logged in, default true. */
  readonly loggedIn?: boolean
  /**
   * Gateway mode: whether another program has already used the session. Then the calls that a session needs once, such
   * as `/iserver/accounts` and `/portfolio/accounts`, count as made, and no first response is empty. The calls that each
   * contract needs are still required. Default false. A new brokerage session is unused again.
   */
  readonly usedSession?: boolean
  /**
   * Account ids. Default: one paper account, DU1234567. Each starts with 1,000,000 USD, from which the opening positions of the first
   * account were bought. Paper account ids
   * begin with D; with any other id, such as U1234567, every response describes a live login. The money is always
   * simulated.
   */
  readonly accounts?: readonly string[]
  /**
   * Whether the user belongs to a broker with many accounts, which are searched and selected one at a time. Default
   * false: these calls then return 503.
   */
  readonly dynamicAccounts?: boolean
  /**
   * Number of stocks that `/trsrv/all-conids` lists for any exchange in addition to the tradable stocks, from 0
   * (default) to 2,000,000. Other calls do not return these stocks; 480,000 result in a response of 25 MB.
   */
  readonly listedStocks?: number
  /** Whether socket frames are sent as binary frames (of UTF-8 JSON). Default false. */
  readonly binaryFrames?: boolean
  /** Maximum number of market data streams of all sockets, default 100. */
  readonly marketDataLines?: number
  /** Whether each `sts` frame contains one key, and later frames contain only changes. Default false. */
  readonly statusInPieces?: boolean
  /**
   * Milliseconds after the session message during which `sts` says `authenticated: false` and IBKR ignores frames that
   * need the brokerage session. Default 0.
   */
  readonly lateStatusMilliseconds?: number
  /**
   * Whether an empty `{}` follows each heartbeat, as IBKR sends it occasionally (code of bezant and ibind, 2026).
   * Default false.
   */
  readonly emptyHeartbeats?: boolean
  /**
   * Whether updates of the current bar follow the initial `smh` response, as IBKR occasionally sends them (reports of
   * users). Default true.
   */
  readonly historyUpdates?: boolean
  /**
   * Maximum bytes that may wait for a socket client that does not read. Above this limit the connection is closed.
   * Default 16 MiB.
   */
  readonly socketBufferBytes?: number
  /**
   * `enforce`: a call that exceeds the published limits receives 429 and puts its address into the penalty box. There
   * every call receives 429 for 15 minutes, or forever after the second offence. Default `off`.
   */
  readonly pacing?: 'off' | 'enforce'
  /** Calls per second over all paths: 10 as IBKR publishes (default), or 50 as IBKR's older text says for OAuth. */
  readonly pacingPerSecond?: 10 | 50
  /** Whether to return only the 429 of `pacing`, without the penalty box. Default false. */
  readonly enforcePacing?: boolean
  /** Initial faults, as objects or as on the command line. An invalid fault rejects with `WRONG_FAULT`. */
  readonly faults?: readonly (FaultRequest | string)[]
  /** Initial scenario, such as `storm:5000,2000`. An invalid scenario rejects with `WRONG_SCENARIO`. */
  readonly scenario?: string
  /**
   * Port on 127.0.0.1 for `POST /simulator/controls` and `GET /simulator/record`, 0 for any free port. Default: no
   * control port.
   */
  readonly controlPort?: number
  /** Seconds of real time within which a request must arrive completely, default 30. */
  readonly requestSeconds?: number
  /**
   * Maximum number of simultaneous connections, including sockets. Further connections are closed. Default: unlimited.
   */
  readonly maxConnections?: number
  /** Maximum number of requests in the record, and of frames. Default 5,000. */
  readonly recordLimit?: number
  /** Returns the OpenAPI document served at `/gw/api/v3/api-docs`. Default: no document. Not used in gateway mode. */
  readonly apiDocument?: () => Promise<unknown>
}

/**
 * Behaviour that one project has observed, in contradiction to other recordings or IBKR's documentation. Each behaviour
 * must be enabled.
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

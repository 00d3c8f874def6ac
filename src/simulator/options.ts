import type { SimulatorClock } from './clock.ts'
import type { FaultRequest } from './faults/fault.ts'
import type { AddressRules } from './gateway/address-filter.ts'
import type { GatewayBehaviour } from './gateway/gateway-behaviour.ts'
import type { TradingHours } from './market/trading-hours.ts'
import type { Oauth1Credentials } from './oauth1/credentials.ts'
import type { Oauth1PublicFiles } from './oauth1/public-files.ts'
import type { Oauth2Credentials } from './oauth2/credentials.ts'
import type { StaleReplies } from './orders/pending-replies.ts'

/**
 * The server that is simulated: api.ibkr.com with signatures or with bearer tokens, or a gateway on the user's machine.
 */
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
  /** Port; default 0, any free one. */
  readonly port?: number
  /** https and wss with a self-signed certificate (default), or plain http and ws. */
  readonly tls?: boolean
  /** More DNS names or addresses of the certificate, which always includes localhost, 127.0.0.1 and ::1. */
  readonly certNames?: readonly string[]
  /** Seed of market, ids and fills; default 1. Keys are never seeded. */
  readonly seed?: number
  /** Time; default the machine's own. */
  readonly clock?: SimulatorClock
  /**
   * How many times as fast as `clock` the simulator's own time passes, 0.1 to 3600; default 1. It applies to market,
   * fills, pacing, trading hours and resets, not to signatures, token and stream lifetimes and heartbeats.
   */
  readonly speed?: number
  /**
   * Whether a nightly reset happens at 00:00 in New York; default false. `controls.nightReset()` starts one at any
   * time.
   */
  readonly nightlyReset?: boolean
  /** Minutes of simulator time in which iserver returns 503 after a reset; default 5. */
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
  /** Seconds between opening the brokerage session and `established: true`; default 0. */
  readonly establishSeconds?: number
  /**
   * Seconds without a request after which the brokerage session ends; default 360, `Infinity` never. Not scaled by
   * `speed`.
   */
  readonly idleSeconds?: number
  /**
   * Whether `tickle` has its flags at top level instead of under `iserver.authStatus`, as one client observed; default
   * false.
   */
  readonly flatTickle?: boolean
  /** Whether orders raise questions; default true. */
  readonly askQuestions?: boolean
  /** Whether prices move on their own, twice a second; default true. */
  readonly marketMoves?: boolean
  /**
   * `always` (default): the market never closes. `exchange`: 9:30 to 16:00 in New York on weekdays; outside these hours
   * orders wait as PreSubmitted, and DAY orders end at the close.
   */
  readonly tradingHours?: TradingHours
  /**
   * What makes an order question stale, so that its confirmation gets 503: another call about orders (default), or any
   * call including the tickle, as IBKR documents.
   */
  readonly repliesVoidedBy?: 'order-calls' | 'any-call'
  /**
   * Whether an order whose question was confirmed too late never trades (default), or appears two seconds later with
   * some probability.
   */
  readonly staleReplies?: StaleReplies
  /** Credentials from `generateCredentials`, to start faster or to survive a restart; default fresh ones. */
  readonly keys?: Oauth1Credentials
  /** oauth1 mode, instead of `keys`: public files of keys that are elsewhere; token and secret are granted at once. */
  readonly register?: Oauth1PublicFiles
  /**
   * oauth1 mode: `not-active-yet` rejects the consumer key as `invalid consumer` until `controls.activateConsumer()`;
   * default `active`.
   */
  readonly consumer?: 'active' | 'not-active-yet'
  /**
   * oauth1 mode: a third party gets its access token through `/oauth/request_token`, the page `/authorize` and
   * `/oauth/access_token`; own keys may not use these calls. Default true for the consumer key `TESTCONS`, false for
   * others.
   */
  readonly thirdParty?: boolean
  /** Seconds by which the server's clock is ahead of `clock`, negative for behind; default 0. */
  readonly clockSkewSeconds?: number
  /** oauth2 mode: credentials from `generateOauth2Credentials`; default fresh ones. */
  readonly oauth2Keys?: Oauth2Credentials
  /** oauth2 mode: scopes that the client may request. Defaults to all scopes that IBKR documents. */
  readonly scopes?: readonly string[]
  /**
   * Lifetime in seconds of the live session token (default 86,400) or the access token of OAuth 2.0 (default 86,399).
   */
  readonly tokenSeconds?: number
  /** oauth2 mode: lifetime in seconds of an SSO session, at most until the `exp` of its request; default 86,400. */
  readonly ssoSessionSeconds?: number
  /**
   * Gateway mode: addresses that may call, as `ips` in the gateway's own configuration; others get 403. Default
   * everyone.
   */
  readonly ips?: AddressRules
  /**
   * Gateway mode: deviations of IBKR's own gateway from a well-behaved server; `true` enables all of them. Default
   * none.
   */
  readonly gatewayHabits?: true | Partial<GatewayBehaviour>
  /** Behaviour that only one project observed; default none. */
  readonly observedOnce?: readonly ObservedOnce[]
  /**
   * Whether alerts whose body contains `>=`, `<=` or `!=` are rejected (default), as by the live API, where no alert
   * can be created with these operators. `taken` accepts them, as documented.
   */
  readonly alertOperators?: 'refused' | 'taken'
  /** Gateway mode: whether a user is already logged in; default true. */
  readonly loggedIn?: boolean
  /**
   * Account ids; default one paper account, DU1234567. The first holds the opening positions. Paper account ids begin
   * with D; with one other id, such as U1234567, every response describes a live login. The money is simulated all the
   * same.
   */
  readonly accountIds?: readonly string[]
  /**
   * Whether the user is a broker's, whose accounts are searched and selected one at a time; default false: those calls
   * get 503.
   */
  readonly dynamicAccounts?: boolean
  /**
   * Number of stocks that `/trsrv/all-conids` lists for any exchange beside the tradable ones, 0 (default) to
   * 2,000,000. No other call knows them; 480,000 make a response of 25 MB.
   */
  readonly listedStocks?: number
  /** Whether socket frames are sent as binary frames (of UTF-8 JSON); default false. */
  readonly binaryFrames?: boolean
  /** Market data streams that all sockets may have at once; default 100. */
  readonly marketDataLines?: number
  /** Whether `sts` frames come one key at a time, and after the greeting only with changes; default false. */
  readonly statusInPieces?: boolean
  /**
   * Milliseconds after the greeting in which `sts` says `authenticated: false` and IBKR ignores what needs the
   * brokerage session; default 0.
   */
  readonly lateStatusMilliseconds?: number
  /** Whether an empty `{}` follows each heartbeat, as it sometimes does; default false. */
  readonly emptyHeartbeats?: boolean
  /** Whether `smh` continues with the current bar after its response, as it sometimes does; default true. */
  readonly historyUpdates?: boolean
  /** Bytes that may wait for a socket client that does not read, before its connection is closed; default 16 MiB. */
  readonly socketBufferBytes?: number
  /**
   * `enforce`: a call that exceeds the published limits gets 429 and puts its address into the penalty box, where every
   * call gets 429 for 15 minutes, or forever after the second offence. Default `off`.
   */
  readonly pacing?: 'off' | 'enforce'
  /** Calls per second over all paths: 10 as IBKR publishes (default), or 50 as its older text says for OAuth. */
  readonly pacingPerSecond?: 10 | 50
  /** Only the 429 of `pacing`, without the penalty box; default false. */
  readonly enforcePacing?: boolean
  /** Initial faults, as objects or as on the command line; an invalid one rejects with `WRONG_FAULT`. */
  readonly faults?: readonly (FaultRequest | string)[]
  /** Initial scenario, such as `storm:5000,2000`; an invalid one rejects with `WRONG_SCENARIO`. */
  readonly scenario?: string
  /** Port on 127.0.0.1 for `POST /simulator/controls` and `GET /simulator/record`, 0 for any free one; default none. */
  readonly controlPort?: number
  /** Seconds of real time in which a request must arrive, head and body; default 30. */
  readonly requestSeconds?: number
  /** Simultaneous connections, sockets included; another one is closed. Default: unlimited. */
  readonly maxConnections?: number
  /** Requests, and as many frames, in the record; default 5,000. */
  readonly recordLimit?: number
  /** The OpenAPI document served at `/gw/api/v3/api-docs`; default none. Not in gateway mode. */
  readonly apiDocument?: () => Promise<unknown>
}

/**
 * Behaviour that one project observed, in contradiction to other recordings or IBKR's documentation. Each must be
 * enabled.
 */
export const observedOnce = [
  /** `pnl/partitioned` has no rows until a socket has subscribed `spl` in this brokerage session. */
  'profit-after-stream',
  /** A bare array of orders gets 400 `Missing orders`. */
  'orders-in-object',
  /** Bars have a fortieth of the volume, and `volumeFactor` 40. */
  'volume-factor',
  /** The alert of the mobile trading assistant has another order id at each read. */
  'mobile-alert-ids',
] as const

export type ObservedOnce = (typeof observedOnce)[number]

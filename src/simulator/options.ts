import type { SimulatorClock } from './clock.ts'
import type { FaultRequest } from './faults/fault.ts'
import type { AddressRules } from './gateway/address-filter.ts'
import type { GatewayBehaviour } from './gateway/gateway-behaviour.ts'
import type { TradingHours } from './market/trading-hours.ts'
import type { Oauth1Credentials } from './oauth1/credentials.ts'
import type { Oauth1PublicFiles } from './oauth1/public-files.ts'
import type { Oauth2Credentials } from './oauth2/credentials.ts'
import type { StaleReplies } from './orders/pending-replies.ts'

/** Whose endpoints the simulator imitates: api.ibkr.com with signatures or with bearerTokens, or a gateway on the user's machine. */
export type SimulatorMode = 'oauth1' | 'oauth2' | 'gateway'

/** How to start a simulator. Only the mode has no default. */
export interface SimulatorOptions {
  /** `oauth1`: requests must be signed, as at api.ibkr.com. `oauth2`: they need a bearer. `gateway`: neither, but a browser login. */
  readonly mode: SimulatorMode
  /** Address to listen on; default 127.0.0.1. Other machines reach whatever is not loopback: paper money, but no password. */
  readonly host?: string
  /** Port; default 0, any free one. */
  readonly port?: number
  /** https and wss with a self-signed certificate (default), or plain http and ws. */
  readonly tls?: boolean
  /** Further DNS names or addresses for the certificate, which always holds localhost, 127.0.0.1 and ::1. */
  readonly certNames?: readonly string[]
  /** Seed of market, ids and fills; default 1. Keys are never seeded. */
  readonly seed?: number
  /** Time; default the machine's own. */
  readonly clock?: SimulatorClock
  /**
   * How many times as fast as `clock` the simulator's own time goes, 0.1 to 3600; default 1. Market, fills, pacing, trading
   * hours and nights go faster; signatures, lives of tokens and of streams, and beats of sockets do not.
   */
  readonly speed?: number
  /** Whether a nightly reset comes at 00:00 in New York; default false. `controls.nightReset()` makes one at any time. */
  readonly nightlyReset?: boolean
  /** Minutes of simulator time in which iserver answers 503 after it; default 5. */
  readonly resetMinutes?: number
  /** Gateway mode: whether the gateway logs in again by itself after it (default), or wants its browser login. */
  readonly gatewayReturns?: boolean
  /** `lenient` (default) takes all three ways of signing a query and records which it saw; `strict` only the documented one. */
  readonly querySigningMode?: 'strict' | 'lenient'
  /** Seconds from working to filled of an order that trades; default 4. */
  readonly fillSeconds?: number
  /** Seconds between opening the brokerage session and `established: true`; default 0. */
  readonly establishSeconds?: number
  /** Seconds without a request after which the brokerage session ends; default 360, `Infinity` never. Never scaled by `speed`. */
  readonly idleSeconds?: number
  /** Whether `tickle` has its flags at top level instead of under `iserver.authStatus`, as one client met it; default false. */
  readonly flatTickle?: boolean
  /** Whether orders raise questions; default true. */
  readonly askQuestions?: boolean
  /** Whether prices move by themselves, twice a second; default true. */
  readonly marketMoves?: boolean
  /**
   * `always` (default): the market never closes. `exchange`: 9:30 to 16:00 in New York on weekdays; outside these hours orders
   * wait as PreSubmitted, and orders for the day end at the close.
   */
  readonly tradingHours?: TradingHours
  /**
   * What makes the question of an order stale, so that its confirmation gets 503: another call about orders (default), or any
   * call, the tickle included, as IBKR's documentation has it.
   */
  readonly repliesVoidedBy?: 'order-calls' | 'any-call'
  /** Whether an order whose question was confirmed too late never trades (default), or (by the seed) turns up two seconds later. */
  readonly staleReplies?: StaleReplies
  /** Credentials made earlier (`generateCredentials`), to start sooner or to outlive a restart; default fresh ones. */
  readonly keys?: Oauth1Credentials
  /** oauth1 mode, in place of `keys`: public files of keys that lie elsewhere, as a person registers them; token and secret are granted at once. */
  readonly register?: Oauth1PublicFiles
  /** oauth1 mode: `not-active-yet` refuses the consumer key as `invalid consumer` until `controls.activateConsumer()`; default `active`. */
  readonly consumer?: 'active' | 'not-active-yet'
  /**
   * oauth1 mode: a third party obtains its access token through `/oauth/request_token`, the page `/authorize` and
   * `/oauth/access_token`; own keys may not call these. Default true for the consumer key `TESTCONS`, false for others.
   */
  readonly thirdParty?: boolean
  /** Seconds by which the server's clock is ahead of `clock`, negative for behind; default 0. */
  readonly clockSkewSeconds?: number
  /** oauth2 mode: credentials made earlier (`generateOauth2Credentials`); default fresh ones. */
  readonly oauth2Keys?: Oauth2Credentials
  /** oauth2 mode: scopes that the client may ask for; default every one that IBKR names. */
  readonly scopes?: readonly string[]
  /** Seconds that a token lives: the live session token (default 86,400) or the access token of OAuth 2.0 (default 86,399). */
  readonly tokenSeconds?: number
  /** oauth2 mode: seconds that an SSO session lives, at most until the `exp` of its request; default 86,400. */
  readonly ssoSessionSeconds?: number
  /** Gateway mode: addresses that may call, as `ips` in the gateway's own configuration; others get 403. Default everybody. */
  readonly ips?: AddressRules
  /** Gateway mode: what IBKR's own gateway does otherwise than a well-behaved server: `true` for all of it; default none. */
  readonly gatewayHabits?: true | Partial<GatewayBehaviour>
  /** Behaviour that only one project measured; default none. */
  readonly observedOnce?: readonly ObservedOnce[]
  /**
   * Whether alerts whose body contains `>=`, `<=` or `!=` are refused (default), as the live API does: with these operators
   * there is no way to make an alert. `taken` is as documented.
   */
  readonly alertOperators?: 'refused' | 'taken'
  /** Gateway mode: whether somebody has logged in already; default true. */
  readonly loggedIn?: boolean
  /**
   * Account ids; default one paper account, DU1234567. The first holds the opening positions. As at IBKR, ids of paper money begin
   * with D; one id that does not, such as U1234567, and every answer says that this is a live login. The money is no more real for it.
   */
  readonly accountIds?: readonly string[]
  /** Whether the user is a broker's, with accounts to search for and set one at a time; default false: those calls get 503. */
  readonly dynamicAccounts?: boolean
  /**
   * Stocks that `/trsrv/all-conids` lists for any exchange beside those that can be traded, 0 (default) to 2,000,000. They exist
   * in no other call; 480,000 make an answer of 25 MB.
   */
  readonly listedStocks?: number
  /** Whether socket frames go out as binary ones (UTF-8 JSON all the same); default false. */
  readonly binaryFrames?: boolean
  /** Market data streams that the user's sockets may hold at once; default 100. */
  readonly marketDataLines?: number
  /** Whether `sts` frames come in pieces, one key at a time and after the greeting only what changed; default false. */
  readonly statusInPieces?: boolean
  /**
   * Milliseconds after the greeting of a socket for which `sts` says `authenticated: false` and IBKR drops what needs the brokerage
   * session; default 0.
   */
  readonly lateStatusMilliseconds?: number
  /** Whether an empty `{}` follows each heartbeat on the socket, as it does at times; default false. */
  readonly emptyHeartbeats?: boolean
  /** Whether `smh` goes on with the running bar after its answer, as it does at times; default true. */
  readonly historyUpdates?: boolean
  /** Bytes that may wait for a socket client that does not read, before its connection is cut; default 16 MiB. */
  readonly socketBufferBytes?: number
  /**
   * `enforce`: a call beyond the published pace gets 429 and puts its address into the penalty box, where everything gets 429
   * for 15 minutes, the second time for good. Default `off`.
   */
  readonly pacing?: 'off' | 'enforce'
  /** Calls a second over all paths: 10 as IBKR publishes for everybody (default), or 50 as its older text says for OAuth. */
  readonly pacingPerSecond?: 10 | 50
  /** Only the 429 of `pacing`, without the penalty box; default false. */
  readonly enforcePacing?: boolean
  /** Faults from the start, as objects or as on the command line; a wrong one rejects with `WRONG_FAULT`. */
  readonly faults?: readonly (FaultRequest | string)[]
  /** Something to live through from the start, such as `storm:5000,2000`; a wrong one rejects with `WRONG_SCENARIO`. */
  readonly scenario?: string
  /** Port on 127.0.0.1 for `POST /simulator/controls` and `GET /simulator/record`, 0 for any free one; default none. */
  readonly controlPort?: number
  /** Seconds of the machine's own time in which a request must have arrived, head and body; default 30. */
  readonly requestSeconds?: number
  /** Connections at once, sockets included; a further one is closed. Default: as many as the process has descriptors for. */
  readonly maxConnections?: number
  /** Requests and frames kept in the record, each; default 5,000. */
  readonly recordLimit?: number
  /** The OpenAPI document that is served at `/gw/api/v3/api-docs`; without it there is none. Not in gateway mode. */
  readonly apiDocument?: () => Promise<unknown>
}

/**
 * Behaviour that one project measured and that other recordings or IBKR's documentation contradict. None of it is on unless it
 * is asked for.
 */
export const observedOnce = [
  /** `pnl/partitioned` has no rows until a socket has subscribed `spl` in this brokerage session. */
  'profit-after-stream',
  /** A bare array of orders is refused with 400 `Missing orders`. */
  'orders-in-object',
  /** Bars have a fortieth of the volume, and `volumeFactor` 40. */
  'volume-factor',
  /** The alert of the mobile trading assistant has another order id at each read. */
  'mobile-alert-ids',
] as const

/** One of them. */
export type ObservedOnce = (typeof observedOnce)[number]

import type { ConnectionStep } from '../../shared/domain/connection-step.ts'
import type { OrderLookup } from '../../shared/domain/order-lookup.ts'
import type {
  ResponseTiming,
  SessionState,
  SocketState,
  TickleTiming,
  TimelineEntry,
} from '../../shared/domain/session.ts'
import {
  aNumberFromZero,
  anAbortSignal,
  aPositiveNumber,
  checkOptionNames,
  checkOptions,
  type OptionKind,
  trueOrFalse,
} from '../check-options.ts'
import type {
  ContractDescription,
  ContractSearchOptions,
  FindContractOptions,
  FuturesChainOptions,
  OptionChain,
  OptionChainOptions,
} from '../contracts/contract-types.ts'
import type { Unsubscribe } from '../event-listeners.ts'
import type { Logger } from '../logger.ts'
import type { FindOrdersOptions } from '../orders/find-orders.ts'
import type { NewOrder } from '../orders/new-order-types.ts'
import type { PlacedOrder, PlaceOrdersOptions } from '../orders/placed-order.ts'
import type { Pacing } from '../pacing/pacing.ts'
import { aRequestCaller, type RequestCaller } from '../rest/request-caller.ts'
import type { RawResponse, RequestInput, StreamedResponse, StreamInput, UntypedJson } from '../rest/request-input.ts'
import type { Route, RouteArguments, RouteResponse, RouteResult, RouteWithoutInput } from '../routes/route-types.ts'
import type { SentText, SocketCounts, SocketFrame, SocketGap } from '../socket/socket-events.ts'
import type { TypedStreams } from '../streams/typed-streams.ts'

/** Options of `client.connect`. */
export interface ConnectOptions {
  /** Opens the socket when the session is ready, and keeps it open. Default true. */
  readonly socket?: boolean
  /** Time in ms between tickles while the session is healthy. Default 60,000, as IBKR's documentation advises. */
  readonly tickleEvery?: number
  /**
   * Time in ms without a frame after which the socket counts as dead. IBKR sends a heartbeat every 10 s (IBKR's
   * documentation). Default 35,000.
   */
  readonly heartbeatTimeout?: number
  /** Maximum number of entries in `timeline`. Default 500. */
  readonly timelineLimit?: number
  /** Ends the session when the signal aborts. */
  readonly signal?: AbortSignal
}

const CONNECT_OPTIONS: Readonly<Record<keyof ConnectOptions, OptionKind>> = {
  heartbeatTimeout: aPositiveNumber,
  tickleEvery: aPositiveNumber,
  timelineLimit: aNumberFromZero,
  socket: trueOrFalse,
  signal: anAbortSignal,
}

/** Rejects an option of `connect()` with a wrong value. Logs an unknown option. */
export function checkConnectOptions(options: ConnectOptions, logger: Logger | undefined): void {
  checkOptions('connect()', options, CONNECT_OPTIONS)
  checkOptionNames('connect()', options, CONNECT_OPTIONS, logger)
}

/** Options of a request of a supervised session. */
export interface SupervisedRequestOptions {
  /**
   * Whether the request only reads, so that it may be sent again after a 401 and a new login. Default: true for GET and
   * HEAD. No other request is ever repeated.
   */
  readonly safe?: boolean
  /**
   * Sends the request even in the penalty box, because the user requested it, for example a cancel. It also ends an open
   * order question of the same caller instead of waiting for it, or of being refused. Default false.
   */
  readonly explicit?: boolean
  /**
   * Who makes the request, which decides what happens while an order question of IBKR is open. Default: a program
   * without a name.
   */
  readonly caller?: RequestCaller
}

export const SUPERVISED_REQUEST_OPTIONS: Readonly<Record<keyof SupervisedRequestOptions, OptionKind>> = {
  safe: trueOrFalse,
  explicit: trueOrFalse,
  caller: aRequestCaller,
}

/**
 * A session that is kept alive. Created by `client.connect()`; the caller closes it.
 * @example
 * ```ts run=gateway
 * import { IbkrClient } from 'ibkr-web-client'
 *
 * const client = new IbkrClient('localhost:5000')
 * const session = client.connect()
 * session.onState(({ kind }) => console.log(kind))
 * await session.ready({ signal: AbortSignal.timeout(60_000) })
 * console.log(await session.request('GET /iserver/accounts'))
 * await session.close()
 * await client.close()
 * ```
 */
export interface SessionSupervisor extends AsyncDisposable {
  /** Current state of the session. */
  readonly state: SessionState
  /** Entries of the timeline, oldest first, up to `timelineLimit`. */
  readonly timeline: readonly TimelineEntry[]
  /** Timing of the newest tickle; undefined before the first. */
  readonly lastTickle: TickleTiming | undefined
  /**
   * Expiry of the live session token, or of the SSO session with OAuth 2.0, in ms since epoch; undefined for a gateway
   * and before the first login.
   */
  readonly liveSessionTokenExpiresAt: number | undefined
  /** Current state of the socket. */
  readonly socketState: SocketState
  /**
   * Whether an order question of IBKR in this session is unanswered and holds up other requests, because any other
   * request may void it (IBKR's documentation): for 60 s from the response if a person placed the order, and for 5 s if a
   * program did. See `RequestCaller`.
   */
  readonly hasOpenQuestion: boolean
  /** The unused part of IBKR's limits, and waiting times. */
  readonly pacing: Pacing
  /** The live topics as typed Observables. */
  readonly streams: TypedStreams
  /** Totals of the socket: received frames, frames that are not JSON, and messages that were not sent. */
  readonly socketCounts: SocketCounts

  /**
   * Calls the listener with each new state, but not with the current one.
   * @throws IbkrError `config-invalid` for a listener that is not a function
   */
  onState(listener: (state: SessionState) => void): Unsubscribe
  /**
   * Calls the listener with each new entry of the timeline.
   * @throws IbkrError `config-invalid` for a listener that is not a function
   */
  onTimeline(listener: (entry: TimelineEntry) => void): Unsubscribe
  /**
   * Calls the listener with the timing of each tickle.
   * @throws IbkrError `config-invalid` for a listener that is not a function
   */
  onTickle(listener: (pulse: TickleTiming) => void): Unsubscribe
  /**
   * Calls the listener with the timing of each response to `request`, `stream` and orders, whatever its status.
   * @throws IbkrError `config-invalid` for a listener that is not a function
   */
  onResponse(listener: (timing: ResponseTiming) => void): Unsubscribe
  /**
   * Calls the listener with each new state of the socket, but not with the current one.
   * @throws IbkrError `config-invalid` for a listener that is not a function
   */
  onSocketState(listener: (state: SocketState) => void): Unsubscribe
  /**
   * Calls the listener with each frame from the server, including heartbeats.
   * @throws IbkrError `config-invalid` for a listener that is not a function
   */
  onFrame(listener: (frame: SocketFrame) => void): Unsubscribe
  /**
   * Calls the listener with each message that is sent: subscriptions, `sendFrame`, keep-alives.
   * @throws IbkrError `config-invalid` for a listener that is not a function
   */
  onText(listener: (sent: SentText) => void): Unsubscribe
  /**
   * Calls the listener with each step of the socket: opening, opened, session-message, subscribed, silent, dropped,
   * retry.
   * @throws IbkrError `config-invalid` for a listener that is not a function
   */
  onConnection(listener: (step: ConnectionStep) => void): Unsubscribe
  /**
   * Calls the listener at the end of each period without frames. Changes during that period must be read over REST.
   * @throws IbkrError `config-invalid` for a listener that is not a function
   */
  onGap(listener: (gap: SocketGap) => void): Unsubscribe

  /**
   * Sends a request within pacing. It waits for an open order question, or is refused, as `caller` requires. A reply to a
   * question that another request has ended is not sent, and gets the response that IBKR gives for it: 503. A 401 causes
   * one login, shared by all requests that received it, and one repetition if the request is safe. With a route, the
   * types of path, query, body and response are known.
   * @throws IbkrResponseError outside 2xx; IbkrTransportError without a response; IbkrError `penalty-box`,
   * `pacing-queue-full`, `question-open`, `client-closed`
   */
  request<R extends Route, Raw extends boolean = false>(
    route: R,
    ...input: RouteArguments<R, [options?: SupervisedRequestOptions], Raw>
  ): Promise<RouteResult<R, Raw>>
  request<R extends Route>(route: RouteWithoutInput<R>): Promise<RouteResponse<R>>
  request<Raw extends boolean = false>(
    input: RequestInput & { readonly raw?: Raw },
    options?: SupervisedRequestOptions,
  ): Promise<Raw extends true ? RawResponse : UntypedJson>

  /**
   * Sends a request as `request` does, but resolves as soon as status and headers arrive: for large bodies that are
   * processed while they arrive.
   * @throws as `request` does
   */
  stream(input: StreamInput, options?: SupervisedRequestOptions): Promise<StreamedResponse>

  /**
   * Places one order, a bracket (see `bracket`), or an OCA group (`isSingleGroup` on each order), and answers IBKR's
   * questions as `confirm` decides. Sends each request once, and generates a client order id for each order that needs
   * one. Resolves to the placed orders in the sequence of the given orders. The calls of one program, changes of orders
   * included, run one after the other, because each request voids an open question of IBKR; an aborted signal takes a
   * waiting call out of the queue. A call of a person does not wait: during another question of the person it rejects
   * with `question-open`.
   * @example
   * ```ts run=gateway
   * import { IbkrClient } from 'ibkr-web-client'
   *
   * const client = new IbkrClient('localhost:5000')
   * const session = client.connect()
   * await session.ready()
   * const order = { conid: 265598, side: 'BUY', quantity: 10, orderType: 'MKT', tif: 'DAY' } as const
   * const [entry] = await session.placeOrders('DU1234567', [order], { confirm: ['o10151'] })
   * const { status } = await entry.filled({ signal: AbortSignal.timeout(60_000) })
   * console.log(status) // => Filled
   * await client.close()
   * ```
   * @throws IbkrOrderError `order-rejected`, also if only one order of a bracket was: `placed` has the others;
   *   `order-not-confirmed` for a question that is not confirmed, `order-outcome-unknown` if the order list has to be
   *   read before anything is sent again
   * @throws IbkrError `config-invalid` before anything is sent, for example for an empty list; `question-open` also if
   *   the function `confirm` of another call of the session makes the call; otherwise as `request`
   */
  placeOrders<const Orders extends readonly unknown[]>(
    account: string,
    orders: readonly [...{ [Index in keyof Orders]: NewOrder }],
    options?: PlaceOrdersOptions,
  ): Promise<{ readonly [Index in keyof Orders]: PlacedOrder }>

  /**
   * Changes a working order, for example one of an earlier session. For an order of this session, `modify` of the
   * placed order needs only the changes. Waits for earlier orders of the session, and answers IBKR's questions, as
   * `placeOrders` does. Source: IBKR's documentation.
   * @param order all of the order's fields, not only those that change. Its contract and side must stay the same.
   *   `cOID`, `parentId` and `isSingleGroup` are not sent: IBKR keeps them
   * @example
   * ```ts run=gateway
   * import { IbkrClient } from 'ibkr-web-client'
   *
   * const client = new IbkrClient('localhost:5000')
   * const session = client.connect()
   * await session.ready()
   * const order = { conid: 265598, side: 'BUY', quantity: 1, orderType: 'LMT', price: 165, tif: 'DAY' } as const
   * const confirm = ['o163']
   * const [{ orderId }] = await session.placeOrders('DU1234567', [order], { confirm })
   * const changed = await session.modifyOrder('DU1234567', orderId, { ...order, price: 166 }, { confirm })
   * console.log(changed.orderId === orderId) // => true
   * await client.close()
   * ```
   * @throws IbkrOrderError `order-rejected`, `order-not-confirmed`, `order-outcome-unknown`, as `placeOrders` does
   * @throws IbkrError `config-invalid` before anything is sent; otherwise as `request`
   */
  modifyOrder(account: string, orderId: string, order: NewOrder, options?: PlaceOrdersOptions): Promise<PlacedOrder>

  /**
   * Searches IBKR's order list for orders by their client order ids, for example after `order-outcome-unknown`. Reads a
   * list, and unless it contains all of them, clears IBKR's cache and reads lists until one is complete: about 10 s,
   * because IBKR allows one list in five seconds. Gives up after 15 s. Sends nothing during an open order question.
   * Resolves to one result for each reference, in the given sequence. Failed reads do not reject the search: its results
   * are then `unknown`. Sources: measurements of 2026; that the client order id is in the list is in IBKR's documentation.
   * @param references the `cOID` of each order. The exits of a bracket have none: see `children` of the result
   * @example
   * ```ts run=gateway
   * import { IbkrClient } from 'ibkr-web-client'
   *
   * const client = new IbkrClient('localhost:5000')
   * const session = client.connect()
   * await session.ready()
   * const order = { conid: 265598, side: 'BUY', quantity: 1, orderType: 'LMT', price: 165, tif: 'DAY' } as const
   * await session.placeOrders('DU1234567', [{ ...order, cOID: 'mine-1' }], { confirm: ['o163'] })
   * const [first] = await session.findOrders(['mine-1'])
   * if (first.kind === 'found') console.log(first.order.orderReference, first.order.side) // => mine-1 BUY
   * await client.close()
   * ```
   * @throws IbkrError `config-invalid` for anything but a list of strings that are not empty; `aborted`, `client-closed`;
   *   `question-open` inside the function `confirm` of a placement
   */
  findOrders<const References extends readonly string[]>(
    references: References,
    options?: FindOrdersOptions,
  ): Promise<{ readonly [Index in keyof References]: OrderLookup }>

  /**
   * Finds the one contract that a text identifies, in the forms that traders use: `AAPL`, `BRK B`,
   * `AAPL 20JAN27 250 C`, `ES Z6`, `ES DEC26`, `EUR.USD`, a conid, an ISIN. Case does not matter. Sends one to five
   * requests within pacing; what IBKR calls static is cached for 24 hours. IBKR documents no search by ISIN: it is sent
   * as a symbol. Sources: IBKR's documentation; that weeklies are only listed for one strike is from a public program.
   * @param text at most 100 characters. A year of one digit is from last year to eight years ahead; a date such as
   *   `1/2/27` has the month first
   * @example
   * ```ts run=gateway
   * import { IbkrClient } from 'ibkr-web-client'
   *
   * const client = new IbkrClient('localhost:5000')
   * const session = client.connect()
   * await session.ready()
   * const { conid, name, currency } = await session.findContract('eur/usd')
   * console.log(name, currency) // => EUR.USD USD
   * console.log(await session.findContract(`${conid}`))
   * await client.close()
   * ```
   * @throws IbkrContractError `contract-not-found`, also for a text that is no contract; `contract-ambiguous` if several
   *   contracts match, which `candidates` lists; `contract-expired`
   * @throws IbkrError `config-invalid`, `aborted`; otherwise as `request`
   */
  findContract(text: string, options?: FindContractOptions): Promise<ContractDescription>

  /**
   * Searches contracts as `findContract` does, but returns all of them: other exchanges, symbols that begin with the
   * text, and the nearest four futures of an underlying. A person can choose one.
   * @example
   * ```ts run=gateway
   * import { IbkrClient } from 'ibkr-web-client'
   *
   * const client = new IbkrClient('localhost:5000')
   * const session = client.connect()
   * await session.ready()
   * for (const { name, exchange, securityType } of await session.searchContracts('ES')) {
   *   console.log(name, exchange, securityType)
   * }
   * await client.close()
   * ```
   * @throws IbkrContractError `contract-not-found`, `contract-expired`
   * @throws IbkrError `config-invalid`, `aborted`; otherwise as `request`
   */
  searchContracts(text: string, options?: ContractSearchOptions): Promise<readonly ContractDescription[]>

  /**
   * Opens the option chain of one month: searches the underlying, and resolves with its strikes. `contracts()` of the
   * result then reads the contracts. IBKR documents one request for each strike and right, 42 for ±10 strikes, which
   * takes 4 s. The chain first asks once for all strikes (`strike=0`), which works according to one public note, and
   * falls back if weeklies are missing. Contracts are cached for 24 hours; strikes are read each time.
   * @param underlying symbol or conid of a stock, an index or the index of a future
   * @example
   * ```ts run=gateway
   * import { IbkrClient } from 'ibkr-web-client'
   *
   * const client = new IbkrClient('localhost:5000')
   * const session = client.connect()
   * await session.ready()
   * const chain = await session.optionChain('AAPL', { each: 2 })
   * console.log(chain.strikes.length) // => 5
   * for await (const { name, conid } of chain.contracts()) console.log(name, conid)
   * await client.close()
   * ```
   * @throws IbkrContractError `contract-not-found` for an unknown underlying, month or strike; `contract-expired`
   * @throws IbkrError `config-invalid`, `aborted`; otherwise as `request`
   */
  optionChain(underlying: string | number, options?: OptionChainOptions): Promise<OptionChain>

  /**
   * Reads the futures of a symbol that have not expired, nearest first. Sends one request for the list, and one for each
   * future, within pacing; both are cached for 24 hours. The last trading day is the earlier one of the two dates in
   * IBKR's list, because their sequence differs (measurements of 2026).
   * @param symbol as IBKR writes it, such as `ES`
   * @example
   * ```ts run=gateway
   * import { IbkrClient } from 'ibkr-web-client'
   *
   * const client = new IbkrClient('localhost:5000')
   * const session = client.connect()
   * await session.ready()
   * for (const { name, expiry, multiplier } of await session.futuresChain('ES', { count: 2 })) {
   *   console.log(name, expiry, multiplier)
   * }
   * await client.close()
   * ```
   * @throws IbkrContractError `contract-not-found`
   * @throws IbkrError `config-invalid`, `aborted`; otherwise as `request`
   */
  futuresChain(symbol: string, options?: FuturesChainOptions): Promise<readonly ContractDescription[]>

  /**
   * Sends one text message on the open socket immediately, or throws.
   * @throws IbkrError `socket-not-connected`
   */
  sendFrame(text: string): void
  /**
   * Sends `text` now or when connected, and again after every reconnect. Sends `unsubscribeText` after the last
   * subscriber has ended its subscription.
   * @throws IbkrError `config-invalid` for an argument that is not a string
   */
  subscribe(text: string, unsubscribeText: string): Unsubscribe

  /**
   * Resolves when the session is ready. Keeps waiting while the session is `degraded` or `competing`: limit the wait
   * with a signal.
   * @throws IbkrError `session-not-ready` if the login failed or a person has to log in;
   * `client-closed`, `aborted`
   */
  ready(options?: { readonly signal?: AbortSignal }): Promise<void>
  /**
   * Logs in and ends the session of another program. Call it only at the user's request. Calls at the same time share
   * one login; the signal ends only the wait of its own call.
   * @throws IbkrError `session-competing`, `session-not-ready`, `penalty-box`, `aborted`
   */
  takeOver(options?: { readonly signal?: AbortSignal }): Promise<void>
  /** Ends every wait: retries immediately, even in the state `failed`. */
  reconnectNow(): void
  /** Cancels all requests and streams, and resolves when all have ended. Does not log out at IBKR. */
  close(): Promise<void>
  /** Calls `close()` at the end of a block with `await using`. */
  [Symbol.asyncDispose](): Promise<void>
}

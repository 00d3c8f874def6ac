/**
 * A client for Interactive Brokers' Web API: requests by route, sessions that stay alive, typed streams and orders.
 * @packageDocumentation
 */
export type { ConnectionStep } from '../shared/domain/connection-step.ts'
export type { FeedGap, FeedHealth } from '../shared/domain/feed.ts'
export type { IbkrErrorCode } from '../shared/domain/ibkr-error-code.ts'
export type { OrderLookup, UnknownOrderReason } from '../shared/domain/order-lookup.ts'
export type { Order, OrderSource, OrderStatus, OrderTransition, Side } from '../shared/domain/orders.ts'
export type {
  AccountList,
  LoginStep,
  ResponseTiming,
  SessionKind,
  SessionState,
  SocketState,
  TickleTiming,
  TimelineEntry,
} from '../shared/domain/session.ts'
export type { PresentedCertificate } from './certificates.ts'
export type { CookieSpelling, IbkrClientOptions } from './client-options.ts'
export { backgroundClock, type Clock } from './clock.ts'
export { type CommandContext, configureCommand } from './configure/configure-command.ts'
export { verifyOffline } from './configure/verify-offline.ts'
export type {
  ContractDescription,
  ContractSearchOptions,
  Derivatives,
  FindContractOptions,
  FuturesChainOptions,
  OptionChain,
  OptionChainOptions,
} from './contracts/contract-types.ts'
export { IbkrContractError } from './errors/contract-error.ts'
export type { RefusalCode, ResponseErrorCode } from './errors/error-code.ts'
export { IbkrError } from './errors/ibkr-error.ts'
export { IbkrNotFilledError, IbkrOrderError, type RefusedOrder } from './errors/order-errors.ts'
export {
  type ErrorSource,
  type FailedResponse,
  IbkrResponseError,
  type ProblemDetails,
} from './errors/response-error.ts'
export { IbkrTransportError } from './errors/transport-error.ts'
export type { Unsubscribe } from './event-listeners.ts'
export { IbkrClient } from './ibkr-client.ts'
export type { Logger } from './logger.ts'
export { decryptAccessTokenSecret } from './oauth1/access-token-secret.ts'
export { authorizationHeader } from './oauth1/authorization-header.ts'
export { IbkrOauth1, type IbkrOauth1Options, type LiveSessionRequest } from './oauth1/ibkr-oauth1.ts'
export {
  computeLiveSessionToken,
  diffieHellmanChallenge,
  type HexOrNumber,
  isLiveSessionTokenValid,
} from './oauth1/live-session-token.ts'
export {
  type IbkrOauth1Config,
  type IbkrThirdPartyConfig,
  type KeyPassphrase,
  realmOf,
} from './oauth1/oauth1-settings.ts'
export { percentEncode } from './oauth1/percent-encode.ts'
export type { KeyOptions } from './oauth1/private-key.ts'
export type { ServerTime } from './oauth1/server-time.ts'
export {
  type BaseStringInput,
  type NameValuePairs,
  type QuerySigningMode,
  signatureBaseString,
} from './oauth1/signature-base-string.ts'
export { signHmacSha256, signRsaSha256 } from './oauth1/signatures.ts'
export type { GrantedAccess, LiveSession } from './oauth1/token-calls.ts'
export type { IbkrOauth2Config } from './oauth2/oauth2-settings.ts'
export {
  type Bracket,
  type BracketOfThree,
  type BracketOfTwo,
  bracket,
  type StopLoss,
  type TakeProfit,
} from './orders/bracket-orders.ts'
export type { FindOrdersOptions } from './orders/find-orders.ts'
export { changesOrders } from './orders/is-order-request.ts'
export type {
  CashQuantity,
  LimitIfTouchedOrder,
  LimitOnCloseOrder,
  LimitOrder,
  MarketIfTouchedOrder,
  MarketOnCloseOrder,
  MarketOrder,
  MidpriceOrder,
  NewOrder,
  OrderContract,
  OrderFields,
  OrderQuantity,
  RelativeOrder,
  StopLimitOrder,
  StopOrder,
  TrailingStopLimitOrder,
  TrailingStopOrder,
} from './orders/new-order-types.ts'
export {
  type CancelResponse,
  isUnconfirmed,
  mayHaveHappened,
  readCancelResponse,
} from './orders/order-request-outcome.ts'
export {
  type OrderPrompt,
  type OrderQuestion,
  type OrderReference,
  type OrderResponse,
  type OrderRow,
  readOrderResponse,
  rowsOfOrders,
} from './orders/order-response.ts'
export type { OrderEvent, OrderUpdate } from './orders/order-store.ts'
export type { OrderChanges, OrderWaitOptions, PlacedOrder, PlaceOrdersOptions } from './orders/placed-order.ts'
export {
  answerQuestions,
  confirmOnly,
  modifyOrder,
  type OrderSender,
  type QuestionOptions,
  type QuestionPolicy,
  type QuestionVerdict,
  sendOrders,
} from './orders/send-orders.ts'
export type { Pacing, PacingSnapshot, RequestPriority, RequestWait, WaitCause } from './pacing/pacing.ts'
export { readPresentedCertificate } from './presented-certificate.ts'
export type { RandomSource } from './random-source.ts'
export { type PaginateOptions, paginate } from './rest/paginate.ts'
export { type Refusal, readRefusal } from './rest/read-response.ts'
export type { RequestCaller } from './rest/request-caller.ts'
export type {
  ExchangeTiming,
  ParamValue,
  RawResponse,
  RequestInput,
  StreamedResponse,
  StreamInput,
  UntypedJson,
} from './rest/request-input.ts'
export { routeRequest } from './routes/route-request.ts'
export type {
  Route,
  RouteArguments,
  RouteInput,
  RouteOptions,
  RouteResponse,
  RouteResult,
  RouteWithoutInput,
} from './routes/route-types.ts'
export type { Routes } from './routes/routes.generated.ts'
export type { ConnectOptions, SessionSupervisor, SupervisedRequestOptions } from './session/session-supervisor.ts'
export type { SocketDebugEvent } from './socket/drop-in-socket-deps.ts'
export { type DropInSocket, IbkrSocket } from './socket/ibkr-socket.ts'
export type { DropInCounts } from './socket/outgoing-message-queue.ts'
export type { SentText, SocketCounts, SocketFrame, SocketGap } from './socket/socket-events.ts'
export type { AccountSummary, AccountValues, Ledger, LedgerEntry, SummaryEntry } from './streams/account-values.ts'
export type { Announcement } from './streams/announcements.ts'
export { type BoundedValues, type BoundedValuesOptions, boundedValues } from './streams/bounded-values.ts'
export type { ExerciseAction, ExerciseChoice, ExerciseStep, OptionExercise } from './streams/exercise-dialogue.ts'
export type { Depth, DepthRow } from './streams/market-depth.ts'
export type { OrderStream } from './streams/order-stream.ts'
export type { EarlierOrders, Orders } from './streams/orders-of-day.ts'
export type { Bar, History, HistoryQuery, PartialBar } from './streams/price-history.ts'
export type { ProfitAndLoss, ProfitRow } from './streams/profit-and-loss.ts'
export { QUOTE_FIELDS, type QuoteField, type QuoteFieldName } from './streams/quote-fields.ts'
export { type Quote, type QuoteValues, quoteNumber } from './streams/quote-stream.ts'
export type { StreamGap, StreamState } from './streams/stream-state.ts'
export type { Trade, Trades } from './streams/trades-stream.ts'
export type { AccountValueChoice, TypedStreams } from './streams/typed-streams.ts'
export { ValueStream } from './streams/value-stream.ts'

/**
 * Simulates Interactive Brokers' Web API for tests, with faults on demand.
 * @packageDocumentation
 */
export type { SimulatorClock } from './clock.ts'
export type { FaultHandle, Faults } from './faults/fault-registry.ts'
export type { FaultVerb } from './faults/fault-verbs.ts'
export type { FaultRequest } from './faults/parse-fault.ts'
export type { AddressRules } from './gateway/address-filter.ts'
export type { GatewayBehaviour } from './gateway/gateway-behaviour.ts'
export type { LoginControls } from './http/entry-point.ts'
export type { TradingHours } from './market/trading-hours.ts'
export { generateCredentials, type Oauth1Credentials } from './oauth1/credentials.ts'
export type { Oauth1PublicFiles } from './oauth1/public-files.ts'
export { generateOauth2Credentials, type Oauth2Access, type Oauth2Credentials } from './oauth2/credentials.ts'
export type { ObservedOnce, SimulatorMode, SimulatorOptions } from './options.ts'
export type { OrderKind } from './orders/order-types.ts'
export type { StaleReplyEffect } from './orders/pending-order-replies.ts'
export type { BracketFault } from './orders/place-orders.ts'
export type { RejectionPrompt } from './orders/rejection-prompts.ts'
export type { PenaltyBoxEntry } from './pacing/pacing.ts'
export type { OrderUpdates, OrderUpdatesFilter } from './record/order-updates.ts'
export type { RecordCounts } from './record/record-counts.ts'
export type {
  FrameFilter,
  QuerySigningMode,
  RecordedFrame,
  RecordedRequest,
  RequestFilter,
  TextMatcher,
} from './record/recorded-entries.ts'
export type { SimulatorRecord } from './record/simulator-record.ts'
export { type SimulatorCommandIo, simulatorCommand } from './run-simulator-command.ts'
export type { CompetingLoginOptions, NightlyResetOptions } from './session/session-interruptions.ts'
export type { ExternalOrder, SimulatorControls } from './simulator-controls.ts'
export { SimulatorError, type SimulatorErrorCode } from './simulator-error.ts'
export type { Bulletin, Notice, PromptNotice } from './socket/session-frames.ts'
export { type Simulator, startSimulator } from './start-simulator.ts'

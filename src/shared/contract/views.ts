import type { CommandId } from '../domain/commands.ts'
import type { Environment, KnownEnvironment, ProfileKind } from '../domain/environment.ts'
import type { FeedGap, FeedStatus } from '../domain/feed.ts'
import type { SecretStoreKind } from '../domain/keys.ts'
import type { NextStep } from '../domain/next-step.ts'
import type { Order, OrderTransition } from '../domain/orders.ts'
import type { Effect, RequestTiming } from '../domain/requests.ts'
import type { SessionState, SocketState, TickleTiming, TimelineEntry } from '../domain/session.ts'
import type { RejectionOutcome } from './history-views.ts'
import type { JournalHealth } from './journal-views.ts'
import type { OrderTicket, RequestDraft } from './schemas.ts'

/** The program that the window is connected to. */
export interface AppInfo {
  readonly version: string
  readonly startedAt: number
}

/** Capabilities of the host. If one is false, the page uses the browser's own function or omits the feature. */
export interface PlatformCapabilities {
  /** System dialog that chooses a file to read. */
  readonly openFileDialog: boolean
  /** System dialog that chooses where to write a file. */
  readonly saveFileDialog: boolean
  /** Notifications outside the window. */
  readonly notify: boolean
}

/** A file that was written. The page does not learn which folder the user chose. */
export interface SavedFile {
  readonly name: string
  /** Size in bytes. */
  readonly size: number
}

/** A file that the user chose; its content follows as bytes. */
export interface OpenedFile {
  readonly name: string
}

/** A command that the user chose outside the page, in the menu of a desktop window. */
export interface CommandRequest {
  /** Increasing number, so that choosing the same command twice runs it twice. */
  readonly number: number
  readonly id: CommandId
}

export interface ProfileView {
  readonly id: string
  readonly name: string
  readonly kind: ProfileKind
  /** The server that the profile connects to, without secrets. */
  readonly target: string
  /**
   * Environment of the account when the session was last ready. For display only: the open session decides what may be
   * sent.
   */
  readonly environment: KnownEnvironment
  /** Public name of the login. Only profiles with keys have one. */
  readonly login?: { readonly name: 'Consumer key' | 'Client id'; readonly value: string }
  /** The pinned certificate of the gateway, the only one accepted; absent before the first connection. */
  readonly certificate?: CertificateView
  /** For OAuth: the store of its secrets. */
  readonly keys?: { readonly store: SecretStoreKind }
}

/** A certificate of a gateway, for a person to compare. */
export interface CertificateView {
  /** SHA-256 fingerprint, upper-case hex with colons. */
  readonly sha256: string
  /** Common name of the certificate's subject; empty if it has none. */
  readonly subject: string
  /** End of validity, in the certificate's own format. */
  readonly validTo: string
}

/** A certificate that stopped the connection before anything was sent. */
export type CertificateProblem =
  /** The gateway is on another machine, and its certificate is not signed by a trusted authority. */
  | { readonly kind: 'unknown'; readonly presented: CertificateView }
  /** The presented certificate differs from the pinned one. */
  | { readonly kind: 'changed'; readonly pinned: CertificateView; readonly presented: CertificateView }

/** All profiles in the order of their creation. The session belongs to the selected one. */
export interface ProfilesView {
  readonly profiles: readonly ProfileView[]
  readonly selectedId: string
}

/** Whether write and trading requests may be sent. `until` is in ms since epoch; absent: until disarmed. */
export type ArmingView = { readonly kind: 'disarmed' } | { readonly kind: 'armed'; readonly until?: number }

/** The remaining request budget. */
export interface PacingView {
  readonly left: number
  readonly limit: number
  readonly queued: number
}

export interface SessionView {
  readonly profile: ProfileView
  /** For display: the environment that the open session reported, or else the last known one. */
  readonly environment: KnownEnvironment
  /** For arming and confirmations: counts as live until an open session reports otherwise. */
  readonly countsAs: Environment
  readonly state: SessionState
  /** The store that a new session is waiting for: it reads the keys of the login from it. */
  readonly readsKeysFrom?: SecretStoreKind
  readonly socket: SocketState
  readonly tickle?: TickleTiming
  /** ms since epoch */
  readonly liveSessionTokenExpiresAt?: number
  readonly arming: ArmingView
  /** Why the session failed at the gateway's certificate; `profiles.trustCertificate` resolves it. */
  readonly certificateProblem?: CertificateProblem
}

export type SessionItem =
  | { readonly kind: 'view'; readonly view: SessionView }
  | { readonly kind: 'timeline'; readonly entry: TimelineEntry }
  /** Another profile was selected: earlier timeline entries belong to the previous one. */
  | { readonly kind: 'timeline-cleared' }

export interface SessionSnapshot {
  readonly view: SessionView
  readonly timeline: readonly TimelineEntry[]
}

/** How long a request waits before it is sent, and why. */
export interface RequestWaitView {
  /**
   * Ms from this update; 0 if it is sent immediately, and for a `connection`, whose time is unknown. In the penalty
   * box, requests are refused for this time.
   */
  readonly ms: number
  readonly cause: 'nothing' | 'endpoint-limit' | 'global-limit' | 'endpoint-rest' | 'penalty-box' | 'connection'
  /** The exhausted limit: at most `count` requests in `windowMs`; `windowMs` 0 limits concurrent requests. */
  readonly limit?: { readonly count: number; readonly windowMs: number }
  /** Number of requests that are sent before this one. */
  readonly ahead: number
}

/** Update of a request that a window sent with a `waitId`. `ms` 0 means that it is sent now. */
export interface WaitingItem {
  readonly waitId: string
  readonly wait: RequestWaitView
  /** Ms until the request is withdrawn, unless the user chooses to keep waiting; absent without a limit. */
  readonly withdrawnInMs?: number
}

/** Status and headers of a response; its body follows as bytes. */
export interface ResponseHead {
  /** Id of the body in the host, which saves the last few bodies. */
  readonly responseId: string
  readonly status: number
  readonly statusText: string
  readonly headers: Readonly<Record<string, string>>
  readonly timing: RequestTiming
  /** Size in bytes after decompression. */
  readonly size: number
  /**
   * `kept`: larger than a window accepts. No bytes follow; the host saves the body for `files.save` and
   * `responses.body`.
   */
  readonly body: 'sent' | 'kept'
  /** The request as it was sent: normalised method and URL, without secrets. */
  readonly method: string
  readonly url: string
  readonly effect: Effect
  readonly verdict?: RejectionOutcome
  /** The meaning of the status or body and what to do next, if known. */
  readonly explanation?: string
  /** The one step that helps, if there is one. */
  readonly nextStep?: NextStep
  /** IBKR's question about an order, which waits for a reply. */
  readonly question?: OrderQuestion
}

export interface OrdersSnapshot {
  readonly orders: readonly Order[]
  readonly gaps: readonly FeedGap[]
  readonly status: OrdersStatus
}

export interface OrdersStatus extends FeedStatus {
  /**
   * When the last list was truncated (ms since epoch): IBKR lists at most 1,000 orders, and of others only changes are
   * known. Absent if the list was complete.
   */
  readonly truncatedAt?: number
  /** Whether the shown orders are journaled. */
  readonly journal: JournalHealth
}

export type OrdersItem =
  | { readonly kind: 'order'; readonly order: Order }
  | { readonly kind: 'removed'; readonly orderId: string }
  | { readonly kind: 'gaps'; readonly gaps: readonly FeedGap[] }
  | { readonly kind: 'status'; readonly status: OrdersStatus }

export interface OrderTimeline {
  readonly orderId: string
  /** The newest transitions, up to the requested number, oldest first. */
  readonly transitions: readonly OrderTransition[]
  /** Number of earlier transitions. */
  readonly earlier: number
  /** Gaps since the first of these transitions, oldest first. */
  readonly gaps: readonly FeedGap[]
}

/** IBKR's response to an order request: accepted, a question, or rejected. */
export type OrderResponse =
  | { readonly kind: 'accepted'; readonly orderId: string; readonly status: string; readonly warning?: string }
  | OrderQuestion
  | { readonly kind: 'rejected'; readonly message: string }

export interface OrderQuestion {
  readonly kind: 'question'
  readonly replyId: string
  readonly messages: readonly string[]
  readonly messageIds: readonly string[]
}

/**
 * A question that waits for a reply, with all data of its confirmation. It was raised by the ticket or by the explorer.
 */
export type OpenQuestion =
  | {
      readonly kind: 'ticket'
      /** The selected profile. */
      readonly profileId: string
      readonly question: OrderQuestion
      readonly order: OrderTicket
      readonly contract: ContractMatch
      /** The order that a change is about; absent for a new order. */
      readonly orderId?: string
    }
  | { readonly kind: 'request'; readonly question: OrderQuestion; readonly request: RequestDraft }

/** An order that can be changed, as the contents of its ticket, and its contract. */
export interface ChangeableOrder {
  readonly orderId: string
  readonly order: OrderTicket
  readonly filled: number
  readonly symbol: string
  readonly description: string
  readonly exchange: string
  readonly securityType: string
}

export interface CancelResponse {
  readonly message: string
}

export interface ContractMatch {
  readonly conid: number
  readonly symbol: string
  readonly name: string
  readonly exchange: string
  readonly securityType: string
}

export interface QuoteView {
  readonly conid: number
  readonly last?: string
  readonly bid?: string
  readonly ask?: string
  readonly change?: string
  readonly at: number
}

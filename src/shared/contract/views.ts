import type { CommandId } from '../domain/commands.ts'
import type { Environment, KnownEnvironment, ProfileKind } from '../domain/environment.ts'
import type { FeedGap, FeedStatus } from '../domain/feed.ts'
import type { SecretStoreKind } from '../domain/keys.ts'
import type { NextStep } from '../domain/next-step.ts'
import type { Order, OrderTransition } from '../domain/orders.ts'
import type { Effect, RequestTiming } from '../domain/requests.ts'
import type { SessionState, SocketState, TicklePulse, TimelineEntry } from '../domain/session.ts'
import type { Verdict } from './history-views.ts'
import type { JournalHealth } from './journal-views.ts'
import type { OrderTicket, RequestDraft } from './schemas.ts'

/** The program that the window is connected to. */
export interface AppInfo {
  readonly version: string
  readonly startedAt: number
}

/** What the host can do for a page. Where it is false, the page uses the browser, or does without. */
export interface PlatformCapabilities {
  /** A dialog of the system to choose a file in, for reading. */
  readonly openFileDialog: boolean
  /** A dialog of the system to choose where a file is written. */
  readonly saveFileDialog: boolean
  /** Notifications outside the window. */
  readonly notify: boolean
}

/** A file that was written. The person chose its folder, which the page does not learn. */
export interface SavedFile {
  readonly name: string
  /** Bytes. */
  readonly size: number
}

/** A file that was chosen; its content follows as bytes. */
export interface OpenedFile {
  readonly name: string
}

/** A command that was chosen outside the page: in the menu of a desktop window. */
export interface CommandRequest {
  /** Counts up, so that the same command twice is two requests. */
  readonly number: number
  readonly id: CommandId
}

export interface ProfileView {
  readonly id: string
  readonly name: string
  readonly kind: ProfileKind
  /** Where it connects, without secrets. */
  readonly target: string
  /** Environment of its account when it was last ready. For display only: the open session decides what may be sent. */
  readonly environment: KnownEnvironment
  /** Public name of the login. Only profiles with keys have one. */
  readonly login?: { readonly name: 'Consumer key' | 'Client id'; readonly value: string }
  /** The pinned certificate of its gateway, the only one accepted; absent before the first contact. */
  readonly certificate?: CertificateView
  /** OAuth: the store of its secrets. */
  readonly keys?: { readonly store: SecretStoreKind }
}

/** A certificate of a gateway, for a person to compare. */
export interface CertificateView {
  /** SHA-256 fingerprint, upper-case hex with colons. */
  readonly sha256: string
  /** Common name of whom it was issued to, empty where it has none. */
  readonly subject: string
  /** As the certificate writes it. */
  readonly validTo: string
}

/** A certificate that stopped the connection before anything was sent. */
export type CertificateProblem =
  /** From another machine, and signed by no trusted authority. */
  | { readonly kind: 'unknown'; readonly presented: CertificateView }
  /** Another one is pinned. */
  | { readonly kind: 'changed'; readonly pinned: CertificateView; readonly presented: CertificateView }

/** All profiles in the order of their creation. The session belongs to the selected one. */
export interface ProfilesView {
  readonly profiles: readonly ProfileView[]
  readonly selectedId: string
}

/** Whether requests that are not catalogued reads may be sent. `until` in ms since epoch; absent: until disarmed. */
export type ArmingView = { readonly kind: 'disarmed' } | { readonly kind: 'armed'; readonly until?: number }

/** The rest of the request budget. */
export interface PacingView {
  readonly left: number
  readonly limit: number
  readonly queued: number
}

export interface SessionView {
  readonly profile: ProfileView
  /** For display: as the open session reported, before that as the account was last known. */
  readonly environment: KnownEnvironment
  /** For arming and confirmations: live until an open session reports that it is not. */
  readonly countsAs: Environment
  readonly state: SessionState
  readonly socket: SocketState
  readonly tickle?: TicklePulse
  /** ms since epoch */
  readonly liveSessionTokenExpiresAt?: number
  readonly pacing: PacingView
  readonly arming: ArmingView
  /** Why the session failed at the gateway's certificate; `profiles.trustCertificate` is the way out. */
  readonly certificateProblem?: CertificateProblem
}

export type SessionItem =
  | { readonly kind: 'view'; readonly view: SessionView }
  | { readonly kind: 'timeline'; readonly entry: TimelineEntry }
  /** Another profile is selected: the entries so far are not about it. */
  | { readonly kind: 'timeline-cleared' }

export interface SessionSnapshot {
  readonly view: SessionView
  readonly timeline: readonly TimelineEntry[]
}

/** How long a request waits before it is sent, and why. */
export interface RequestWaitView {
  /** Counted from this update; 0 for at once, and for a `connection`, whose time is unknown. In the penalty box requests are refused for this time. */
  readonly ms: number
  readonly cause: 'nothing' | 'endpoint-limit' | 'global-limit' | 'endpoint-rest' | 'penalty-box' | 'connection'
  /** The limit that is spent: at most `count` requests in `windowMs`; in 0 ms, at once. */
  readonly limit?: { readonly count: number; readonly windowMs: number }
  /** Requests that go before it. */
  readonly ahead: number
}

/** Update of a request that a window sent with a `waitId`. 0 ms: it is sent now. */
export interface WaitingItem {
  readonly waitId: string
  readonly wait: RequestWaitView
  /** Ms until it is withdrawn, unless the user keeps it waiting; absent for what waits as long as it takes. */
  readonly withdrawnInMs?: number
}

/** The head of a response; its body follows as bytes. */
export interface ResponseHead {
  /** Names the body for the host, which holds the last few of them. */
  readonly responseId: string
  readonly status: number
  readonly statusText: string
  readonly headers: Readonly<Record<string, string>>
  readonly timing: RequestTiming
  /** Bytes after decompression. */
  readonly size: number
  /** `kept`: larger than a window takes. No bytes follow; the host holds them for `files.save` and `responses.body`. */
  readonly body: 'sent' | 'kept'
  /** The request as it was sent: normalised method and URL, without secrets. */
  readonly method: string
  readonly url: string
  readonly effect: Effect
  readonly verdict?: Verdict
  /** What the status or body means and what to do next, where it is known. */
  readonly explanation?: string
  /** The one step that helps, where there is one. */
  readonly nextStep?: NextStep
  /** The response is a question about an order, which waits for the reply. */
  readonly question?: OrderQuestion
}

export interface OrdersSnapshot {
  readonly orders: readonly Order[]
  readonly gaps: readonly FeedGap[]
  readonly status: OrdersStatus
}

export interface OrdersStatus extends FeedStatus {
  /**
   * When (ms since epoch) the last list was truncated: IBKR lists at most 1,000 orders. Of others only changes are known. Absent
   * if it was complete.
   */
  readonly truncatedAt?: number
  /** Whether what is shown is journaled. */
  readonly journal: JournalHealth
}

export type OrdersItem =
  | { readonly kind: 'order'; readonly order: Order }
  | { readonly kind: 'removed'; readonly orderId: string }
  | { readonly kind: 'gaps'; readonly gaps: readonly FeedGap[] }
  | { readonly kind: 'status'; readonly status: OrdersStatus }

export interface OrderTimeline {
  readonly orderId: string
  /** The newest, up to the number requested; oldest first. */
  readonly transitions: readonly OrderTransition[]
  /** How many came before those. */
  readonly earlier: number
  /** Since the first of the transitions, oldest first. */
  readonly gaps: readonly FeedGap[]
}

/** IBKR's response to placing, modifying or replying: one of three shapes. */
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

/** A question that waits for a reply, with all that its confirmation shows: from the ticket, or from the explorer. */
export type OpenQuestion =
  | {
      readonly kind: 'ticket'
      /** The profile in use. */
      readonly profileId: string
      readonly question: OrderQuestion
      readonly order: OrderTicket
      readonly contract: ContractMatch
      /** A change of this order. */
      readonly orderId?: string
    }
  | { readonly kind: 'request'; readonly question: OrderQuestion; readonly request: RequestDraft }

/** An order that can be changed, as its ticket was written, and its contract. */
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

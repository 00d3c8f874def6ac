import type { CommandId } from '../domain/commands.ts'
import type { ConsoleLink } from '../domain/console-link.ts'
import type { Environment, KnownEnvironment, ProfileKind } from '../domain/environment.ts'
import type { IbkrErrorCode } from '../domain/ibkr-error-code.ts'
import type { SecretStoreKind } from '../domain/keys.ts'
import type { Effect, RequestTiming } from '../domain/requests.ts'
import type { SessionState, SocketState, TickleTiming, TimelineEntry } from '../domain/session.ts'
import type { SuggestedAction } from '../domain/suggested-action.ts'
import type { ContractErrorCode } from './errors.ts'
import type { OutcomeInBody } from './history-views.ts'
import type { CancelRule } from './schemas.ts'

/** The program that the window is connected to. */
export interface AppInfo {
  readonly version: string
  readonly startedAt: number
}

/** Capabilities of the host. Without a capability, the page uses the browser's own function or omits the feature. */
export interface PlatformCapabilities {
  /** Whether the host can show a system dialog to choose a file to read. */
  readonly openFileDialog: boolean
  /** Whether the host can show a system dialog to choose where to write a file. */
  readonly saveFileDialog: boolean
  /** Whether the host can show notifications outside the window. */
  readonly notify: boolean
  /** How a user starts the console's command in a terminal; absent if this installation has none. */
  readonly commandLine?: string
}

/** A file that was written. It does not reveal to the page which folder the user chose. */
export interface SavedFile {
  readonly name: string
  /** Size of the file in bytes. */
  readonly size: number
}

/** A file that the user chose; its content follows as bytes. */
export interface OpenedFile {
  readonly name: string
}

/** Request of the desktop shell to the window. `number` increases with each request. */
export type ShellRequest = { readonly number: number } & (
  | { readonly kind: 'command'; readonly id: CommandId }
  | { readonly kind: 'link'; readonly link: ConsoleLink }
  /** A link that the console does not understand, described in a sentence. */
  | { readonly kind: 'invalid-link'; readonly problem: string }
)

export interface ProfileView {
  readonly id: string
  readonly name: string
  readonly kind: ProfileKind
  /** The server that the profile connects to, without secrets. */
  readonly target: string
  /**
   * URL of the server for other programs: scheme, host and port, and the path of a reverse proxy, without a trailing
   * slash. Absent for Practice, which other programs cannot reach, and for an invalid address.
   */
  readonly baseUrl?: string
  /**
   * Environment of the account when the session was last ready. Only for display: the open session decides what may be
   * sent.
   */
  readonly environment: KnownEnvironment
  /** Public name of the login; absent for profiles without keys. */
  readonly login?: { readonly name: 'Consumer key' | 'Client id'; readonly value: string }
  /** The pinned certificate of the gateway, the only accepted one; absent before the first connection. */
  readonly certificate?: CertificateView
  /** The store of the profile's secrets; only for OAuth. */
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

/** The certificate that stopped the connection before anything was sent. */
export type CertificateProblem =
  /** The gateway is on another machine, and no trusted authority signed its certificate. */
  | { readonly kind: 'unknown'; readonly presented: CertificateView }
  /** The presented certificate differs from the pinned certificate. */
  | { readonly kind: 'changed'; readonly pinned: CertificateView; readonly presented: CertificateView }

/** All profiles in the order of their creation. The session uses the selected profile. */
export interface ProfilesView {
  readonly profiles: readonly ProfileView[]
  readonly selectedId: string
}

/**
 * Whether write and trading requests may be sent. `until` is in ms since epoch; if absent, the profile is armed until
 * the user disarms it.
 */
export type ArmingView = { readonly kind: 'disarmed' } | { readonly kind: 'armed'; readonly until?: number }

/** The cancel rule of each profile that has one, by its id. */
export type CancelRulesView = Readonly<Record<string, CancelRule>>

/** The unused part of the rate limits. */
export interface PacingView {
  readonly left: number
  readonly limit: number
  readonly queued: number
}

/** The state of a session of the library, or of the console that could not open one. */
export type ConsoleSessionState =
  | Exclude<SessionState, { readonly kind: 'failed' }>
  | {
      readonly kind: 'failed'
      readonly since: number
      readonly code: IbkrErrorCode | ContractErrorCode | 'open-failed'
      readonly message: string
    }

export interface SessionView {
  readonly profile: ProfileView
  /** Environment for display: the environment that the open session reported, otherwise the last known environment. */
  readonly environment: KnownEnvironment
  /** Environment for arming and confirmations: it counts as live until an open session reports otherwise. */
  readonly countsAs: Environment
  readonly state: ConsoleSessionState
  /** The store that a new session waits for, because the store contains the keys of the login. */
  readonly readsKeysFrom?: SecretStoreKind
  readonly socket: SocketState
  readonly tickle?: TickleTiming
  /** Expiry of the live session token in ms since epoch. */
  readonly liveSessionTokenExpiresAt?: number
  readonly arming: ArmingView
  /** Whether cancels and the kill switch of this profile require arming too. */
  readonly cancelsNeedArming: boolean
  /**
   * The problem of the gateway's certificate that failed the session; `profiles.trustCertificate` accepts the
   * certificate.
   */
  readonly certificateProblem?: CertificateProblem
}

export type SessionItem =
  | { readonly kind: 'view'; readonly view: SessionView }
  | { readonly kind: 'timeline'; readonly entry: TimelineEntry }

export interface SessionSnapshot {
  readonly view: SessionView
  readonly timeline: readonly TimelineEntry[]
}

/** How long a request waits before it is sent, and why. */
export interface RequestWaitView {
  /**
   * Time in ms from this update; 0 if the request is sent immediately, and for a `connection` and the `guard-rails`,
   * because that time is unknown. In the penalty box, requests are refused for this time.
   */
  readonly ms: number
  readonly cause:
    | 'nothing'
    | 'endpoint-limit'
    | 'global-limit'
    | 'endpoint-rest'
    | 'penalty-box'
    | 'connection'
    | 'guard-rails'
  /** The exhausted limit: at most `count` requests in `windowMs`. With `windowMs` 0 it limits concurrent requests. */
  readonly limit?: { readonly count: number; readonly windowMs: number }
  /** Number of requests that are sent before this one. */
  readonly ahead: number
}

/** Update of a request that a window sent with a `waitId`. With `ms` 0 the request is sent now. */
export interface RequestWaitItem {
  readonly waitId: string
  readonly wait: RequestWaitView
  /**
   * Time in ms until the request is cancelled, unless the user chooses to keep waiting; absent without a time limit.
   */
  readonly withdrawnInMs?: number
}

/** Status and headers of a response; its body follows as bytes. */
export interface ResponseHead {
  /** Id of the body in the host, which stores the last few bodies. */
  readonly responseId: string
  readonly status: number
  readonly statusText: string
  readonly headers: Readonly<Record<string, string>>
  readonly timing: RequestTiming
  /** Size of the body in bytes after decompression. */
  readonly size: number
  /**
   * `stored`: the body is larger than a window accepts. No bytes follow; the host stores the body for `files.save` and
   * `responses.body`.
   */
  readonly body: 'sent' | 'stored'
  /** Normalised method of the request as it was sent. The next field is its URL without secrets. */
  readonly method: string
  readonly url: string
  readonly effect: Effect
  readonly verdict?: OutcomeInBody
  /** The meaning of the status or body and the next step, if known. */
  readonly explanation?: string
  /** The one action that helps, if there is one. */
  readonly nextStep?: SuggestedAction
  /** IBKR's question about an order, which waits for a reply. */
  readonly question?: OrderQuestion
}

export interface OrderQuestion {
  readonly kind: 'question'
  readonly replyId: string
  readonly messages: readonly string[]
  readonly messageIds: readonly string[]
}

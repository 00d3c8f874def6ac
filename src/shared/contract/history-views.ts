import type { KnownEnvironment } from '../domain/environment.ts'
import type { Effect, RequestTiming } from '../domain/requests.ts'

/**
 * Why a request with a 2xx response changed nothing, or not yet: IBKR rejected it, the user declined IBKR's question, or
 * IBKR asks a question first.
 */
export type OutcomeInBody = 'rejected' | 'declined' | 'question'

/**
 * The outcome of a request: a response (successful, rejected, declined or a question), a failure, an unknown outcome, or a cancel.
 * `pending`: a trading request whose response the console still awaits. It is stored as `unknown`, which it is after a
 * crash.
 */
export type HistoryOutcome = 'answered' | OutcomeInBody | 'failed' | 'unknown' | 'cancelled' | 'pending'

/** Where the user sent the request: in the explorer, or in the order ticket. */
export type HistorySource = 'explorer' | 'orders'

/** One sent request, as a row of the history list. Its secrets were removed before it was stored. */
export interface HistoryRow {
  /** Number of the entry; numbering continues after a restart. */
  readonly id: number
  /** Time of sending in ms since epoch. */
  readonly at: number
  readonly profileId: string
  readonly environment: KnownEnvironment
  readonly source: HistorySource
  readonly method: string
  /** The canonical path. */
  readonly path: string
  /** The query string without its question mark; empty if there is none. */
  readonly query: string
  readonly effect: Effect
  /** What a trading request asked for, such as `BUY 7 NVDA`; absent if it could not be read. */
  readonly summary?: string
  readonly outcome: HistoryOutcome
  /** HTTP status; absent if no response arrived. */
  readonly status?: number
  /** Time in ms from Send to the last byte. */
  readonly totalMs?: number
  /** Size of the response after decompression, in bytes. */
  readonly size?: number
  readonly pinned: boolean
}

/** One request with all data stored for it; the response body follows as bytes. */
export interface HistoryEntry extends HistoryRow {
  /** Query parameters, not encoded, in the order in which they were sent. */
  readonly parameters: readonly (readonly [string, string])[]
  /** The request body, as JSON text. */
  readonly body?: string
  readonly statusText?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly timing?: RequestTiming
  readonly url?: string
  readonly explanation?: string
  /** Why there is no response. */
  readonly error?: { readonly code: string; readonly message: string }
  /** The part of the response body that is saved. */
  readonly saved: 'whole' | 'beginning' | 'none'
}

/** One page of the history, newest first. */
export interface HistoryPage {
  /** Number of matching entries; at most 10,000 for a text search. */
  readonly total: number
  /** Whether more than `total` entries match, so that the user must narrow the search. */
  readonly more: boolean
  /**
   * Id of the newest entry when the first page was read. It is passed for later pages, so that entries do not shift.
   */
  readonly newestId: number
  readonly rows: readonly HistoryRow[]
}

/** Informs an open history list that the history has changed. */
export interface HistoryStatus {
  /** Id of the newest entry; 0 if there is none. */
  readonly newestId: number
  /** Number of all changes so far, including removals and pins. */
  readonly changes: number
  /** Why requests are currently not stored; absent if they are stored. */
  readonly problem?: string
}

/** A file that the host created; `responses.body` and `files.save` access it by this id. */
export interface PreparedFile {
  readonly responseId: string
  readonly suggestedName: string
  readonly size: number
  /** Number of entries in the file. */
  readonly entries: number
}

export interface ExportedHistory extends PreparedFile {
  /** Number of matching entries that did not fit, because the responses of newer entries fill the file. */
  readonly leftOut: number
}

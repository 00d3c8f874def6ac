import type { KnownEnvironment } from '../domain/environment.ts'
import type { Effect, RequestTiming } from '../domain/requests.ts'

/** What a response with status 2xx means: IBKR rejected the request, or the user declined IBKR's question. */
export type Verdict = 'rejected' | 'declined'

/** The outcome of a request: a response, with its verdict if there is one, a failure, an unknown outcome, or a cancel. */
export type HistoryOutcome = 'answered' | Verdict | 'failed' | 'unknown' | 'cancelled'

/** Where a person sent it: in the explorer, or in the order ticket. */
export type HistorySource = 'explorer' | 'orders'

/** One request that was sent, as a line of the list. Secrets were removed before it was written. */
export interface HistoryRow {
  /** Counts up, also across restarts. */
  readonly id: number
  /** ms since epoch */
  readonly at: number
  readonly profileId: string
  readonly environment: KnownEnvironment
  readonly source: HistorySource
  readonly method: string
  /** Canonical path. */
  readonly path: string
  /** The query string without its question mark; empty for none. */
  readonly query: string
  readonly effect: Effect
  readonly outcome: HistoryOutcome
  /** Absent without a response. */
  readonly status?: number
  /** From Send to the last byte, ms. */
  readonly totalMs?: number
  /** Bytes of the response after decompression. */
  readonly size?: number
  readonly pinned: boolean
}

/** One request with all that is stored of it; the response body follows as bytes. */
export interface HistoryEntry extends HistoryRow {
  /** In the order in which they were sent, not encoded. */
  readonly parameters: readonly (readonly [string, string])[]
  /** JSON text as it was sent. */
  readonly body?: string
  readonly statusText?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly timing?: RequestTiming
  readonly url?: string
  readonly explanation?: string
  /** Why there is no response. */
  readonly error?: { readonly code: string; readonly message: string }
  /** How much of the response body is stored. */
  readonly kept: 'whole' | 'beginning' | 'none'
}

/** A part of the list, newest first. */
export interface HistoryPage {
  /** All that match; with words no more than 10,000. */
  readonly total: number
  /** There are more than `total`: narrow the search. */
  readonly more: boolean
  /** The newest entry at the time of the first page: later pages name it and do not shift. */
  readonly newestId: number
  readonly rows: readonly HistoryRow[]
}

/** Changes of the history, for a list that is open. */
export interface HistoryPulse {
  /** The newest entry; 0 for none. */
  readonly newestId: number
  /** Counts every change, removals and pins too. */
  readonly changes: number
  /** Why requests are not stored now; absent while they are. */
  readonly problem?: string
}

/** A file that the host created and holds under this id, as it holds a response. */
export interface HeldFile {
  readonly responseId: string
  readonly suggestedName: string
  readonly size: number
  /** Entries in it. */
  readonly entries: number
}

export interface ExportedHistory extends HeldFile {
  /** Entries that match and are not in it, because the responses of newer ones fill the file. */
  readonly leftOut: number
}

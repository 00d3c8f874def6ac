import type { KnownEnvironment } from '../domain/environment.ts'
import type { Effect, RequestTiming } from '../domain/requests.ts'

/** What a response with a status of 2xx means beside that status: IBKR rejected the request, or the user declined IBKR's question. */
export type Verdict = 'rejected' | 'declined'

/** What became of a request: a response, with its verdict if there is one, a failure on the way, an unknown outcome, or a cancel. */
export type HistoryOutcome = 'answered' | Verdict | 'failed' | 'unknown' | 'cancelled'

/** Who sent it: a person in the explorer, or the console's own order ticket on a person's word. */
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
  /** As it stands behind the question mark; empty for none. */
  readonly query: string
  readonly effect: Effect
  readonly outcome: HistoryOutcome
  /** Absent where there was no answer. */
  readonly status?: number
  /** From Send to the last byte, ms. */
  readonly totalMs?: number
  /** Bytes of the answer after decompression. */
  readonly size?: number
  readonly pinned: boolean
}

/** One request with everything that was kept of it; the answer's body follows as bytes. */
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
  /** Why there was no answer. */
  readonly error?: { readonly code: string; readonly message: string }
  /** How much of the answer's body was kept. */
  readonly kept: 'whole' | 'beginning' | 'none'
}

/** A part of the list, newest first. */
export interface HistoryPage {
  /** All that match; with words no more than 10,000. */
  readonly total: number
  /** There are more than `total`: say more of what is meant. */
  readonly more: boolean
  /** The newest entry that was there when the first page was asked for: later pages name it and do not shift. */
  readonly newestId: number
  readonly rows: readonly HistoryRow[]
}

/** Changes of the history, for a list that is open. */
export interface HistoryPulse {
  /** The newest entry; 0 for none. */
  readonly newestId: number
  /** Counts every change, removals and pins too. */
  readonly changes: number
  /** Why what is sent now is not kept, in words; absent while all is well. */
  readonly problem?: string
}

/** A file that the host made and holds under this name, as it holds an answer. */
export interface HeldFile {
  readonly responseId: string
  readonly suggestedName: string
  readonly size: number
  /** Entries in it. */
  readonly entries: number
}

export interface ExportedHistory extends HeldFile {
  /** Entries that match and are not in it, because the answers of newer ones fill the file. */
  readonly leftOut: number
}

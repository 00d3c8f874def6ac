import type { HistoryOutcome, HistorySource, Verdict } from '../../shared/contract/history-views.ts'
import type { Effect, RequestTiming } from '../../shared/domain/requests.ts'

/** Bytes of an answer that are kept. */
export const KEPT_BYTES = 1_000_000

/** The head of an answer, without anything secret. */
export interface SentAnswer {
  readonly status: number
  readonly statusText: string
  readonly headers: Readonly<Record<string, string>>
  readonly timing: RequestTiming
  /** Bytes of the whole body after decompression. */
  readonly size: number
  readonly url?: string
  readonly explanation?: string
  readonly verdict?: Verdict
}

/** A request that left, or was to leave, on somebody's word, with what became of it. */
export interface SentRequest {
  readonly source: HistorySource
  readonly method: string
  /** Canonical path. */
  readonly path: string
  readonly parameters: readonly (readonly [string, string])[]
  /** JSON text. */
  readonly body?: string
  readonly effect: Effect
  readonly result:
    | {
        readonly outcome: 'answered'
        readonly head: SentAnswer
        /** What is kept of it: all, or its first `KEPT_BYTES`. */
        readonly body: Uint8Array
      }
    | {
        readonly outcome: Exclude<HistoryOutcome, 'answered' | Verdict>
        readonly code: string
        readonly message: string
      }
}

/** Told of every such request. Never throws, and keeps nobody waiting. */
export type OnSent = (request: SentRequest) => void

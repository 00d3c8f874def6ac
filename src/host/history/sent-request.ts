import type { HistoryOutcome, HistorySource, Verdict } from '../../shared/contract/history-views.ts'
import type { Effect, RequestTiming } from '../../shared/domain/requests.ts'
import type { HostError } from '../host-error.ts'

/** Bytes of a response that are stored. */
export const STORED_BYTES = 1_000_000

/** The head of a response, without secrets. */
export interface StoredHead {
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

/** A request that a person sent or tried to send, with its outcome. */
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
        readonly head: StoredHead
        /** The whole body, or its first `STORED_BYTES`. */
        readonly body: Uint8Array
      }
    | {
        readonly outcome: Exclude<HistoryOutcome, 'answered' | Verdict>
        readonly code: string
        readonly message: string
      }
}

/** Called with each such request. Never throws, and returns at once. */
export type OnSent = (request: SentRequest) => void

/** The outcome of a request that got no response. */
export function failedResult({ code, message }: HostError): SentRequest['result'] {
  const outcome = code === 'outcome-unknown' ? 'unknown' : code === 'cancelled' ? 'cancelled' : 'failed'
  return { outcome, code, message }
}

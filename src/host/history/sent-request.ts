import type { HistoryOutcome, HistorySource, RejectionOutcome } from '../../shared/contract/history-views.ts'
import type { Effect, RequestTiming } from '../../shared/domain/requests.ts'
import type { HostError } from '../host-error.ts'

/** Maximum number of bytes of a response that are stored. */
export const MAX_STORED_BYTES = 1_000_000

/** Status and headers of a response, without secrets. */
export interface StoredResponseHead {
  readonly status: number
  readonly statusText: string
  readonly headers: Readonly<Record<string, string>>
  readonly timing: RequestTiming
  /** Size of the whole body after decompression, in bytes. */
  readonly size: number
  readonly url?: string
  readonly explanation?: string
  readonly verdict?: RejectionOutcome
}

/** A request that a user sent or tried to send, with its outcome. */
export interface SentRequest {
  readonly source: HistorySource
  readonly method: string
  /** The canonical path of the request. */
  readonly path: string
  readonly parameters: readonly (readonly [string, string])[]
  /** The request body, as JSON text. */
  readonly body?: string
  readonly effect: Effect
  readonly result:
    | {
        readonly outcome: 'answered'
        readonly head: StoredResponseHead
        /** The response body, or its first `MAX_STORED_BYTES`. */
        readonly body: Uint8Array
      }
    | {
        readonly outcome: Exclude<HistoryOutcome, 'answered' | RejectionOutcome>
        readonly code: string
        readonly message: string
      }
}

/** Callback for each request that a user sent. It must return immediately and must not throw. */
export type SentRequestListener = (request: SentRequest) => void

/** Returns the stored outcome of a request that got no response. */
export function createFailedResult({ code, message }: HostError): SentRequest['result'] {
  const outcome = code === 'outcome-unknown' ? 'unknown' : code === 'cancelled' ? 'cancelled' : 'failed'
  return { outcome, code, message }
}

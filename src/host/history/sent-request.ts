import { changesOrders } from '../../client/index.ts'
import type { HistoryOutcome, HistorySource, OutcomeInBody } from '../../shared/contract/history-views.ts'
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
  readonly verdict?: OutcomeInBody
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
  /** What a trading request asks for, such as `BUY 7 NVDA`; absent if it cannot be read. */
  readonly summary?: string
  readonly result:
    | {
        readonly outcome: 'answered'
        readonly head: StoredResponseHead
        /** The response body, or its first `MAX_STORED_BYTES`. */
        readonly body: Uint8Array
      }
    | {
        readonly outcome: Exclude<HistoryOutcome, 'answered' | 'pending' | OutcomeInBody>
        readonly code: string
        readonly message: string
      }
}

/** A request without its outcome. */
export type UnfinishedRequest = Omit<SentRequest, 'result'>

/** The history entry of one request, from before it is sent until its outcome is known. No method throws. */
export interface RequestEntry {
  /**
   * Resolves when a trading request is stored, at the latest after 200 ms: the request is then sent, with a notice.
   * Resolves at once for any other request, which is stored only with its outcome.
   */
  untilStored(): Promise<void>
  /** Stores the outcome in the same entry. Further calls have no effect. */
  complete(result: SentRequest['result']): void
  /** Removes the entry, because nothing was sent. Has no effect once the outcome is stored. */
  discard(): void
}

/** Opens the history entry of a request that is about to be sent. Returns immediately and does not throw. */
export type RequestRecorder = (request: UnfinishedRequest) => RequestEntry

/** The stored outcome of a trading request that was not completed: the console ended, or could not write. */
export function createIntentResult({ method, path }: UnfinishedRequest): SentRequest['result'] {
  const advice = changesOrders({ method, path })
    ? 'Check the order list before you send it again.'
    : 'Check whether it took effect before you send it again.'
  const message = `Outcome unknown: the console ended before the response was stored. ${advice}`
  return { outcome: 'unknown', code: 'outcome-unknown', message }
}

/** Returns the stored outcome of a request that got no response. */
export function createFailedResult({ code, message }: HostError): SentRequest['result'] {
  const outcome = code === 'outcome-unknown' ? 'unknown' : code === 'cancelled' ? 'cancelled' : 'failed'
  return { outcome, code, message }
}

import type { CancelResponse, OrderResponse, RequestInput } from '../../client/index.ts'
import type { HistorySource } from '../../shared/contract/history-views.ts'
import type { OrderQuestion } from '../../shared/contract/views.ts'
import type { Effect } from '../../shared/domain/requests.ts'
import type { SuggestedAction } from '../../shared/domain/suggested-action.ts'
import type { StoredResponseHead } from '../history/sent-request.ts'
import type { HostError } from '../host-error.ts'
import type { QuestionSubject } from '../session/pending-question.ts'
import type { Permission } from './permission.ts'

/**
 * Who asks the gate to send a request: a person at a window. The gate derives the permission from it: a person needs an
 * armed profile, except for cancels and the kill switch.
 */
export interface Caller {
  readonly kind: 'person'
  /** The profile that the window showed when the person confirmed; undefined if the call names none. */
  readonly profileId: string | undefined
  /** Id that the window chose. The window can cancel the request by this id before it is sent. */
  readonly waitId?: string | undefined
  /** The acknowledgement of the warnings in the review of the request. */
  readonly acknowledged?: string | undefined
  /** Aborted when the window closes, cancels the call or leaves the profile. Has no effect after the first byte. */
  readonly signal: AbortSignal
}

/** A request that is not a catalogued read. */
export interface TradingRequest {
  readonly caller: Caller
  /**
   * The permissions `cancel` and `kill-switch` allow only a cancel of one order, or of all orders of an account. Any
   * other request needs the permission `change`, whatever is given here.
   */
  readonly permission: Permission
  /** The request as it will be sent. */
  readonly input: RequestInput
  readonly source: HistorySource
  /** The body as the history stores it. Default: that of `input`. */
  readonly storedBody?: string | undefined
  /** What a question in the response would be about; undefined for a request that raises none. */
  readonly subject?: QuestionSubject | undefined
  /** The request as the start of a sentence in the session log, such as `Cancel of order 12`. Default: not logged. */
  readonly what?: string | undefined
  /** The start of the journal's sentence about the request, such as `Cancel sent from this console`. */
  readonly journalText: string
}

/** A complete response, read once. */
export interface ReadResponse {
  /** The body without secrets. */
  readonly bytes: Uint8Array
  /** Status, masked headers, size and timing of the response, with its explanation. */
  readonly head: StoredResponseHead
  readonly method: string
  readonly url: string
  readonly nextStep: SuggestedAction | undefined
  /** What IBKR's response says about orders; undefined for any other request or response. */
  readonly order: OrderResponse | undefined
  /** What IBKR's response says about a cancel; undefined for any other request or response. */
  readonly cancel: CancelResponse | undefined
}

/** The one result of a request. */
export type SendResult =
  /** IBKR accepted the request. */
  | { readonly kind: 'accepted'; readonly response: ReadResponse }
  /** IBKR places and changes nothing until its question is confirmed. */
  | { readonly kind: 'question'; readonly response: ReadResponse; readonly question: OrderQuestion }
  /** IBKR rejected the request. `error`: for a status outside 2xx, as the library reports it. */
  | {
      readonly kind: 'rejected'
      readonly response: ReadResponse
      readonly message: string
      readonly error: HostError | undefined
    }
  /** Nothing was sent. */
  | { readonly kind: 'not-sent'; readonly error: HostError; readonly response?: undefined }
  /** The request was sent, and its outcome is unknown. `response`: one that cannot be read. */
  | { readonly kind: 'unknown'; readonly error: HostError; readonly response?: ReadResponse }

/** A request with its effect, and its canonical path, the only one with which it is sent. */
export interface ClassifiedRequest extends TradingRequest {
  readonly path: string
  readonly effect: Effect
  /** The orders that IBKR's question is about, for a reply to it. */
  readonly asked?: QuestionSubject | undefined
}

/** Follows every request of the gate. */
export interface SendListener {
  /** Called when the first byte leaves. */
  readonly onLeave?: (request: ClassifiedRequest) => void
  /** Called once with the result of each request. */
  readonly onResult?: (request: ClassifiedRequest, result: SendResult) => void
  /** Called after a socket message with an effect was sent. */
  readonly onText?: (text: string) => void
}

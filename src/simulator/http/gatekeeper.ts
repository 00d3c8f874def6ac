import type { SignedRequest } from '../oauth1/signed-request.ts'
import type { QueryPractice } from '../record.ts'
import type { Answer } from './answer.ts'

/** One request before it is known whose it is. */
export interface ArrivedRequest extends SignedRequest {
  /** Path below `/v1/api`, with its leading slash. */
  readonly path: string
  readonly authorization: string | undefined
}

/** One WebSocket upgrade before it is known whose it is. */
export interface ArrivedUpgrade {
  readonly query: URLSearchParams
  /** IP address of the caller. */
  readonly address: string
}

/** What the doorkeeper of a mode decides. */
export type Admission =
  | { readonly kind: 'admitted'; readonly verification: string; readonly queryPractice: QueryPractice }
  /** `answer` goes out instead of the call's own; it is a refusal, or the live session token. */
  | {
      readonly kind: 'answered'
      readonly answer: Answer
      readonly verification: string
      readonly queryPractice: QueryPractice
    }

/** Decides who may come in: by signature in oauth1 mode, by login in gateway mode. */
export interface Gatekeeper {
  admit(request: ArrivedRequest): Admission
  /** Judges a WebSocket upgrade; the answer to refuse it with, or undefined. */
  refuseUpgrade(upgrade: ArrivedUpgrade): Answer | undefined
  /** Ends the outer session: logout, or a control. */
  endSession(): void
}

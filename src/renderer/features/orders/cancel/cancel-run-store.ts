import { create } from 'zustand'
import type { Order } from '../../../../shared/domain/orders.ts'

/** What became of one order of a run. */
export type CancelOutcome =
  | { readonly kind: 'waiting' }
  /** `waitId`: its name while it waits in the pacing queue. */
  | { readonly kind: 'sending'; readonly waitId: string }
  | { readonly kind: 'sent'; readonly message: string }
  /** It had ended before its turn: nothing was sent. */
  | { readonly kind: 'ended'; readonly status: string }
  | { readonly kind: 'failed'; readonly message: string; readonly outcomeUnknown: boolean }
  /** The run was stopped before its turn: nothing was sent. */
  | { readonly kind: 'not-sent' }

/** Cancelling many orders, one request after the other. */
export interface CancelRun {
  /** As they were when it was asked. */
  readonly orders: readonly Order[]
  /** The profile that was in use then. */
  readonly profileId?: string | undefined
  readonly state: 'asking' | 'running' | 'stopping' | 'over'
  readonly outcomes: ReadonlyMap<string, CancelOutcome>
  /** Why it stopped before its end. */
  readonly stoppedBy?: string
}

export const useCancelRunStore = create<{ readonly run: CancelRun | undefined }>()(() => ({ run: undefined }))

export const NOT_YET: CancelOutcome = { kind: 'waiting' }

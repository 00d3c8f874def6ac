import type { InboxEntry } from '../domain/inbox.ts'

/** The inbox of the selected profile. */
export interface InboxView {
  readonly profileId: string
  /** Entries in the order in which they were recorded. */
  readonly entries: readonly InboxEntry[]
  readonly status: InboxStatus
}

export interface InboxStatus {
  /** Whether the entries of earlier runs are still being read. */
  readonly loading: boolean
  /** Why entries of earlier runs are missing, or new entries are not saved. */
  readonly problem?: string
  /** Why IBKR's notifications could not be read. */
  readonly noticesProblem?: string
  /** Time of the last successful read of IBKR's notifications, in ms since epoch. */
  readonly noticesReadAt?: number
}

export type InboxItem =
  /** Replaces everything: another profile was selected, or the entries of earlier runs were read. */
  | { readonly kind: 'view'; readonly view: InboxView }
  /** Adds an entry, or replaces the entry with the same id. */
  | { readonly kind: 'entry'; readonly entry: InboxEntry }
  | { readonly kind: 'removed'; readonly id: string }
  | { readonly kind: 'status'; readonly status: InboxStatus }

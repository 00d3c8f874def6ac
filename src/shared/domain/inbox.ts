import type { NotificationKind } from './notifications.ts'

/** Target that the window can open from an entry. */
export type InboxLink =
  | { readonly kind: 'order'; readonly orderId: string }
  /** The journal of an order that the order list can no longer identify, or the whole journal. */
  | { readonly kind: 'journal'; readonly orderId?: string }
  | { readonly kind: 'contract'; readonly conid: number; readonly symbol: string }
  | { readonly kind: 'session' }
  | { readonly kind: 'profit' }
  /** A page of IBKR. */
  | { readonly kind: 'web'; readonly url: string }

export interface InboxEntry {
  /** Id of the entry, unique across profiles and restarts. */
  readonly id: string
  readonly kind: NotificationKind
  /** Time of the event in ms since epoch. */
  readonly at: number
  readonly title: string
  /** Plain text; may have several lines. */
  readonly body: string
  readonly unread: boolean
  readonly link?: InboxLink
}

/** Groups of entries for the filter of the inbox. */
export const INBOX_GROUPS = ['fills', 'orders', 'connection', 'alerts', 'notices'] as const

export type InboxGroup = (typeof INBOX_GROUPS)[number]

export const INBOX_GROUP_OF: Readonly<Record<NotificationKind, InboxGroup>> = {
  partial: 'fills',
  fill: 'fills',
  cancel: 'orders',
  reject: 'orders',
  disconnect: 'connection',
  reconnect: 'connection',
  competing: 'connection',
  alert: 'alerts',
  notice: 'notices',
}

/** Maximum number of order entries of each profile, and of its other entries. The oldest are dropped. */
export const MAX_ORDER_ENTRIES = 300
export const MAX_OTHER_ENTRIES = 200

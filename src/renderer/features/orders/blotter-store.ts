import { create } from 'zustand'
import { type BlotterLayout, DEFAULT_LAYOUT, type NamedLayout } from '../../../shared/domain/blotter-layout.ts'
import type { FeedGap } from '../../../shared/domain/feed.ts'
import type { Order } from '../../../shared/domain/orders.ts'
import { recall } from '../../platform/local-memory.ts'
import { FIRST_LOWER, isLower, type Lower } from './lower/lower-tabs.ts'

export type OrderPane =
  | { readonly kind: 'none' }
  | { readonly kind: 'timeline'; readonly orderId: string }
  | { readonly kind: 'ticket' }

/** The rows as they were when they began to stand still. */
export interface PausedOrders {
  readonly orders: ReadonlyMap<string, Order>
  readonly gaps: readonly FeedGap[]
  /** ms since epoch */
  readonly at: number
}

/** How the blotter is looked at; what it shows lives in the orders store. */
export interface BlotterData {
  readonly look: BlotterLayout
  /** The profile whose look that is; undefined before the host has told. */
  readonly lookOf: string | undefined
  /** The saved views of that profile. */
  readonly named: readonly NamedLayout[]
  /** The saved view that was chosen last. */
  readonly chosen: string | undefined
  readonly activeId: string | undefined
  readonly pane: OrderPane
  readonly paused: PausedOrders | undefined
  /** What stands below the orders. */
  readonly lower: Lower
}

export const useBlotterStore = create<BlotterData>()(() => ({
  look: DEFAULT_LAYOUT,
  lookOf: undefined,
  named: [],
  chosen: undefined,
  activeId: undefined,
  pane: { kind: 'none' },
  paused: undefined,
  lower: recall('orders-lower', isLower, FIRST_LOWER),
}))

import { create } from 'zustand'
import { type BlotterLayout, DEFAULT_LAYOUT, type NamedLayout } from '../../../shared/domain/blotter-layout.ts'
import type { FeedGap } from '../../../shared/domain/feed.ts'
import type { Order } from '../../../shared/domain/orders.ts'
import { useOrdersStore } from '../../stores/orders-store.ts'
import { onceDrawn } from '../../ui/once-drawn.ts'

export type OrderPane =
  | { readonly kind: 'none' }
  | { readonly kind: 'timeline'; readonly orderId: string }
  | { readonly kind: 'ticket' }

/** The orders at the time the feed was paused. */
export interface PausedOrders {
  readonly orders: ReadonlyMap<string, Order>
  readonly gaps: readonly FeedGap[]
  /** ms since epoch */
  readonly at: number
}

/** How the blotter shows the orders; the orders are in the orders store. */
export interface BlotterData {
  readonly layout: BlotterLayout
  /** The profile of that layout; undefined until the host has sent its layouts. */
  readonly layoutProfileId: string | undefined
  /** The saved views of that profile. */
  readonly savedViews: readonly NamedLayout[]
  /** Name of the saved view that was applied last. */
  readonly selectedView: string | undefined
  /** The order under the cursor. */
  readonly activeId: string | undefined
  /** Exactly the orders that the list shows as selected. */
  readonly selectedIds: readonly string[]
  readonly pane: OrderPane
  readonly paused: PausedOrders | undefined
}

export const useBlotterStore = create<BlotterData>()(() => ({
  layout: DEFAULT_LAYOUT,
  layoutProfileId: undefined,
  savedViews: [],
  selectedView: undefined,
  activeId: undefined,
  selectedIds: [],
  pane: { kind: 'none' },
  paused: undefined,
}))

/** The orders that commands act on: those shown as selected, or the one beside the list if none of the list is. */
export function selectedOrders(): readonly Order[] {
  const { selectedIds, pane } = useBlotterStore.getState()
  const ids = selectedIds.length === 0 && pane.kind === 'timeline' ? [pane.orderId] : selectedIds
  const { orders } = useOrdersStore.getState()
  return ids.flatMap((id) => orders.get(id) ?? [])
}

/** The id of the list. */
export const BLOTTER = 'blotter'

/** Focuses the list once a dialog or pane that is closing has been removed. */
export function focusBlotter(): void {
  onceDrawn(() => document.getElementById(BLOTTER)?.focus())
}

export function openTimeline(orderId: string): void {
  useBlotterStore.setState({ pane: { kind: 'timeline', orderId }, activeId: orderId })
}

export function closeOrderPane(): void {
  useBlotterStore.setState({ pane: { kind: 'none' } })
  focusBlotter()
}

/** Pauses or resumes the list. The host receives and journals updates all the same. */
export function togglePause(): void {
  const { paused } = useBlotterStore.getState()
  const { orders, gaps } = useOrdersStore.getState()
  useBlotterStore.setState({ paused: paused ? undefined : { orders, gaps, at: Date.now() } })
}

/** Clears what belongs to the profile before; an open ticket stays, with the draft of the profile in use. */
export function leaveProfile(): void {
  useBlotterStore.setState(({ pane }) => ({
    activeId: undefined,
    selectedIds: [],
    paused: undefined,
    ...(pane.kind === 'timeline' && { pane: { kind: 'none' } as const }),
  }))
}

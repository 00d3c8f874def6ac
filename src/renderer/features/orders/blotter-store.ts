import { create } from 'zustand'
import { type BlotterLayout, DEFAULT_LAYOUT, type NamedLayout } from '../../../shared/domain/blotter-layout.ts'
import type { ConsoleOrder } from '../../../shared/domain/console-orders.ts'
import type { FeedGap } from '../../../shared/domain/feed.ts'
import { useOrdersStore } from '../../stores/orders-store.ts'
import { onceDrawn } from '../../ui/once-drawn.ts'
import { collapsibleIds, findGroups, headerKey } from './blotter/order-groups.ts'
import { loadTimelineAhead } from './load-timeline.ts'

export type OrderPane =
  | { readonly kind: 'none' }
  | { readonly kind: 'timeline'; readonly orderId: string }
  | { readonly kind: 'ticket' }

/** Orders as they were when the user paused the feed. */
interface PausedOrders {
  readonly orders: ReadonlyMap<string, ConsoleOrder>
  readonly gaps: readonly FeedGap[]
  /** Time of the pause in ms since epoch. */
  readonly at: number
}

/** Display state of the blotter. The orders themselves are in the orders store. */
export interface BlotterData {
  readonly layout: BlotterLayout
  /** Id of the profile to which the layout belongs; undefined until the host has sent the layouts. */
  readonly layoutProfileId: string | undefined
  readonly savedViews: readonly NamedLayout[]
  /** Name of the saved view that the user applied last. */
  readonly selectedView: string | undefined
  readonly activeId: string | undefined
  readonly selectedIds: readonly string[]
  readonly pane: OrderPane
  /** Ids of the collapsed groups of orders, and of combos whose legs are hidden. */
  readonly collapsed: ReadonlySet<string>
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
  collapsed: new Set(),
  paused: undefined,
}))

/**
 * Returns the orders that commands act on: the selected orders with their collapsed groups, or the order in the side
 * pane.
 */
export function selectedOrders(): readonly ConsoleOrder[] {
  const { selectedIds, pane, collapsed } = useBlotterStore.getState()
  const ids = selectedIds.length === 0 && pane.kind === 'timeline' ? [pane.orderId] : selectedIds
  const { orders } = useOrdersStore.getState()
  const groups = findGroups(orders.values())
  const selected = ids.flatMap((id) => {
    const order = orders.get(id)
    if (!order) return [...groups.values()].find((group) => headerKey(group) === id)?.orders ?? []
    const group = groups.get(id)
    return group?.parentId === id && collapsed.has(group.id) ? group.orders : order
  })
  return [...new Set(selected)]
}

export const BLOTTER = 'blotter'

/** Focuses the list after a closing dialog or pane has been removed from the page. */
export function focusBlotter(): void {
  onceDrawn(() => document.getElementById(BLOTTER)?.focus())
}

/** Opens the timeline of an order beside the list. `activeId`: row of the cursor, by default that order. */
export function openTimeline(orderId: string, activeId = orderId): void {
  const { pane } = useBlotterStore.getState()
  if (pane.kind !== 'timeline' || pane.orderId !== orderId) loadTimelineAhead(orderId)
  useBlotterStore.setState({ pane: { kind: 'timeline', orderId }, activeId })
}

export function closeOrderPane(): void {
  useBlotterStore.setState({ pane: { kind: 'none' } })
  focusBlotter()
}

/** Collapses or expands a group of orders, or the legs of a combo. */
export function toggleGroup(id: string | undefined): void {
  if (id === undefined) return
  useBlotterStore.setState(({ collapsed }) => {
    const next = new Set(collapsed)
    if (!next.delete(id)) next.add(id)
    return { collapsed: next }
  })
}

/** Expands all groups and combos if any of them is collapsed, otherwise collapses all of them. */
export function toggleAllGroups(): void {
  const ids = collapsibleIds(useOrdersStore.getState().orders.values())
  useBlotterStore.setState(({ collapsed }) => ({ collapsed: new Set(collapsed.size > 0 ? [] : ids) }))
}

/** Pauses or resumes the list. While the list is paused, the host still receives and journals updates. */
export function togglePause(): void {
  const { paused } = useBlotterStore.getState()
  const { orders, gaps } = useOrdersStore.getState()
  useBlotterStore.setState({ paused: paused ? undefined : { orders, gaps, at: Date.now() } })
}

/** Clears the data of the previous profile. An open ticket stays open and shows the draft of the selected profile. */
export function leaveProfile(): void {
  useBlotterStore.setState(({ pane }) => ({
    activeId: undefined,
    selectedIds: [],
    collapsed: new Set(),
    paused: undefined,
    ...(pane.kind === 'timeline' && { pane: { kind: 'none' } as const }),
  }))
}

import { useMemo, useRef } from 'react'
import { useShallow } from 'zustand/react/shallow'
import { isWorking } from '../../../shared/domain/orders.ts'
import { useRememberedSize } from '../../platform/remembered-size.ts'
import { useMediaQuery } from '../../platform/use-media-query.ts'
import { useLinkStore } from '../../stores/link-store.ts'
import { useOrdersStore } from '../../stores/orders-store.ts'
import { Later } from '../../ui/later.tsx'
import { Split } from '../../ui/split.tsx'
import { Blotter } from './blotter/blotter.tsx'
import { BlotterEmpty } from './blotter/blotter-empty.tsx'
import { BlotterFoot } from './blotter/blotter-foot.tsx'
import { sortedOrders, withGaps } from './blotter/blotter-rows.ts'
import { BlotterToolbar } from './blotter/blotter-toolbar.tsx'
import { followBlotterWidth } from './blotter/blotter-width.ts'
import { findGroups, treeOf } from './blotter/order-groups.ts'
import { type OrderPane, useBlotterStore } from './blotter-store.ts'
import { BottomPanel, type BottomPanes } from './bottom-panel.tsx'
import { useBottomPanelStore } from './bottom-panel-store.ts'
import { FeedLine } from './feed-line.tsx'
import { useTimelineAhead } from './load-timeline.ts'
import { ORDER_DETAILS } from './order-details-part.ts'
import { OrderTicketPane } from './ticket/order-ticket-pane.tsx'
import './blotter/blotter.css'
import './orders.css'
import './ticket/ticket.css'

/** View with the order list, a side pane and the tabs below. `panes`: content of the tabs. */
export function OrdersView({ panes }: { readonly panes: BottomPanes }) {
  const pane = usePaneWithTimeline()
  const tab = useBottomPanelStore((data) => data.tab)
  const isNarrow = useMediaQuery('(max-width: 720px)')
  const isLow = useMediaQuery('(max-height: 480px)')
  const sideSize = useRememberedSize('order-pane', 340)
  const bottomSize = useRememberedSize('orders-bottom', 286)
  // Minimum height of the list in px: eight orders with their toolbars, or fewer in a low window.
  const listHeight = useMediaQuery('(min-height: 700px)') ? 346 : 160
  const sidePane =
    pane.kind === 'timeline' ? (
      <Later key={pane.orderId} part={ORDER_DETAILS} props={{ orderId: pane.orderId }} />
    ) : (
      pane.kind === 'ticket' && <OrderTicketPane />
    )
  // Memoised, so that opening the side pane does not render the toolbars.
  const list = useMemo(
    () => (
      <Split
        label="Height of the panel below the orders"
        orientation="vertical"
        sized="second"
        size={bottomSize}
        min={120}
        minRest={listHeight}
        first={
          <section ref={followBlotterWidth} className="column" aria-label="Order feed">
            <div className="orders-head rigid">
              <BlotterToolbar />
              <FeedLine />
            </div>
            <OrderRows />
          </section>
        }
        second={tab !== 'none' && <BottomPanel tab={tab} panes={panes} />}
      />
    ),
    [tab, panes, bottomSize, listHeight],
  )
  // At 200% zoom, the list and a side pane do not fit into the window together.
  if (isNarrow && isLow && sidePane) return sidePane
  return (
    <Split
      label="Side pane size"
      orientation={isNarrow ? 'vertical' : 'horizontal'}
      sized="second"
      size={sideSize}
      min={280}
      minRest={280}
      first={list}
      second={sidePane}
    />
  )
}

/** Returns the open pane. While the timeline of an order is awaited, returns the previous pane. */
function usePaneWithTimeline(): OrderPane {
  const pane = useBlotterStore((data) => data.pane)
  const shown = useRef(pane)
  const isAwaited = useTimelineAhead(
    (ahead) => ahead.isAwaited && pane.kind === 'timeline' && ahead.orderId === pane.orderId,
  )
  // Replaces a ticket immediately: after an order was placed, the ticket would be shown empty.
  if (!isAwaited || shown.current.kind === 'ticket') shown.current = pane
  return shown.current
}

/** Part of the view that each update renders again. */
function OrderRows() {
  const { paused, layout, collapsed } = useBlotterStore()
  const { filter, sort } = layout
  const { orders, gaps, known, isStale } = useOrdersStore(
    useShallow((data) => {
      // Updates do not render a paused list.
      const { orders, gaps } = paused ?? data
      return { orders, gaps, known: data.known, isStale: data.health.kind === 'stale' }
    }),
  )
  const isDown = useLinkStore(({ downSince }) => downSince !== undefined)
  const { shown, tree } = useMemo(() => {
    const shown = sortedOrders(orders.values(), { filter, sort })
    return { shown, tree: treeOf(withGaps(shown, gaps, sort), findGroups(orders.values()), collapsed) }
  }, [orders, gaps, filter, sort, collapsed])
  return (
    <>
      {tree.rows.length === 0 ? (
        <BlotterEmpty known={known} hasOrders={orders.size > 0} />
      ) : (
        <Blotter tree={tree} orders={shown} stale={isStale || isDown} />
      )}
      {known && <BlotterFoot shown={shown.length} working={shown.filter(isWorking).length} total={orders.size} />}
    </>
  )
}

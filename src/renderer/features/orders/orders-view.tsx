import { useMemo } from 'react'
import { isWorking } from '../../../shared/domain/orders.ts'
import { useNow } from '../../platform/use-now.ts'
import { useLinkStore } from '../../stores/link-store.ts'
import { useOrdersStore } from '../../stores/orders-store.ts'
import { Blotter } from './blotter/blotter.tsx'
import { BlotterEmpty } from './blotter/blotter-empty.tsx'
import { BlotterFoot } from './blotter/blotter-foot.tsx'
import { sortedOrders, withGaps } from './blotter/blotter-rows.ts'
import { BlotterToolbar } from './blotter/blotter-toolbar.tsx'
import { useBlotterStore } from './blotter-store.ts'
import { OrderTimelinePane } from './details/order-timeline-pane.tsx'
import { FeedLine } from './feed/feed-line.tsx'
import { feedHealthWords } from './feed/feed-texts.ts'
import { LowerPanel } from './lower/lower-panel.tsx'
import { OrderTicketPane } from './ticket/order-ticket-pane.tsx'
import './blotter/blotter.css'
import './orders.css'
import './side-pane.css'
import './ticket/ticket.css'

/** Every order of the session and what became of it, live. */
export function OrdersView() {
  const paused = useBlotterStore((data) => data.paused)
  // While the rows stand still, news does not even render them.
  const orders = useOrdersStore((data) => (paused ?? data).orders)
  const gaps = useOrdersStore((data) => (paused ?? data).gaps)
  const known = useOrdersStore((data) => data.known)
  const { filter, sort } = useBlotterStore((data) => data.look)
  const pane = useBlotterStore((data) => data.pane)
  const shown = useMemo(() => sortedOrders(orders.values(), { filter, sort }), [orders, filter, sort])
  const rows = useMemo(() => withGaps(shown, gaps, sort), [shown, gaps, sort])
  const stale = useStale()

  return (
    <div className="orders" data-pane={pane.kind}>
      <section className="orders-main" aria-label="Order feed">
        <BlotterToolbar />
        <FeedLine />
        {rows.length === 0 ? (
          <BlotterEmpty known={known} any={orders.size > 0} />
        ) : (
          <Blotter rows={rows} orders={shown} stale={stale} />
        )}
        {known && (
          <BlotterFoot
            shown={shown.length}
            working={shown.reduce((count, order) => count + (isWorking(order) ? 1 : 0), 0)}
            total={orders.size}
          />
        )}
        <LowerPanel />
      </section>
      {pane.kind === 'timeline' && <OrderTimelinePane key={pane.orderId} orderId={pane.orderId} />}
      {pane.kind === 'ticket' && <OrderTicketPane />}
    </div>
  )
}

function useStale(): boolean {
  const health = useOrdersStore((data) => data.health)
  const downSince = useLinkStore((data) => data.downSince)
  return feedHealthWords(health, downSince, useNow()).stale
}

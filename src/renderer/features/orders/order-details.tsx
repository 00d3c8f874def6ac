import { useDeferredValue, useEffect, useState } from 'react'
import type { OrderTimeline as Timeline } from '../../../shared/contract/order-views.ts'
import { type ConsoleOrder, isChangeable } from '../../../shared/domain/console-orders.ts'
import { groupDigits } from '../../../shared/domain/format-number.ts'
import { formatFilled, formatSize, formatTrade } from '../../../shared/domain/order-size.ts'
import { isWorking, type Order } from '../../../shared/domain/orders.ts'
import { useIsConnected } from '../../stores/link-store.ts'
import { useOrdersStore } from '../../stores/orders-store.ts'
import { mayCancel, useSessionStore } from '../../stores/session-store.ts'
import { Button } from '../../ui/button.tsx'
import { Facts } from '../../ui/facts.tsx'
import { Later, laterPart } from '../../ui/later.tsx'
import { SidePane } from '../../ui/side-pane.tsx'
import { Side } from '../confirmation/index.ts'
import { closeOrderPane, useBlotterStore } from './blotter-store.ts'
import { showExecutionsOf, showInJournal } from './bottom-panel-store.ts'
import { askToCancel } from './cancel/cancel-actions.ts'
import { ComboLegs } from './execution/combo-legs.tsx'
import { OrderTimeline } from './order-timeline.tsx'
import { describeOrderStatus, describeStatus } from './texts.ts'
import { changeOrder } from './ticket/open-ticket.ts'

/** Loads after the timeline, so that the timeline appears immediately. */
const ORDER_EXECUTION = laterPart(async () => (await import('./execution/order-execution.tsx')).OrderExecution)
const CHART_PLACE = <div className="order-chart" />

/** Side pane with the status, facts, actions and timeline of an order. */
export function OrderDetails({ orderId }: { readonly orderId: string }) {
  const order = useOrdersStore((data) => data.orders.get(orderId))
  const [loaded, setTimeline] = useState<Timeline>()
  // Renders the timeline before the chart.
  const shown = useDeferredValue(loaded)
  const timeline = useIsSettled() ? shown : undefined
  return (
    <SidePane
      label="Order timeline"
      title={
        order ? (
          <>
            <Side side={order.side} otherSide={order.otherSide} /> {formatTrade(formatSize(order), order.contractName)}
          </>
        ) : (
          `Order ${orderId}`
        )
      }
      onClose={closeOrderPane}
    >
      <div className="pane-body grow scroll">
        {order && (
          <>
            <p className="row" data-tone={describeOrderStatus(order.status).tone}>
              <span className="dot" aria-hidden="true" />
              <strong>{order.status}</strong>
            </p>
            <p className="secondary">{describeStatus(order)}</p>
            <Facts
              facts={[
                ['Account', order.account],
                ['Order ID', order.orderId],
                ['Instrument', instrumentText(order)],
                ['Conid', order.conid > 0 && order.legs === undefined && String(order.conid)],
                ['Type', [order.orderType, order.timeInForce].filter(Boolean).join(', ')],
                ['Filled', formatFilled(order)],
                ['Limit', order.limitPrice && groupDigits(order.limitPrice)],
                ['Stop', order.stopPrice && groupDigits(order.stopPrice)],
                ['Average price', order.averagePrice && groupDigits(order.averagePrice)],
                ['Exchange', order.exchange],
                ['Reference', order.orderReference],
              ]}
            />
            {(isWorking(order) || isChangeable(order)) && <Actions order={order} />}
          </>
        )}
        {order?.legs && <ComboLegs order={order} legs={order.legs} />}
        {order?.side && order.conid > 0 && order.legs === undefined && (
          <>
            <h3 className="section-title">Price since placement</h3>
            {timeline ? (
              <Later
                part={ORDER_EXECUTION}
                props={{ order, transitions: timeline.transitions, earlier: timeline.earlier }}
                meanwhile={CHART_PLACE}
              />
            ) : (
              CHART_PLACE
            )}
          </>
        )}
        <h3 className="section-title">Timeline</h3>
        <OrderTimeline orderId={orderId} count={order?.transitionCount ?? 0} onLoaded={setTimeline} />
        <div className="pane-actions row wrap">
          {(order?.filled ?? 0) > 0 && (
            <Button look="quiet" onClick={() => showExecutionsOf(orderId)}>
              Show executions
            </Button>
          )}
          <Button look="quiet" onClick={() => showInJournal(orderId)}>
            Show in journal
          </Button>
        </div>
      </div>
    </SidePane>
  )
}

/** Describes the contract of an order with its name and IBKR's text, such as `AAPL 28JUN24 192.5 C · APPLE INC`. */
const instrumentText = ({ contractName, description, contractDetails }: Order): string =>
  [...new Set([contractName, description, contractDetails])].filter(Boolean).join(' · ')

/** Delay in ms before the chart is loaded, so that the arrow keys do not request prices for each row. */
const SETTLE_MS = 250

function useIsSettled(): boolean {
  const [isSettled, setIsSettled] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setIsSettled(true), SETTLE_MS)
    return () => clearTimeout(timer)
  }, [])
  return isSettled
}

function Actions({ order }: { readonly order: ConsoleOrder }) {
  // Shortcuts act on the selected orders, which may not include this order.
  const hasKeys = useBlotterStore(({ selectedIds }) => selectedIds.every((id) => id === order.orderId))
  const allowed = useSessionStore(mayCancel)
  const connected = useIsConnected()
  return (
    <div className="pane-actions row wrap">
      {isWorking(order) && (
        <Button
          {...(hasKeys && { keys: 'Delete' })}
          disabled={!allowed || !connected}
          title={allowed ? undefined : 'Arm the profile first'}
          onClick={() => askToCancel(order)}
        >
          Cancel order…
        </Button>
      )}
      {isChangeable(order) && (
        <Button
          {...(hasKeys && { keys: 'm' })}
          disabled={!connected}
          title="Opens the order in the ticket. You review the changes before they are sent."
          onClick={() => void changeOrder(order)}
        >
          Change…
        </Button>
      )}
      {!connected && <span className="small tertiary">Not connected.</span>}
      {connected && !allowed && isWorking(order) && <span className="small tertiary">Arm the profile to cancel.</span>}
    </div>
  )
}

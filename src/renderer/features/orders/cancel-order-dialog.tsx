import type { Order } from '../../../shared/domain/orders.ts'
import { useIsConnected } from '../../stores/link-store.ts'
import { closeOverlay } from '../../stores/overlay-store.ts'
import { useSessionStore } from '../../stores/session-store.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { groupDigits } from '../../ui/format-number.ts'
import { DisconnectedNote } from './disconnected-note.tsx'
import { OrderSummary } from './order-summary.tsx'
import { cancelOrder } from './orders-actions.ts'

function priceOf({ limitPrice, stopPrice }: Order): string {
  const parts = [
    stopPrice && `stop ${groupDigits(stopPrice)}`,
    limitPrice && `limit ${groupDigits(limitPrice)}`,
  ].filter(Boolean)
  return parts.length > 0 ? parts.join(', ') : 'At market'
}

/** Cancelling is asked for once, with everything that tells one order from another. */
export function CancelOrderDialog({ order }: { readonly order: Order }) {
  const environment = useSessionStore((data) => data.view?.environment) ?? 'unknown'
  const connected = useIsConnected()
  return (
    <Dialog title="Cancel this order?" role="alertdialog" environment={environment} onClose={closeOverlay}>
      <OrderSummary
        environment={environment}
        account={order.account}
        side={order.side}
        quantity={order.remaining}
        symbol={order.symbol}
        description={order.description}
        type={order.orderType}
        price={priceOf(order)}
        timeInForce={order.timeInForce}
      />
      <p className="dialog-text">What was filled stays filled; what remains is withdrawn.</p>
      <DisconnectedNote />
      <div className="dialog-actions">
        <Button onClick={closeOverlay} data-initial-focus>
          Keep it
        </Button>
        <Button
          look="danger"
          disabled={!connected}
          onClick={() => {
            closeOverlay()
            cancelOrder(order)
          }}
        >
          Cancel order
        </Button>
      </div>
    </Dialog>
  )
}

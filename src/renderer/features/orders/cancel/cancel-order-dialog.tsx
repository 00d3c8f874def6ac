import { useIsConnected } from '../../../stores/link-store.ts'
import { closeOverlay, type Overlay } from '../../../stores/overlay-store.ts'
import { useSessionStore } from '../../../stores/session-store.ts'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { DisconnectedNote } from '../../confirmation/disconnected-note.tsx'
import { priceOf } from '../../confirmation/order-price.ts'
import { OrderSummary } from '../../confirmation/order-summary.tsx'
import { cancelOrder } from '../orders-actions.ts'

/** Cancelling is asked for once, with everything that tells one order from another. */
export function CancelOrderDialog({
  order,
  profileId,
}: Pick<Extract<Overlay, { kind: 'cancel-order' }>, 'order' | 'profileId'>) {
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
            cancelOrder(order, profileId)
          }}
        >
          Cancel order
        </Button>
      </div>
    </Dialog>
  )
}

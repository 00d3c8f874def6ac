import type { Order } from '../../../../shared/domain/orders.ts'
import { closeOverlay } from '../../../stores/overlay-store.ts'
import { useSessionStore } from '../../../stores/session-store.ts'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { priceOf } from '../../confirmation/order-price.ts'
import { OrderSummary } from '../../confirmation/order-summary.tsx'
import { openSent } from '../../explorer/index.ts'

/** Why the form of a change cannot take an order, and what can be done in its place. */
export function CannotChangeDialog({ order, reason }: { readonly order: Order; readonly reason: string }) {
  const environment = useSessionStore((data) => data.view?.environment) ?? 'unknown'
  return (
    <Dialog title="This order cannot be changed here" environment={environment} onClose={closeOverlay}>
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
      <p className="dialog-text">{reason}</p>
      <p className="dialog-text">
        A change sends the whole order anew, and IBKR takes away what is left out. Cancel it and place another, change
        it where it was placed, or write all of it in the explorer.
      </p>
      <div className="dialog-actions">
        <Button onClick={closeOverlay} data-initial-focus>
          Leave it as it is
        </Button>
        <Button
          onClick={() => {
            closeOverlay()
            openSent(changeOf(order))
          }}
        >
          Write it in the explorer
        </Button>
      </div>
    </Dialog>
  )
}

/** What is known for certain; the rest is asked for at the fields. */
function changeOf({ orderId, account, conid, side, quantity, timeInForce }: Order) {
  const body = { conid, orderType: '', side, quantity, tif: timeInForce }
  return {
    method: 'POST',
    path: `/v1/api/iserver/account/${encodeURIComponent(account)}/order/${orderId}`,
    parameters: [],
    body: JSON.stringify(body, undefined, 2),
  }
}

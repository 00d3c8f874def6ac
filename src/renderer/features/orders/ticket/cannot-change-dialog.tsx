import type { Order } from '../../../../shared/domain/orders.ts'
import { closeOverlay } from '../../../stores/overlay-store.ts'
import { useSessionStore } from '../../../stores/session-store.ts'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { ExistingOrderSummary } from '../../confirmation/index.ts'
import { openSent } from '../../explorer/index.ts'

/** Dialog that explains why the ticket cannot modify an order, and offers alternatives. */
export function CannotChangeDialog({ order, reason }: { readonly order: Order; readonly reason: string }) {
  const environment = useSessionStore((data) => data.view?.environment) ?? 'unknown'
  return (
    <Dialog title="This order cannot be changed here" environment={environment} onClose={closeOverlay}>
      <ExistingOrderSummary order={order} />
      <p className="dialog-text">{reason}</p>
      <p className="dialog-text">
        A change replaces the whole order, and IBKR drops omitted fields. Cancel the order and place a new one, change
        it in the program that placed it, or enter the full request in the explorer.
      </p>
      <div className="dialog-actions">
        <Button onClick={closeOverlay} data-initial-focus>
          Close
        </Button>
        <Button
          onClick={() => {
            closeOverlay()
            openSent(changeRequest(order))
          }}
        >
          Open in explorer
        </Button>
      </div>
    </Dialog>
  )
}

/** Builds a modify request from the known fields. The explorer's form marks the missing fields. */
function changeRequest({ orderId, account, conid, side, quantity, timeInForce }: Order) {
  const body = { conid, orderType: '', side, quantity, tif: timeInForce }
  return {
    method: 'POST',
    path: `/v1/api/iserver/account/${encodeURIComponent(account)}/order/${orderId}`,
    parameters: [],
    body: JSON.stringify(body, undefined, 2),
  }
}

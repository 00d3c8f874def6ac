import { formatFilled } from '../../../../shared/domain/order-size.ts'
import { hasEnded } from '../../../../shared/domain/orders.ts'
import { useIsConnected } from '../../../stores/link-store.ts'
import { useOrdersStore } from '../../../stores/orders-store.ts'
import { closeOverlay, type Overlay } from '../../../stores/overlay-store.ts'
import { mayCancel, useSessionStore } from '../../../stores/session-store.ts'
import { ConfirmDialog } from '../../../ui/dialog.tsx'
import { Message } from '../../../ui/message.tsx'
import { DisconnectedNote, ExistingOrderSummary, UnarmedCancelNote } from '../../confirmation/index.ts'
import { cancelOrder } from './cancel-actions.ts'
import { alsoEndsText, cancelEffects, noExitText } from './cancel-effects.ts'

type CancelOrderDialogProps = Pick<Extract<Overlay, { kind: 'cancel-order' }>, 'order' | 'profileId'>

export function CancelOrderDialog({ order, profileId }: CancelOrderDialogProps) {
  const environment = useSessionStore((data) => data.view?.environment) ?? 'unknown'
  const connected = useIsConnected()
  const allowed = useSessionStore(mayCancel)
  const orders = useOrdersStore((data) => data.orders)
  const listed = orders.get(order.orderId) ?? order
  const effects = cancelEffects(order, orders.values())
  const others = alsoEndsText(effects)
  return (
    <ConfirmDialog
      title={effects.role === undefined ? 'Cancel this order?' : `Cancel this ${effects.role}?`}
      environment={environment}
      confirm="Cancel order"
      cancel="Keep order"
      disabled={!connected || !allowed || hasEnded(listed)}
      onConfirm={() => {
        closeOverlay()
        cancelOrder(order, profileId)
      }}
      onClose={closeOverlay}
    >
      <ExistingOrderSummary order={order} />
      {hasEnded(listed) && (
        <Message tone="warn" title={`The order is ${listed.status} in the meantime`} role="status">
          Nothing is left to cancel. {formatFilled(listed)} filled.
        </Message>
      )}
      {others !== undefined && (
        <p className="dialog-note" role="note">
          {others} {noExitText(order, effects)}
        </p>
      )}
      <p className="dialog-text">Earlier fills are unaffected.</p>
      <UnarmedCancelNote />
      <DisconnectedNote />
    </ConfirmDialog>
  )
}

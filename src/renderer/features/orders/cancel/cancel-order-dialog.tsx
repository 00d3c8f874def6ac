import { useIsConnected } from '../../../stores/link-store.ts'
import { closeOverlay, type Overlay } from '../../../stores/overlay-store.ts'
import { mayCancel, useSessionStore } from '../../../stores/session-store.ts'
import { ConfirmDialog } from '../../../ui/dialog.tsx'
import { DisconnectedNote, ExistingOrderSummary, UnarmedCancelNote } from '../../confirmation/index.ts'
import { cancelOrder } from './cancel-actions.ts'

type CancelOrderDialogProps = Pick<Extract<Overlay, { kind: 'cancel-order' }>, 'order' | 'profileId'>

export function CancelOrderDialog({ order, profileId }: CancelOrderDialogProps) {
  const environment = useSessionStore((data) => data.view?.environment) ?? 'unknown'
  const connected = useIsConnected()
  const allowed = useSessionStore(mayCancel)
  return (
    <ConfirmDialog
      title="Cancel this order?"
      environment={environment}
      confirm="Cancel order"
      cancel="Keep order"
      disabled={!connected || !allowed}
      onConfirm={() => {
        closeOverlay()
        cancelOrder(order, profileId)
      }}
      onClose={closeOverlay}
    >
      <ExistingOrderSummary order={order} />
      <p className="dialog-text">Earlier fills are unaffected.</p>
      <UnarmedCancelNote />
      <DisconnectedNote />
    </ConfirmDialog>
  )
}

import { useIsConnected } from '../../../stores/link-store.ts'
import { closeOverlay, type Overlay } from '../../../stores/overlay-store.ts'
import { useSessionStore } from '../../../stores/session-store.ts'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { DisconnectedNote, ExistingOrderSummary } from '../../confirmation/index.ts'
import { cancelOrder } from './cancel-actions.ts'

type CancelOrderDialogProps = Pick<Extract<Overlay, { kind: 'cancel-order' }>, 'order' | 'profileId'>

export function CancelOrderDialog({ order, profileId }: CancelOrderDialogProps) {
  const environment = useSessionStore((data) => data.view?.environment) ?? 'unknown'
  const connected = useIsConnected()
  return (
    <Dialog title="Cancel this order?" role="alertdialog" environment={environment} onClose={closeOverlay}>
      <ExistingOrderSummary order={order} />
      <p className="dialog-text">Earlier fills are unaffected.</p>
      <DisconnectedNote />
      <div className="dialog-actions">
        <Button onClick={closeOverlay} data-initial-focus>
          Keep order
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

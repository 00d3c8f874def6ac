import { closeOverlay } from '../../stores/overlay-store.ts'
import { useSessionStore } from '../../stores/session-store.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { disconnectSession } from './session-actions.ts'

/** "logout" in the palette leads to a command that ends the session: it asks first. */
export function DisconnectDialog() {
  const view = useSessionStore((data) => data.view)
  if (!view) return null
  return (
    <Dialog title="Disconnect?" role="alertdialog" environment={view.environment} onClose={closeOverlay}>
      <p className="dialog-text">Ends the session of {view.profile.name}. Streams stop; working orders stay at IBKR.</p>
      <div className="dialog-actions">
        <Button onClick={closeOverlay} data-initial-focus>
          Stay connected
        </Button>
        <Button
          look="danger"
          onClick={() => {
            closeOverlay()
            disconnectSession()
          }}
        >
          Disconnect
        </Button>
      </div>
    </Dialog>
  )
}

import { closeOverlay } from '../../stores/overlay-store.ts'
import { useSessionStore } from '../../stores/session-store.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { EnvironmentBadge } from './environment-badge.tsx'
import { takeOverSession } from './session-actions.ts'

/** Taking over ends somebody's session, most often the trader's own TWS: asked every time. */
export function TakeOverDialog() {
  const view = useSessionStore((data) => data.view)
  if (!view) return null
  return (
    <Dialog
      title="Take over the brokerage session?"
      role="alertdialog"
      environment={view.environment}
      onClose={closeOverlay}
    >
      <p className="dialog-text">
        The program that uses it now (TWS, the mobile app or a browser) is logged out immediately. Working orders are
        unaffected; unsent changes in that program are lost.
      </p>
      <p className="dialog-text">
        <EnvironmentBadge environment={view.environment} /> {view.profile.name}
      </p>
      <div className="dialog-actions">
        <Button onClick={closeOverlay} data-initial-focus>
          Cancel
        </Button>
        <Button
          look="danger"
          onClick={() => {
            closeOverlay()
            takeOverSession()
          }}
        >
          Take over
        </Button>
      </div>
    </Dialog>
  )
}

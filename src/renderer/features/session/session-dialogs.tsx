import { closeOverlay } from '../../stores/overlay-store.ts'
import { useSessionStore } from '../../stores/session-store.ts'
import { ConfirmDialog } from '../../ui/dialog.tsx'
import { EnvironmentBadge } from './environment-badge.tsx'
import { disconnectSession, takeOverSession } from './session-actions.ts'

const closeAnd = (action: () => void) => (): void => {
  closeOverlay()
  action()
}

/** Dialog that confirms ending another session, usually the trader's own TWS. */
export function TakeOverDialog() {
  const view = useSessionStore((data) => data.view)
  if (!view) return null
  return (
    <ConfirmDialog
      title="Take over the brokerage session?"
      environment={view.environment}
      confirm="Take over"
      onConfirm={closeAnd(takeOverSession)}
      onClose={closeOverlay}
    >
      <p className="dialog-text">
        The program that uses it now (TWS, the mobile app or a browser) is logged out immediately. Working orders are
        unaffected; unsent changes in that program are lost.
      </p>
      <p className="dialog-text">
        <EnvironmentBadge environment={view.environment} /> {view.profile.name}
      </p>
    </ConfirmDialog>
  )
}

export function DisconnectDialog() {
  const view = useSessionStore((data) => data.view)
  if (!view) return null
  return (
    <ConfirmDialog
      title="Disconnect?"
      environment={view.environment}
      confirm="Disconnect"
      cancel="Stay connected"
      onConfirm={closeAnd(disconnectSession)}
      onClose={closeOverlay}
    >
      <p className="dialog-text">Ends the session of {view.profile.name}. Streams stop; working orders stay at IBKR.</p>
    </ConfirmDialog>
  )
}

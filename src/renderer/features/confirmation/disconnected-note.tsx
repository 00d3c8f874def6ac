import { useIsConnected } from '../../stores/link-store.ts'

/** Why the button that sends is off. */
export function DisconnectedNote() {
  if (useIsConnected()) return null
  return (
    <p className="dialog-note" role="status">
      The console is not connected: nothing can be sent until the connection is back.
    </p>
  )
}

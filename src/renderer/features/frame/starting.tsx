import { NO_SESSION } from '../../platform/browser-session.ts'
import { UNKNOWN_WINDOW } from '../../platform/web-socket-transport.ts'
import { useLinkStore } from '../../stores/link-store.ts'
import { EmptyState } from '../../ui/empty-state.tsx'

/** Placeholder until the first update from the host. */
export function Starting() {
  const { state, downSince, reason } = useLinkStore()
  if (reason === NO_SESSION || reason === UNKNOWN_WINDOW) {
    return (
      <EmptyState title="Open the start address">
        The console prints the address in its terminal. Each address works once. Press <code>u</code> and Enter there
        for a new address.
      </EmptyState>
    )
  }
  if (downSince !== undefined) {
    return (
      <EmptyState title="The console is not running">
        Start it with <code>npm start</code> in its folder; this page then connects automatically.
      </EmptyState>
    )
  }
  return (
    <div className="starting row secondary full" role="status">
      <span className="spinner" aria-hidden="true" />
      {state.kind === 'open' ? 'Loading session…' : 'Connecting to the console…'}
    </div>
  )
}

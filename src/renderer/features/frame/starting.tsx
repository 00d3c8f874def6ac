import { NO_SESSION } from '../../platform/browser-session.ts'
import { UNKNOWN_WINDOW } from '../../platform/web-socket-transport.ts'
import { useLinkStore } from '../../stores/link-store.ts'
import { EmptyState } from '../../ui/empty-state.tsx'

/** Before the host has said anything: what the window is waiting for. */
export function Starting() {
  const { state, downSince, reason } = useLinkStore()
  if (reason === NO_SESSION || reason === UNKNOWN_WINDOW) {
    return (
      <EmptyState title="Open the start address">
        The console prints it in its terminal, and each one works once. Press <code>u</code> and Enter there for a new
        one.
      </EmptyState>
    )
  }
  if (downSince !== undefined) {
    return (
      <EmptyState title="The console is not running">
        This page is only its window. Start it with <code>npm start</code> in its folder; the window connects by itself.
      </EmptyState>
    )
  }
  return (
    <div className="starting row secondary" role="status">
      <span className="spinner" aria-hidden="true" />
      {state.kind === 'open' ? 'Asking about the session…' : 'Connecting to the console…'}
    </div>
  )
}

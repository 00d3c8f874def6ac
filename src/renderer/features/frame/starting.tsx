import { useLinkStore } from '../../stores/link-store.ts'
import { EmptyState } from '../../ui/empty-state.tsx'

/** Before the host has said anything: what the window is waiting for. */
export function Starting() {
  const { state, downSince } = useLinkStore()
  if (downSince !== undefined) {
    return (
      <EmptyState title="The console is not running">
        This page is only its window. Start it with <code>npm start</code> in its folder; the window connects by itself.
      </EmptyState>
    )
  }
  return (
    <div className="starting" role="status">
      <span className="spinner" aria-hidden="true" />
      {state.kind === 'open' ? 'Asking about the session…' : 'Connecting to the console…'}
    </div>
  )
}

import type { Link } from '../../shared/rpc/reconnecting-link.ts'

/** Runs an action now if the link is open, and after each reconnection. Returns an unsubscribe function. */
export function eachConnection(link: Link, run: () => void): () => void {
  if (link.state.kind === 'open') run()
  return link.onState((state) => state.kind === 'open' && run())
}

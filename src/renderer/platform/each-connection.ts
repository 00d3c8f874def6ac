import type { Link } from '../../shared/rpc/link.ts'

/** Runs now, where there is a connection, and with every one that comes after. Returns its end. */
export function eachConnection(link: Link, run: () => void): () => void {
  if (link.state.kind === 'open') run()
  return link.onState((state) => state.kind === 'open' && run())
}

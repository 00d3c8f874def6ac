import type { SessionSupervisor } from '../../client/index.ts'
import type { KnownEnvironment } from '../../shared/domain/environment.ts'
import type { SessionState } from '../../shared/domain/session.ts'
import type { Clock } from '../clock.ts'
import type { News } from './news.ts'

/** A connection that is back sooner, in ms, was never worth a word. */
const GRACE_MS = 5_000

export interface ConnectionNewsOptions {
  readonly session: Pick<SessionSupervisor, 'state' | 'socketState' | 'onState' | 'onSocketState'>
  readonly clock: Clock
  readonly environment: () => KnownEnvironment
  readonly tell: (news: News) => void
}

/** Tells of a connection that worked and does not, once until it works again, and of another login. Returns the end of it. */
export function watchConnection({ session, clock, environment, tell }: ConnectionNewsOptions): () => void {
  let worked = false
  let cancel: (() => void) | undefined
  let competes = false

  const lost = (): void => {
    cancel = undefined
    worked = false
    tell({ kind: 'disconnect', title: 'Connection lost', body: lossOf(session.state), environment: environment() })
  }
  const look = (): void => {
    const { kind } = session.state
    if (kind === 'competing' && !competes) tell({ ...COMPETING, environment: environment() })
    competes = kind === 'competing' || (competes && kind !== 'ready')
    if (kind === 'ready' && session.socketState === 'connected') worked = true
    // Told already, or what the user wished.
    const isOver = !worked || kind === 'competing' || kind === 'signed-out'
    if (isOver || (kind === 'ready' && session.socketState === 'connected')) {
      cancel?.()
      cancel = undefined
    } else cancel ??= clock.after(GRACE_MS, lost)
  }
  const releases = [session.onState(look), session.onSocketState(look)]
  look()
  return () => {
    for (const release of releases) release()
    cancel?.()
  }
}

const COMPETING = {
  kind: 'competing',
  title: 'Logged in elsewhere',
  body: 'Another program holds the brokerage session; orders are not watched',
} as const

/** In our own words where they are enough: what a server wrote does not belong on a locked screen. */
function lossOf(state: SessionState): string {
  switch (state.kind) {
    case 'ready':
      return 'The socket is down; orders are read every few seconds'
    case 'needs-login':
      return 'The gateway needs a login in a browser'
    case 'penalty':
      return 'IBKR’s penalty box: too many requests'
    case 'failed':
      return 'The console cannot log in any more; its window says why'
    default:
      return 'The session is not ready; it is tried again'
  }
}

import type { Clock, SessionSupervisor } from '../../client/index.ts'
import type { KnownEnvironment } from '../../shared/domain/environment.ts'
import type { SessionState } from '../../shared/domain/session.ts'
import type { UnpublishedNotification } from './notification-combiner.ts'

/** Time in ms in which a connection may be restored without a notification. */
const GRACE_MS = 5_000

export interface ConnectionNotificationsOptions {
  readonly session: Pick<SessionSupervisor, 'state' | 'socketState' | 'onState' | 'onSocketState'>
  readonly clock: Clock
  readonly environment: () => KnownEnvironment
  readonly notify: (draft: UnpublishedNotification) => void
}

/**
 * Notifies the user once of a lost connection until the connection works again, and of a competing login. Returns a
 * stop function.
 */
export function watchConnection({ session, clock, environment, notify }: ConnectionNotificationsOptions): () => void {
  let worked = false
  let cancel: (() => void) | undefined
  let competes = false

  const lost = (): void => {
    cancel = undefined
    worked = false
    notify({ kind: 'disconnect', title: 'Connection lost', body: lossOf(session.state), environment: environment() })
  }
  const check = (): void => {
    const { kind } = session.state
    if (kind === 'competing' && !competes) notify({ ...COMPETING, environment: environment() })
    competes = kind === 'competing' || (competes && kind !== 'ready')
    if (kind === 'ready' && session.socketState === 'connected') worked = true
    // Whether the user was already notified or ended the session.
    const isOver = !worked || kind === 'competing' || kind === 'signed-out'
    if (isOver || (kind === 'ready' && session.socketState === 'connected')) {
      cancel?.()
      cancel = undefined
    } else cancel ??= clock.after(GRACE_MS, lost)
  }
  const releases = [session.onState(check), session.onSocketState(check)]
  check()
  return () => {
    for (const release of releases) release()
    cancel?.()
  }
}

const COMPETING = {
  kind: 'competing',
  title: 'Logged in elsewhere',
  body: 'Another program has the brokerage session; orders are not updated',
} as const

/**
 * Describes a lost connection. The text never contains a message of the server, because a locked screen shows
 * notifications.
 */
function lossOf(state: SessionState): string {
  switch (state.kind) {
    case 'ready':
      return 'WebSocket down; polling orders every few seconds'
    case 'needs-login':
      return 'The gateway needs a login in a browser'
    case 'penalty':
      return 'IBKR’s penalty box: too many requests'
    case 'failed':
      return 'The console cannot log in; its window shows why'
    default:
      return 'The session is not ready; retrying'
  }
}

import type { Clock } from '../../client/index.ts'
import type { SessionState } from '../../shared/domain/session.ts'
import type { InboxEvent } from '../inbox/record-event.ts'
import type { ReadSession } from '../session/read-session.ts'

/** Time in ms in which a connection may be restored without a notification. */
const GRACE_MS = 5_000

export interface ConnectionNotificationsOptions {
  readonly session: Pick<ReadSession, 'state' | 'socketState' | 'onState' | 'onSocketState'>
  readonly clock: Clock
  /** Records an event in the inbox, even if the connection is restored quickly. */
  readonly record: (event: InboxEvent) => void
  readonly notify: (event: InboxEvent) => void
}

/**
 * Records connection losses, restored connections and competing logins, and notifies the user once of each. Returns a
 * function that stops it when the session ends.
 */
export function watchConnection(options: ConnectionNotificationsOptions): () => void {
  const { session, clock, record, notify } = options
  let worked = false
  let lostAt: number | undefined
  let isNotified = false
  let cancel: (() => void) | undefined
  let competes = false

  const lossEvent = () => ({ kind: 'disconnect', title: 'Connection lost', body: lossOf(session.state), link }) as const
  const lose = (): void => {
    worked = false
    lostAt = clock.monotonic()
    isNotified = false
    record(lossEvent())
    cancel = clock.after(GRACE_MS, () => {
      isNotified = true
      // The reason may be more specific now.
      record({ ...lossEvent(), isSameLoss: true })
      notify(lossEvent())
    })
  }
  const spanSince = (start: number): string => spanText(Math.max(1, Math.round((clock.monotonic() - start) / 1_000)))
  const restore = (): void => {
    if (lostAt !== undefined) {
      const event = {
        kind: 'reconnect',
        title: 'Connection restored',
        body: `after ${spanSince(lostAt)}`,
        link,
      } as const
      record(event)
      if (isNotified) notify(event)
    }
    worked = true
    forget()
  }
  const forget = (): void => {
    lostAt = undefined
    cancel?.()
    cancel = undefined
  }
  const check = (): void => {
    const { kind } = session.state
    if (kind === 'competing' && !competes) {
      record({ ...COMPETING, link })
      notify({ ...COMPETING, link })
    }
    competes = kind === 'competing' || (competes && kind !== 'ready')
    if (kind === 'ready' && session.socketState === 'connected') restore()
    // The user was already notified, or ended the session.
    else if (kind === 'competing' || kind === 'signed-out') forget()
    else if (worked) lose()
  }
  const releases = [session.onState(check), session.onSocketState(check)]
  check()
  return () => {
    for (const release of releases) release()
    if (lostAt !== undefined) {
      const body = `The session ended ${spanSince(lostAt)} later, before the connection was restored`
      record({ ...lossEvent(), body, isSameLoss: true })
    }
    forget()
  }
}

const link = { kind: 'session' } as const

function spanText(seconds: number): string {
  if (seconds < 120) return `${seconds} s`
  return seconds < 7_200 ? `${Math.round(seconds / 60)} min` : `${Math.round(seconds / 3_600)} h`
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

import type { OrdersSnapshot, SessionSnapshot, SessionView } from '../../../../src/shared/contract/views.ts'
import type { SessionState, TimelineEntry } from '../../../../src/shared/domain/session.ts'
import { sampleOrders } from './sample-orders.ts'

export interface Scenario {
  readonly session: SessionSnapshot | undefined
  readonly orders: OrdersSnapshot | undefined
  readonly notices: readonly string[]
  /** Changes the sample orders periodically. */
  readonly moving: boolean
}

const accounts = { accounts: ['DU1234567', 'DU7654321'], selected: 'DU1234567', paper: true }
const ready = (now: number): SessionState => ({ kind: 'ready', since: now - 3_912_000, accounts })

const states: Readonly<Record<string, (now: number) => SessionState>> = {
  'signed-out': () => ({ kind: 'signed-out' }),
  connecting: (now) => ({ kind: 'connecting', since: now, attempt: 3 }),
  authenticating: (now) => ({ kind: 'authenticating', since: now, step: 'live-session-token' }),
  degraded: (now) => ({
    kind: 'degraded',
    since: now - 42_000,
    code: 'server-unavailable',
    reason: 'IBKR answers 503, as it does around its nightly reset.',
    retryAt: now + 30_000,
  }),
  competing: (now) => ({ kind: 'competing', since: now - 65_000 }),
  penalty: (now) => ({ kind: 'penalty', since: now - 19_000, until: now + 581_000 }),
  'needs-login': (now) => ({ kind: 'needs-login', since: now - 5_000, loginUrl: 'https://localhost:5000' }),
  failed: (now) => ({
    kind: 'failed',
    since: now - 5_000,
    code: 'invalid-consumer',
    message: 'The consumer key is not active yet: new keys work after the nightly reset of IBKR.',
  }),
}

/** `name` is a session kind, or one of: ready, live, empty, loading, stale, polling, gaps, many, notices. */
export function scenario(name: string, now: number): Scenario {
  const live = name === 'live' || name === 'competing'
  const view: SessionView = {
    profile: live
      ? { id: 'o', name: 'Main account', kind: 'oauth1', target: 'api.ibkr.com', environment: 'live' }
      : { id: 'p', name: 'Practice', kind: 'practice', target: 'simulator on this computer', environment: 'practice' },
    environment: live ? 'live' : name === 'gaps' || name === 'stale' ? 'paper' : 'practice',
    countsAs: live ? 'live' : name === 'gaps' || name === 'stale' ? 'paper' : 'practice',
    state: states[name]?.(now) ?? ready(now),
    socket: name in states ? 'disconnected' : 'connected',
    tickle: { at: now - 12_000, roundTripMs: 43 },
    liveSessionTokenExpiresAt: now + 83_460_000,
    arming: live || name === 'stale' ? { kind: 'disarmed' } : { kind: 'armed' },
  }
  const orders = sampleOrders(name === 'many' ? 5_000 : 24, now)
  return {
    session: name === 'loading' ? undefined : { view, timeline: timeline(view.state, now) },
    orders: {
      orders: name === 'empty' || name in states ? [] : orders,
      gaps:
        name === 'gaps' || name === 'stale'
          ? [{ from: now - 400_000, to: now - 371_000, repairedAt: now - 370_000 }, { from: now - 95_000 }]
          : [],
      status: {
        health:
          name === 'stale'
            ? { kind: 'stale', since: now - 95_000, reason: 'the socket has been silent' }
            : name === 'polling'
              ? { kind: 'polling', since: now - 20_000, reason: 'the socket is refused; asking every 5 s' }
              : name in states
                ? { kind: 'waiting' }
                : { kind: 'streaming', since: now - 3_900_000 },
        lastUpdate: { at: now - 4_000, source: 'stream' },
        journal: { kind: 'writing' },
      },
    },
    notices:
      name === 'notices'
        ? ['The settings file could not be read and was set aside as settings.json.bad. The last good copy is in use.']
        : [],
    moving: name === 'ready' || name === 'many',
  }
}

function timeline(state: SessionState, now: number): readonly TimelineEntry[] {
  const lines: Omit<TimelineEntry, 'id' | 'at'>[] = [
    { level: 'info', text: 'Connecting to the simulator.', entered: 'connecting' },
    { level: 'info', text: 'The server answers; getting a live session token.', entered: 'authenticating' },
    { level: 'info', text: 'Live session token computed and its signature verified.' },
    { level: 'info', text: 'Brokerage session established.' },
    { level: 'info', text: 'Accounts known: DU1234567, DU7654321. Paper money.', entered: 'ready' },
    { level: 'warning', text: 'Tickle took 2.4 s; trying again sooner.', code: 'slow-tickle' },
    { level: 'info', text: 'Tickle answered in 43 ms.' },
  ]
  if (state.kind === 'competing') {
    lines.push({
      level: 'error',
      text: 'Another program opened a brokerage session with this username.',
      entered: 'competing',
      code: 'competing-session',
    })
  }
  return lines.map((line, index) => ({ ...line, id: index + 1, at: now - (lines.length - index) * 47_000 }))
}

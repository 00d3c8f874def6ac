import { createSignal, type EventSignal } from '../event-signal.ts'
import type { SeededRandom } from '../seeded-random.ts'
import { createWarmUps, type WarmUps } from './warm-ups.ts'

/** The state of the username's brokerage session. */
type BrokerageSession =
  | { readonly kind: 'closed' }
  /** The session is open. `establishedAt` is the simulator time at which `established` becomes true. */
  | { readonly kind: 'open'; readonly establishedAt: number }
  /** Another login of the same username has the session. */
  | { readonly kind: 'lost-to-competing-login' }

type OpenOutcome = 'opened' | 'lost-to-competing-login'

/** Both tiers of the session, and the requests that the client has made in it. */
export interface SessionState {
  /** Reports whether the outer (read-only) session is open. In oauth1 mode a live session token opens it. */
  outer(): boolean
  /**
   * Returns the simulator time at which the read-only session began. Before the first session, returns the simulator's
   * start.
   */
  outerSince(): number
  beginOuter(): void
  endOuter(): void
  /** Returns the session id of 32 hex digits, which the response to tickle and the WebSocket cookie contain. */
  id(): string
  /** Changes the id like a nightly reset. Subscriptions of open sockets end without a frame. */
  rotate(): void
  brokerage(): BrokerageSession
  /**
   * Returns the milliseconds until an open brokerage session is established: 0 if it is, undefined without a session.
   */
  establishesIn(): number | undefined
  openBrokerage(compete: boolean): OpenOutcome
  closeBrokerage(): void
  /** Simulates another login of the username, which takes over the brokerage session or leaves. */
  setCompeting(present: boolean): void
  /** Reports whether `competing`, `authenticated` and `established` are all set while iserver rejects every call. */
  contested(): boolean
  /** Sets the contested state, which lasts until it is reset or another login competes. */
  setContested(contested: boolean): void
  warmUps(): WarmUps
  /** Fires after a change of the read-only or the brokerage session. */
  readonly changed: EventSignal<void>
  /** Fires after a change of the session id. */
  readonly rotated: EventSignal<void>
}

/** Creates the session state. `establishMilliseconds` is the time for which `established` stays false after opening. */
export function createSessionState(settings: {
  readonly random: SeededRandom
  readonly now: () => number
  readonly outer: boolean
  readonly brokerage: boolean
  /** Whether the first session was used before. */
  readonly used: boolean
  readonly establishMilliseconds: number
}): SessionState {
  const { random, now } = settings
  const changed = createSignal<void>()
  const rotated = createSignal<void>()
  let outer = settings.outer
  let outerSince = now()
  let id = random.hex(32)
  let competing = false
  let contested = false
  let brokerage: BrokerageSession = settings.brokerage ? { kind: 'open', establishedAt: now() } : { kind: 'closed' }
  let warmUps = createWarmUps(settings.used)

  function become(next: BrokerageSession): void {
    brokerage = next
    changed.emit()
  }

  return {
    outer: () => outer,
    outerSince: () => outerSince,
    beginOuter: () => {
      if (outer) return
      outer = true
      outerSince = now()
      id = random.hex(32)
      warmUps = createWarmUps()
      changed.emit()
    },
    endOuter: () => {
      outer = false
      become({ kind: 'closed' })
    },
    id: () => id,
    rotate: () => {
      id = random.hex(32)
      rotated.emit()
    },
    brokerage: () => brokerage,
    establishesIn: () => {
      if (brokerage.kind !== 'open') return undefined
      const wait = brokerage.establishedAt - now()
      // After a change of the clock the wait would be too long, so the session counts as established.
      return wait > settings.establishMilliseconds ? 0 : Math.max(0, wait)
    },
    openBrokerage: (compete) => {
      if (competing && !compete) {
        become({ kind: 'lost-to-competing-login' })
        return 'lost-to-competing-login'
      }
      competing = false
      const ended = compete && contested
      if (compete) contested = false
      if (brokerage.kind !== 'open') {
        warmUps = createWarmUps()
        become({ kind: 'open', establishedAt: now() + settings.establishMilliseconds })
      } else if (ended) changed.emit()
      return 'opened'
    },
    closeBrokerage: () => become({ kind: 'closed' }),
    setCompeting: (present) => {
      competing = present
      if (present && brokerage.kind === 'open') become({ kind: 'lost-to-competing-login' })
      if (!present && brokerage.kind === 'lost-to-competing-login') become({ kind: 'closed' })
    },
    contested: () => contested,
    setContested: (next) => {
      contested = next
      changed.emit()
    },
    warmUps: () => warmUps,
    changed,
    rotated,
  }
}

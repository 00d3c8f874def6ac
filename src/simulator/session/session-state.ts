import type { Random } from '../random.ts'
import { createSignal, type Signal } from '../signal.ts'
import { createWarmUps, type WarmUps } from './warm-ups.ts'

/** The brokerage session of the username. */
export type BrokerageSession =
  | { readonly kind: 'closed' }
  /** `establishedAt`: simulator time from which `established` is true. */
  | { readonly kind: 'open'; readonly establishedAt: number }
  /** Another login of the same username holds it. */
  | { readonly kind: 'lost-to-rival' }

/** Outcome of an attempt to open the brokerage session. */
export type OpenOutcome = 'opened' | 'lost-to-rival'

/** Both tiers of the session, and what was asked in it so far. */
export interface SessionState {
  /** True while the outer (read-only) session lives; in oauth1 mode it begins with a live session token. */
  outer(): boolean
  /** Simulator time at which the outer session began; that of the start where it never did. */
  outerSince(): number
  beginOuter(): void
  endOuter(): void
  /** 32 hex digits: what tickle answers and the WebSocket cookie carries. */
  id(): string
  /** Changes the id, as a nightly reset does; subscriptions of open sockets die silently. */
  rotate(): void
  brokerage(): BrokerageSession
  /** Milliseconds until an open brokerage session is established; 0 where it is, undefined without one. */
  establishesIn(): number | undefined
  openBrokerage(compete: boolean): OpenOutcome
  closeBrokerage(): void
  /** Makes another login of the username appear (it takes the brokerage session) or leave. */
  setCompeting(present: boolean): void
  /** True while the flags say `competing` beside `authenticated` and `established`, and iserver refuses every call. */
  contested(): boolean
  /** Until it is taken back, or a login competes. */
  setContested(contested: boolean): void
  warmUps(): WarmUps
  /** Fires when either tier changed. */
  readonly changed: Signal<void>
  /** Fires after the id changed. */
  readonly rotated: Signal<void>
}

/** Makes the session state. `establishMilliseconds`: how long after opening `established` stays false. */
export function createSessionState(settings: {
  readonly random: Random
  readonly now: () => number
  readonly outer: boolean
  readonly brokerage: boolean
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
  let warmUps = createWarmUps()

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
      // Longer than ever: the clock has stepped back since.
      return wait > settings.establishMilliseconds ? 0 : Math.max(0, wait)
    },
    openBrokerage: (compete) => {
      if (competing && !compete) {
        become({ kind: 'lost-to-rival' })
        return 'lost-to-rival'
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
      if (present && brokerage.kind === 'open') become({ kind: 'lost-to-rival' })
      if (!present && brokerage.kind === 'lost-to-rival') become({ kind: 'closed' })
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

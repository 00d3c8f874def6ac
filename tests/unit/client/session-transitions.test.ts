import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { computeNextState, type SessionEvent } from '../../../src/client/session/session-state-machine.ts'
import type { SessionState } from '../../../src/shared/domain/session.ts'

const accounts = { accounts: ['DU1'], selected: 'DU1', paper: true }
const at = fc.integer({ min: 1, max: 1_000_000 })
const event: fc.Arbitrary<SessionEvent> = fc.oneof(
  fc.record({ kind: fc.constant('contact' as const), attempt: fc.integer({ min: 1, max: 9 }) }),
  fc.record({
    kind: fc.constant('step' as const),
    step: fc.constantFrom('live-session-token', 'brokerage-session', 'accounts'),
  }),
  fc.record({ kind: fc.constant('ready' as const), accounts: fc.constant(accounts) }),
  fc.record({
    kind: fc.constant('retry' as const),
    code: fc.constant('timeout'),
    reason: fc.constant('slow'),
    retryAt: at,
  }),
  fc.record({ kind: fc.constant('competing' as const) }),
  fc.record({ kind: fc.constant('penalty' as const), until: at }),
  fc.record({ kind: fc.constant('needs-login' as const), loginUrl: fc.constant('https://localhost:5000/') }),
  fc.record({ kind: fc.constant('failed' as const), code: fc.constant('key-invalid'), message: fc.constant('no') }),
  fc.constant({ kind: 'closed' as const }),
)

const ENTERED: Readonly<Record<SessionEvent['kind'], SessionState['kind']>> = {
  contact: 'connecting',
  step: 'authenticating',
  ready: 'ready',
  retry: 'degraded',
  competing: 'competing',
  penalty: 'penalty',
  'needs-login': 'needs-login',
  failed: 'failed',
  closed: 'signed-out',
}

describe('transitions of a session', () => {
  it('enters the state of the event, except after the end of the session without a new login', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(event, at), { minLength: 1 }), (events) => {
        let state: SessionState = { kind: 'connecting', since: 0, attempt: 1 }
        for (const [next, time] of events) {
          const before = state
          state = computeNextState(before, next, time)
          const hasEnded = before.kind === 'signed-out' || before.kind === 'failed'
          const applies = !hasEnded || next.kind === 'contact' || next.kind === 'closed'
          expect(state.kind).toBe(applies ? ENTERED[next.kind] : before.kind)
          if (!applies) expect(state).toBe(before)
        }
      }),
    )
  })

  it('returns the same object if the same event is repeated', () => {
    fc.assert(
      fc.property(event, at, at, (next, time, later) => {
        const once = computeNextState({ kind: 'connecting', since: 0, attempt: 99 }, next, time)
        expect(computeNextState(once, next, later)).toBe(once)
      }),
    )
  })

  it('keeps the start time of a degraded state after every retry', () => {
    const retry = (state: SessionState, time: number): SessionState =>
      computeNextState(state, { kind: 'retry', code: 'timeout', reason: 'slow', retryAt: time + 9 }, time)
    const first = retry({ kind: 'ready', since: 1, accounts }, 5)
    expect(retry(first, 50)).toMatchObject({ kind: 'degraded', since: 5, retryAt: 59 })
  })
})

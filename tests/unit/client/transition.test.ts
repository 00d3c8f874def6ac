import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type SessionEvent, transition } from '../../../src/client/session/transition.ts'
import type { SessionState } from '../../../src/shared/domain/session.ts'

const accounts = { accounts: ['DU1'], selected: 'DU1', paper: true }
const at = fc.integer({ min: 1, max: 1_000_000 })
const event: fc.Arbitrary<SessionEvent> = fc.oneof(
  fc.record({ type: fc.constant('contact' as const), at, attempt: fc.integer({ min: 1, max: 9 }) }),
  fc.record({
    type: fc.constant('step' as const),
    at,
    step: fc.constantFrom('live-session-token', 'brokerage-session', 'accounts'),
  }),
  fc.record({ type: fc.constant('ready' as const), at, accounts: fc.constant(accounts) }),
  fc.record({
    type: fc.constant('trouble' as const),
    at,
    code: fc.constant('timeout'),
    reason: fc.constant('slow'),
    retryAt: at,
  }),
  fc.record({ type: fc.constant('competing' as const), at }),
  fc.record({ type: fc.constant('penalty' as const), at, until: at }),
  fc.record({ type: fc.constant('login-needed' as const), at, loginUrl: fc.constant('https://localhost:5000/') }),
  fc.record({
    type: fc.constant('gave-up' as const),
    at,
    code: fc.constant('key-invalid'),
    message: fc.constant('no'),
  }),
  fc.constant({ type: 'closed' as const }),
)

const ENTERED: Readonly<Record<SessionEvent['type'], SessionState['kind']>> = {
  contact: 'connecting',
  step: 'authenticating',
  ready: 'ready',
  trouble: 'degraded',
  competing: 'competing',
  penalty: 'penalty',
  'login-needed': 'needs-login',
  'gave-up': 'failed',
  closed: 'signed-out',
}

describe('the state machine of a session', () => {
  it('enters what the event means, unless it is over and nobody connects again', () => {
    fc.assert(
      fc.property(fc.array(event, { minLength: 1 }), (events) => {
        let state: SessionState = { kind: 'connecting', since: 0, attempt: 1 }
        for (const next of events) {
          const before = state
          state = transition(before, next)
          const over = before.kind === 'signed-out' || before.kind === 'failed'
          const heard = !over || next.type === 'contact' || next.type === 'closed'
          expect(state.kind).toBe(heard ? ENTERED[next.type] : before.kind)
          if (!heard) expect(state).toBe(before)
        }
      }),
    )
  })

  it('gives back the same object when the same event comes again, so that identity tells news', () => {
    fc.assert(
      fc.property(event, (next) => {
        fc.pre(next.type !== 'trouble' && next.type !== 'gave-up')
        const once = transition({ kind: 'connecting', since: 0, attempt: 99 }, next)
        expect(transition(once, next)).toBe(once)
      }),
    )
  })

  it('remembers since when it is degraded, however often it tries', () => {
    const trouble = (time: number): SessionEvent => ({
      type: 'trouble',
      at: time,
      code: 'timeout',
      reason: 'slow',
      retryAt: time + 9,
    })
    const first = transition({ kind: 'ready', since: 1, accounts }, trouble(5))
    expect(transition(first, trouble(50))).toMatchObject({ kind: 'degraded', since: 5, retryAt: 59 })
  })
})

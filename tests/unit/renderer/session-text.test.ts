import { describe, expect, it } from 'vitest'
import { sessionStatus } from '../../../src/renderer/features/session/session-text.ts'
import type { SessionState } from '../../../src/shared/domain/session.ts'

const now = 1_000_000
const accounts = { accounts: ['DU1'], selected: 'DU1', paper: true }

/** One example of each session state. The compiler requires an example of each new state. */
const expected: { readonly [K in SessionState['kind']]: readonly [Extract<SessionState, { kind: K }>, string] } = {
  'signed-out': [{ kind: 'signed-out' }, 'Disconnected'],
  connecting: [{ kind: 'connecting', since: now, attempt: 3 }, 'Connecting, attempt 3'],
  authenticating: [
    { kind: 'authenticating', since: now, step: 'live-session-token' },
    'Signing in: getting a live session token',
  ],
  ready: [{ kind: 'ready', since: now, accounts }, 'Authenticated'],
  degraded: [
    {
      kind: 'degraded',
      since: now,
      code: 'service-unavailable',
      reason: 'IBKR responded with 503.',
      retryAt: now + 11_500,
    },
    'IBKR responded with 503. Retrying in 12 s',
  ],
  competing: [{ kind: 'competing', since: now }, 'Logged in elsewhere: competing session'],
  penalty: [{ kind: 'penalty', since: now, until: now + 581_000 }, 'Penalty box: 9:41 left'],
  'needs-login': [
    { kind: 'needs-login', since: now, loginUrl: 'https://localhost:5000' },
    'Gateway needs a browser login',
  ],
  failed: [
    { kind: 'failed', since: now, code: 'config-invalid', message: 'The consumer key is not active yet.' },
    'Failed: The consumer key is not active yet',
  ],
}

describe('session status', () => {
  it('labels an IBKR rejection and shows the remedy first', () => {
    const message = 'IBKR responded: Response status 401: id: 39687, error: invalid consumer'
    const { label, detail } = sessionStatus(
      { state: { kind: 'failed', since: now, code: 'consumer-invalid', message } },
      now,
    )
    expect(label).toBe('Consumer key not active at IBKR yet')
    expect(detail).toMatch(/^Wait for IBKR’s nightly reset.*then reconnect.*IBKR responded: Response status 401/)
  })

  it.each(Object.entries(expected))('labels the session state %s', (_kind, [state, label]) => {
    expect(sessionStatus({ state }, now).label).toBe(label)
  })

  it.each(Object.entries(expected))('offers an action in the session state %s', (_kind, [state]) => {
    const status = sessionStatus({ state }, now)
    expect(status.actions.length).toBeGreaterThan(0)
    expect(status.detail).toMatch(/[.!?]$/)
  })

  it('offers "Take over" only in a competing session', () => {
    const offering = Object.entries(expected).filter(([, [state]]) =>
      sessionStatus({ state }, now).actions.includes('take-over'),
    )
    expect(offering.map(([kind]) => kind)).toEqual(['competing'])
  })

  it('never shows a negative countdown', () => {
    expect(sessionStatus({ state: { kind: 'penalty', since: 0, until: now - 5_000 } }, now).label).toBe(
      'Penalty box: 0:00 left',
    )
    expect(
      sessionStatus({ state: { kind: 'degraded', since: 0, code: 'gone', reason: 'Gone', retryAt: now - 1 } }, now)
        .label,
    ).toBe('Gone. Retrying now')
  })
})

it.each([
  ['vault-locked', 'unlock-vault'] as const,
  ['vault-damaged', 'replace-keys'] as const,
  ['keys-missing', 'replace-keys'] as const,
])('offers the action that makes the keys available as the first action: %s', (code, action) => {
  const { label, actions } = sessionStatus({ state: { kind: 'failed', since: now, code, message: 'why' } }, now)
  expect(label).not.toMatch(/^Failed/)
  expect(actions[0]).toBe(action)
})

it('states why the keychain failed', () => {
  const message = 'The keychain is locked. Start or unlock the keychain and try again, or use the vault.'
  const failed = sessionStatus({ state: { kind: 'failed', since: now, code: 'keychain-unavailable', message } }, now)
  expect([failed.label, failed.detail]).toEqual(['The keychain is locked', message])
  expect(failed.actions).toEqual(['reconnect', 'replace-keys', 'disconnect'])
  const connecting = { kind: 'connecting', since: now, attempt: 1 } as const
  expect(sessionStatus({ state: connecting, readsKeysFrom: 'keychain' }, now).label).toBe('Waiting for the keychain')
  expect(sessionStatus({ state: connecting, readsKeysFrom: 'vault' }, now).label).toBe('Connecting')
})

it.each([
  [
    'network-failed',
    'GET /tickle at localhost:5999 failed: ECONNREFUSED. No server listens at this address.',
    'Gateway not running at localhost:5999. Retrying in 4 s',
  ],
  [
    'network-failed',
    'GET /tickle at localhost:5999 failed: ENOTFOUND. The host name was not found.',
    'Gateway not reachable at localhost:5999. Retrying in 4 s',
  ],
  [
    'timeout',
    'GET /tickle at localhost:5999 got no response within 30000 ms.',
    'Gateway at localhost:5999 does not respond. Retrying in 4 s',
  ],
] as const)('names the server in the headline, and the error of the request as a detail: %s', (code, reason, label) => {
  const profile = {
    kind: 'gateway',
    target: 'https://localhost:5999/v1/api',
    baseUrl: 'https://localhost:5999',
  } as const
  const state = { kind: 'degraded', since: now, code, reason, retryAt: now + 3_500 } as const
  const status = sessionStatus({ state, profile }, now)
  expect(status.label).toBe(label)
  expect(status.detail).toMatch(/^Start the gateway/)
  expect(status.detail).toContain(reason)
})

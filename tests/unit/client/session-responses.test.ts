import { describe, expect, it } from 'vitest'
import { IbkrError, type IbkrErrorCode } from '../../../src/client/index.ts'
import { classifyLoginFailure } from '../../../src/client/session/login-outcome.ts'
import {
  computeRenewalTime,
  isEstablished,
  readAccounts,
  readBrokerageStatus,
  readTickle,
  readTokenExpiry,
} from '../../../src/client/session/session-responses.ts'
import {
  applySessionFrame,
  emptySessionMessage,
  isSessionMessageComplete,
  type ReceivedSessionMessage,
} from '../../../src/client/socket/session-message.ts'
import { readFrame } from '../../../src/client/socket/socket-events.ts'

const HOUR = 3_600_000
const NOW = 1_800_000_000_000

describe('classifying a login error', () => {
  const gateway = { loginUrl: 'https://localhost:5000/', workedBefore: true }
  const oauth = { loginUrl: undefined, workedBefore: false }
  const kindOf = (code: IbkrErrorCode, context: Parameters<typeof classifyLoginFailure>[1]): string =>
    classifyLoginFailure(new IbkrError(code, 'text'), context).kind

  it.each(['unauthorized', 'redirected'] as const)(
    'requires a login by the user at a gateway, but not with OAuth, after the error %s',
    (code) => {
      expect(kindOf(code, gateway)).toBe('needs-login')
      expect(kindOf(code, oauth)).toBe('retry')
    },
  )

  it.each(['consumer-invalid', 'live-session-token-refused', 'not-entitled'] as const)(
    'treats the error %s as final at the first login, and as temporary after a successful login',
    (code) => {
      expect(kindOf(code, oauth)).toBe('failed')
      expect(kindOf(code, { ...oauth, workedBefore: true })).toBe('retry')
    },
  )

  it.each([
    'key-invalid',
    'prime-invalid',
    'access-token-secret-invalid',
    'live-session-token-mismatch',
    'tls-untrusted',
    'tls-pin-mismatch',
  ] as const)('treats the error %s as final', (code) => expect(kindOf(code, gateway)).toBe('failed'))

  it.each([
    'network-failed',
    'timeout',
    'gone',
    'service-unavailable',
    'diffie-hellman-invalid',
    'brokerage-session-missing',
    'forbidden',
  ] as const)('treats the error %s as temporary', (code) => expect(kindOf(code, oauth)).toBe('retry'))

  it('enters the state penalty after a penalty box error', () => expect(kindOf('penalty-box', oauth)).toBe('penalty'))
})

describe('parsing of responses about the session', () => {
  it('requires `authenticated`, and also `established` if IBKR sends it', () => {
    expect(isEstablished(readBrokerageStatus({ authenticated: true }))).toBe(true)
    expect(isEstablished(readBrokerageStatus({ authenticated: true, established: false }))).toBe(false)
    expect(isEstablished(readBrokerageStatus({ authenticated: false, established: true }))).toBe(false)
    expect(isEstablished(readBrokerageStatus(undefined))).toBe(false)
  })

  it('reads session, status and error of a tickle response', () => {
    const status = { authenticated: true, competing: false, connected: true, established: undefined }
    const body = { session: 'abc', ssoExpires: 1, iserver: { authStatus: { ...status, MAC: 'x' } } }
    expect(readTickle(body)).toEqual({ session: 'abc', status, error: undefined })
    expect(readTickle({ error: 'no session' })).toEqual({ session: undefined, status: undefined, error: 'no session' })
    expect(readTickle('text')).toMatchObject({ session: undefined })
  })

  it('leaves paper undefined if IBKR does not send isPaper', () => {
    expect(readAccounts({ accounts: ['U1', 'U2'], selectedAccount: 'U2' })).toEqual({
      accounts: ['U1', 'U2'],
      selected: 'U2',
      paper: undefined,
    })
    expect(readAccounts({ accounts: ['U1'], isPaper: false })).toEqual({
      accounts: ['U1'],
      selected: 'U1',
      paper: false,
    })
    expect(readAccounts({ error: 'x' })).toBeUndefined()
  })
})

describe('assumed expiry and renewal time of a live session token', () => {
  it('uses the token expiry that IBKR sent, or a day later if that time is in the past', () => {
    expect(readTokenExpiry(NOW + 20 * HOUR, NOW)).toBe(NOW + 20 * HOUR)
    expect(readTokenExpiry(String(NOW + 20 * HOUR), NOW)).toBe(NOW + 20 * HOUR)
    expect(readTokenExpiry(NOW - 1_000, NOW)).toBe(NOW - 1_000 + 24 * HOUR)
    expect(readTokenExpiry(undefined, NOW)).toBe(NOW + 24 * HOUR)
    expect(readTokenExpiry(1, NOW)).toBeGreaterThan(NOW + 22 * HOUR)
  })

  it('renews the token an hour before it expires, or after half of a short lifetime', () => {
    expect(computeRenewalTime(NOW + 24 * HOUR, NOW)).toBe(NOW + 23 * HOUR)
    expect(computeRenewalTime(NOW + HOUR, NOW)).toBe(NOW + HOUR / 2)
    expect(computeRenewalTime(readTokenExpiry(0, NOW), NOW)).toBeGreaterThan(NOW + HOUR)
  })
})

describe('deriving the state of a brokerage session from its flags', () => {
  const flags = { authenticated: true, established: true, competing: false, connected: true }

  it('treats a brokerage session as established only without a competing login', () => {
    expect(isEstablished(readBrokerageStatus(flags))).toBe(true)
    expect(isEstablished(readBrokerageStatus({ ...flags, competing: true }))).toBe(false)
  })

  it('reads the flags of a flat tickle response too', () => {
    expect(readTickle({ session: 'a', ...flags, authenticated: false }).status).toMatchObject({ authenticated: false })
    expect(readTickle(flags)).toMatchObject({ error: undefined, status: { authenticated: true } })
    expect(readTickle({ session: 'a', iserver: { authStatus: flags } }).status).toMatchObject({ authenticated: true })
    expect(readTickle({ session: 'a' }).status).toBeUndefined()
  })
})

describe('parsing of the session message of the socket', () => {
  const system = { topic: 'system', success: 'user' }
  const sts = (args: object) => ({ topic: 'sts', args })
  const apply = (message: ReceivedSessionMessage, value: unknown): ReceivedSessionMessage =>
    applySessionFrame(message, readFrame(JSON.stringify(value), false, 0))
  it.each<[string, unknown[], boolean]>([
    ['in order', [system, { topic: 'act' }, sts({ authenticated: true, competing: false })], true],
    ['in the old order', [sts({ authenticated: true }), system], true],
    ['with sts key by key', [system, sts({ competing: false }), sts({ authenticated: true })], true],
    ['not authenticated', [system, sts({ authenticated: false })], false],
    ['not authenticated at first', [sts({ authenticated: false }), system, sts({ authenticated: true })], true],
    ['not authenticated any more', [sts({ authenticated: true }), sts({ authenticated: false }), system], false],
    ['heartbeats alone', [{ topic: 'system', hb: 1 }, { topic: 'sts' }], false],
    ['nothing that matters', [null, 'text', 1, [], { topic: 1 }], false],
  ])('%s', (_what, frames, whole) => {
    expect(isSessionMessageComplete(frames.reduce(apply, emptySessionMessage))).toBe(whole)
  })

  it('records that the server waits for the session cookie as a message', () => {
    expect(apply(emptySessionMessage, { message: 'waiting for session' }).wantsSession).toBe(true)
  })
})

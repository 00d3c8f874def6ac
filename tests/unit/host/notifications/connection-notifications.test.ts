import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { systemClock } from '../../../../src/client/clock.ts'
import { watchConnection } from '../../../../src/host/notifications/connection-notifications.ts'
import type { SessionState, SocketState } from '../../../../src/shared/domain/session.ts'

const READY: SessionState = { kind: 'ready', since: 0, accounts: { accounts: ['DU1'], selected: 'DU1', paper: true } }
const DEGRADED: SessionState = {
  ...{ kind: 'degraded', since: 0, code: 'server-failed' },
  ...{ reason: 'secret words of a server', retryAt: 1 },
}

let listeners: Set<() => void>
let session: { state: SessionState; socketState: SocketState }
let shown: string[]
let recorded: string[]
let end: () => void

const is = (state: SessionState, socketState: SocketState): void => {
  Object.assign(session, { state, socketState })
  for (const listener of listeners) listener()
}
const pass = (ms: number): Promise<unknown> => vi.advanceTimersByTimeAsync(ms)

beforeEach(() => {
  vi.useFakeTimers()
  listeners = new Set()
  shown = []
  recorded = []
  const on = (listener: (never: never) => void) => {
    const look = listener as () => void
    listeners.add(look)
    return () => void listeners.delete(look)
  }
  session = { state: { kind: 'signed-out' }, socketState: 'disconnected' }
  end = watchConnection({
    session: Object.assign(session, { onState: on, onSocketState: on }),
    clock: systemClock,
    record: ({ title, body, isSameLoss }) => recorded.push(`${isSameLoss ? 'again: ' : ''}${title}: ${body}`),
    notify: ({ title, body }) => shown.push(`${title}: ${body}`),
  })
})
afterEach(() => {
  end()
  expect(vi.getTimerCount()).toBe(0)
  expect(listeners.size).toBe(0)
  vi.useRealTimers()
})

test('records a loss of less than five seconds, but shows no notification', async () => {
  is(READY, 'connected')
  is(READY, 'disconnected')
  await pass(4_900)
  is(READY, 'connected')
  await pass(60_000)
  expect(shown).toEqual([])
  expect(recorded).toEqual([
    'Connection lost: WebSocket down; polling orders every few seconds',
    'Connection restored: after 5 s',
  ])
})

test('shows a lost connection once, and again only after the connection worked in between', async () => {
  is(READY, 'connected')
  is(READY, 'disconnected')
  is(READY, 'connecting')
  await pass(5_000)
  is(DEGRADED, 'disconnected')
  await pass(60_000)
  expect(shown).toEqual(['Connection lost: WebSocket down; polling orders every few seconds'])
  expect(recorded).toEqual([shown[0], `again: ${shown[0]}`])
  is(READY, 'connected')
  expect(shown.slice(1)).toEqual(['Connection restored: after 65 s'])
  is(DEGRADED, 'disconnected')
  await pass(5_000)
  expect(shown.slice(2)).toEqual(['Connection lost: The session is not ready; retrying'])
  await pass(35_000)
  end()
  expect(recorded.at(-1)).toBe(
    'again: Connection lost: The session ended 40 s later, before the connection was restored',
  )
  expect(shown).toHaveLength(3)
})

test('shows nothing for a login that never succeeded or after the user disconnected', async () => {
  is(DEGRADED, 'disconnected')
  await pass(60_000)
  is(READY, 'connected')
  is({ kind: 'signed-out' }, 'disconnected')
  await pass(60_000)
  is(READY, 'connected')
  expect([...shown, ...recorded]).toEqual([])
})

test('shows a competing login once and immediately, and does not also show a lost connection', async () => {
  is(READY, 'connected')
  is({ kind: 'competing', since: 0 }, 'connected')
  is({ kind: 'competing', since: 0 }, 'disconnected')
  expect(shown).toEqual(['Logged in elsewhere: Another program has the brokerage session; orders are not updated'])
  is({ kind: 'connecting', since: 0, attempt: 1 }, 'disconnected')
  is({ kind: 'competing', since: 1 }, 'disconnected')
  expect(shown).toHaveLength(1)
  is(READY, 'connected')
  is({ kind: 'competing', since: 2 }, 'connected')
  expect(shown).toHaveLength(2)
})

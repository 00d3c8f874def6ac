import { expect, test } from 'vitest'
import { createPacing } from '../../../src/simulator/pacing/pacing.ts'
import { createManualClock } from './manual-clock.ts'

const minute = 60_000

function paced({ withBox = false, perSecond = 10 } = {}) {
  const clock = createManualClock()
  const pacing = createPacing({ now: () => clock.now(), perSecond, withBox })
  /** Makes a call. Returns `ok`, or the reason for the rejection. */
  const call = (method: string, path: string, address = '127.0.0.1') =>
    pacing.refuse({ method, path: path.startsWith('/gw') ? path : `/v1/api${path}`, address })?.verification ?? 'ok'
  return { clock, pacing, call }
}

test.each([
  ['GET', '/iserver/account/orders', 1, 5000],
  ['GET', '/iserver/account/trades', 1, 5000],
  ['GET', '/iserver/account/pnl/partitioned', 1, 5000],
  ['GET', '/portfolio/accounts', 1, 5000],
  ['GET', '/portfolio/subaccounts', 1, 5000],
  ['GET', '/iserver/scanner/params', 1, 15 * minute],
  ['POST', '/iserver/scanner/run', 1, 1000],
  ['POST', '/tickle', 1, 1000],
  ['GET', '/fyi/notifications', 1, 1000],
  ['POST', '/pa/performance', 1, 15 * minute],
  ['POST', '/pa/summary', 1, 15 * minute],
  ['POST', '/pa/transactions', 1, 15 * minute],
  ['GET', '/sso/validate', 1, minute],
  ['GET', '/iserver/marketdata/snapshot', 10, 1000],
  ['GET', '/iserver/marketdata/history', 10, 1000],
])('limits %s %s to %i calls in %i ms', (method, path, calls, milliseconds) => {
  const { clock, call } = paced({ perSecond: 50 })
  for (let count = 0; count < calls; count += 1) expect(call(method, path)).toBe('ok')
  expect(call(method, path)).toBe('over-pace')
  clock.advance(milliseconds - 1)
  expect(call(method, path)).toBe('over-pace')
  clock.advance(1)
  expect(call(method, path)).toBe('ok')
})

test('allows 50 history requests a minute, and at most 10 a second', () => {
  const { clock, call } = paced()
  for (let second = 0; second < 5; second += 1) {
    for (let count = 0; count < 10; count += 1) expect(call('GET', '/iserver/marketdata/history')).toBe('ok')
    clock.advance(1000)
  }
  expect(call('GET', '/iserver/marketdata/history')).toBe('over-pace')
  clock.advance(minute - 5000)
  expect(call('GET', '/iserver/marketdata/history')).toBe('ok')
})

test('allows ten requests a second over all paths, or fifty if configured, and counts each address separately', () => {
  for (const perSecond of [10, 50]) {
    const { clock, call } = paced({ perSecond })
    for (let count = 0; count < perSecond; count += 1) expect(call('GET', `/trsrv/${count}`)).toBe('ok')
    expect(call('GET', '/gw/api/v1/accounts')).toBe('over-pace')
    expect(call('GET', '/trsrv/1', '127.0.0.2')).toBe('ok')
    clock.advance(1000)
    expect(call('GET', '/gw/api/v1/accounts')).toBe('ok')
  }
})

test('limits each FYI operation per second, for any ids in its path', () => {
  const { call } = paced()
  expect(call('GET', '/fyi/disclaimer/M8')).toBe('ok')
  expect(call('GET', '/fyi/disclaimer/PT')).toBe('over-pace')
  expect(call('PUT', '/fyi/disclaimer/PT')).toBe('ok')
  expect(call('GET', '/fyi/settings')).toBe('ok')
  expect(call('POST', '/fyi/settings/M8')).toBe('ok')
})

test('does not count login pages, and counts an order POST separately from a read of orders', () => {
  const { pacing, call } = paced()
  for (let count = 0; count < 20; count += 1) {
    expect(pacing.refuse({ method: 'GET', path: '/sso/Login', address: '127.0.0.1' })).toBeUndefined()
  }
  expect(call('GET', '/iserver/account/orders')).toBe('ok')
  expect(call('POST', '/iserver/account/orders')).toBe('ok')
})

test('puts an address into the penalty box for 15 minutes, which later requests do not extend', () => {
  const { clock, pacing, call } = paced({ withBox: true })
  expect([call('GET', '/tickle'), call('GET', '/tickle')]).toEqual(['ok', 'over-pace'])
  expect(pacing.box.list()).toEqual([{ address: '127.0.0.1', until: clock.now() + 15 * minute, offences: 1 }])
  for (let waited = 0; waited < 15; waited += 1) {
    expect(call('GET', '/trsrv/stocks')).toBe('in-penalty-box')
    expect(call('GET', '/trsrv/stocks', '127.0.0.2')).toBe('ok')
    clock.advance(minute)
  }
  expect(call('GET', '/trsrv/stocks')).toBe('ok')
})

test('keeps an address that offends twice in the penalty box until it is released', () => {
  const { clock, pacing, call } = paced({ withBox: true })
  const offend = () => [call('GET', '/tickle'), call('GET', '/tickle')]
  offend()
  clock.advance(15 * minute)
  expect(offend()).toEqual(['ok', 'over-pace'])
  clock.advance(365 * 24 * 60 * minute)
  expect(call('GET', '/trsrv/stocks')).toBe('in-penalty-box')
  expect(pacing.box.list()).toMatchObject([{ until: null, offences: 2 }])
  pacing.box.release('127.0.0.1')
  expect(call('GET', '/trsrv/stocks')).toBe('ok')
})

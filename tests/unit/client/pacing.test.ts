import { getEventListeners } from 'node:events'
import { describe, expect, it } from 'vitest'
import { removeListenerLimit } from '../../../src/client/abort-signals.ts'
import { normalisePath } from '../../../src/client/api-path.ts'
import type { RequestWait } from '../../../src/client/pacing/pacing.ts'
import { PenaltyBox } from '../../../src/client/pacing/penalty-box.ts'
import { findLimits } from '../../../src/client/pacing/request-limits.ts'
import { type PacedPriority, Pacer, type SendPermission } from '../../../src/client/pacing/request-pacer.ts'
import { manualClock } from './manual-clock.ts'

const open = removeListenerLimit(new AbortController().signal)
const settled = async (): Promise<void> => {
  for (let i = 0; i < 5; i++) await Promise.resolve()
}

interface Sending {
  readonly priority?: PacedPriority
  readonly explicit?: boolean
  readonly onWait?: (wait: RequestWait) => void
  /** Status of an immediate response. Default: 200. */
  readonly status?: number
  readonly retryAfter?: number
}

function setUp() {
  const clock = manualClock()
  const pacer = new Pacer(clock)
  const left: string[] = []
  const send = (method: string, path: string, { status = 200, retryAfter, ...how }: Sending = {}, signal = open) =>
    pacer.enter({ method, path, ...how }, signal).then((slot) => {
      left.push(path)
      slot.sent()
      slot.responded(status, retryAfter)
    })
  return { clock, pacer, left, send }
}

describe('pacing limits of a request', () => {
  const SECOND = 1_000
  const MINUTE = 60 * SECOND
  it.each<[string, string, readonly (readonly [count: number, windowMs: number])[]]>([
    ['GET', 'iserver/accounts', []],
    ['GET', 'iserver/account/orders', [[1, 5 * SECOND]]],
    ['GET', 'iserver/account/trades', [[1, 5 * SECOND]]],
    ['GET', 'iserver/account/pnl/partitioned', [[1, 5 * SECOND]]],
    ['GET', 'portfolio/accounts', [[1, 5 * SECOND]]],
    ['GET', 'portfolio/subaccounts', [[1, 5 * SECOND]]],
    ['GET', 'iserver/marketdata/snapshot', [[10, SECOND]]],
    [
      'GET',
      'iserver/marketdata/history',
      [
        [10, SECOND],
        [50, MINUTE],
        [5, 0],
      ],
    ],
    ['GET', 'iserver/scanner/params', [[1, 15 * MINUTE]]],
    ['POST', 'iserver/scanner/run', [[1, SECOND]]],
    ['POST', 'tickle', [[1, SECOND]]],
    ['GET', 'fyi/unreadnumber', [[1, SECOND]]],
    ['POST', 'pa/performance', [[1, 15 * MINUTE]]],
    ['GET', 'sso/validate', [[1, MINUTE]]],
  ])('uses the published limits for %s %s, and ten requests per second over all paths', (method, path, own) => {
    const limits = [[10, SECOND], ...own].map(([count, windowMs]) => ({ count, windowMs }))
    expect(findLimits(method, path).limits.map(({ budget }) => budget)).toEqual(limits)
  })

  it.each([
    ['tickle', '/v1/api//tickle/?x=1'],
    ['portfolio/accounts', 'portfolio/accounts'],
    ['/gw/api/v1/x'.slice(1), '/gw/api/v1/x'],
  ])('looks up limits under the path %s for a request to %s', (normal, path) =>
    expect(normalisePath(path)).toBe(normal),
  )

  it('finds the limits of a request by its method and path', () => {
    expect(findLimits('GET', 'iserver/account/orders').limits).toHaveLength(2)
    expect(findLimits('get', '/iserver/account/trades?days=3').limits).toHaveLength(2)
    expect(findLimits('GET', 'iserver/marketdata/history').limits).toHaveLength(4)
    expect(findLimits('POST', 'iserver/account/orders').limits).toHaveLength(1)
    expect(findLimits('GET', 'iserver/accounts').limits).toHaveLength(1)
  })

  it('counts all type codes of a notification setting against the same limits', () => {
    expect(findLimits('POST', 'fyi/settings/BA').endpoint).toBe(findLimits('POST', 'fyi/settings/CA').endpoint)
    expect(findLimits('GET', 'fyi/unreadnumber').endpoint).not.toBe(findLimits('POST', 'fyi/settings/CA').endpoint)
  })
})

describe('pacing queue', () => {
  it('sends ten requests immediately, and the eleventh after one second and a margin', async () => {
    const { clock, pacer, left, send } = setUp()
    const all = Array.from({ length: 11 }, (_, i) => send('GET', `p${i}`))
    await settled()
    expect(left).toHaveLength(10)
    expect(pacer.snapshot()).toEqual({ globalLeft: 0, globalLimit: 10, queued: 1 })
    clock.advance(1_000)
    await settled()
    expect(left).toHaveLength(10)
    clock.advance(2)
    await Promise.all(all)
    expect(left).toHaveLength(11)
  })

  it('delays only the requests of the limited endpoint, and keeps their order', async () => {
    const { clock, left, send } = setUp()
    const all = [send('GET', 'portfolio/accounts'), send('GET', '/portfolio/accounts'), send('GET', 'tickle')]
    await settled()
    expect(left).toEqual(['portfolio/accounts', 'tickle'])
    clock.advance(5_005)
    await Promise.all(all)
    expect(left[2]).toBe('/portfolio/accounts')
  })

  it('sends a request with session priority before earlier requests', async () => {
    const { clock, left, send } = setUp()
    const all = Array.from({ length: 12 }, (_, i) => send('GET', `p${i}`))
    all.push(send('POST', 'tickle', { priority: 'session' }))
    await settled()
    clock.advance(1_100)
    await Promise.all(all)
    expect(left[10]).toBe('tickle')
  })

  it('estimates the wait of a request, including the wait of earlier requests', async () => {
    const { clock, pacer, send } = setUp()
    expect(pacer.estimate('GET', 'portfolio/accounts')).toBe(0)
    const all = [send('GET', 'portfolio/accounts'), send('GET', 'portfolio/accounts')]
    await settled()
    expect(pacer.estimate('GET', 'portfolio/accounts')).toBe(10_010)
    expect(pacer.estimate('GET', 'iserver/accounts')).toBe(0)
    clock.advance(5_005)
    await Promise.all(all)
    expect(pacer.estimate('GET', '/v1/api/portfolio/accounts')).toBe(5_005)
  })

  it('reports the cause of a wait: endpoint limit, global limit, pause after a 429, or penalty box', async () => {
    const { pacer, send, clock } = setUp()
    expect(pacer.wait('GET', 'portfolio/accounts')).toEqual({ ms: 0, cause: 'nothing', ahead: 0 })
    const waiting = [send('GET', 'portfolio/accounts'), send('GET', 'portfolio/accounts')]
    await settled()
    const limit = { count: 1, windowMs: 5_000 }
    expect(pacer.wait('GET', 'portfolio/accounts')).toEqual({ ms: 10_010, cause: 'endpoint-limit', limit, ahead: 1 })
    clock.advance(5_005)
    await Promise.all([...waiting, ...Array.from({ length: 9 }, () => send('GET', 'x'))])
    expect(pacer.wait('GET', 'y')).toMatchObject({ cause: 'global-limit', limit: { count: 10, windowMs: 1_000 } })
    clock.advance(1_100)
    await send('GET', 'z', { status: 429, retryAfter: 30 })
    expect(pacer.wait('GET', 'z')).toEqual({ ms: 30_000, cause: 'endpoint-rest', ahead: 0 })
    await send('GET', 'w', { status: 429 })
    expect(pacer.wait('GET', 'anything')).toEqual({ ms: 15 * 60_000, cause: 'penalty-box', ahead: 0 })
  })

  it('reports the wait of a request, its changes and its end', async () => {
    const { pacer, send, clock } = setUp()
    const waits: RequestWait[] = []
    const onWait = (wait: RequestWait): void => void waits.push(wait)
    await send('GET', 'portfolio/accounts', { onWait })
    expect(waits).toEqual([])
    const first = send('GET', 'portfolio/accounts')
    const ended = new AbortController()
    const second = send('GET', 'portfolio/accounts', {}, removeListenerLimit(ended.signal)).catch(() => undefined)
    const third = send('GET', 'portfolio/accounts', { onWait })
    const limit = { count: 1, windowMs: 5_000 }
    expect(waits).toEqual([{ ms: 15_015, cause: 'endpoint-limit', limit, ahead: 2 }])
    clock.advance(1_000)
    ended.abort()
    await second
    expect(waits.at(-1)).toEqual({ ms: 9_010, cause: 'endpoint-limit', limit, ahead: 1 })
    clock.advance(4_005)
    await first
    expect(waits.at(-1)).toEqual({ ms: 5_005, cause: 'endpoint-limit', limit, ahead: 0 })
    clock.advance(5_005)
    await third
    expect(waits.at(-1)).toEqual({ ms: 0, cause: 'nothing', ahead: 0 })
    expect(waits).toHaveLength(4)
    expect(pacer.snapshot().queued).toBe(0)
  })

  it('sends by priority, and in order of arrival within a priority', async () => {
    const { clock, pacer, left, send } = setUp()
    const all = Array.from({ length: 10 }, () => send('GET', 'x'))
    await settled()
    left.length = 0
    const wanted = ['low', 'normal', 'high', 'session', 'low', 'normal', 'high', 'session'] as const
    for (const [at, priority] of wanted.entries()) all.push(send('GET', `${priority}-${at}`, { priority }))
    expect(pacer.estimate('GET', 'y', 'high')).toBe(pacer.estimate('GET', 'y', 'low'))
    await clock.advance(2_000)
    await Promise.all(all)
    expect(left).toEqual(['session-3', 'session-7', 'high-2', 'high-6', 'normal-1', 'normal-5', 'low-0', 'low-4'])
  })

  it('ignores requests of lower priority when it estimates the wait of a high priority', async () => {
    const { pacer, send } = setUp()
    const ended = new AbortController()
    const all = Array.from({ length: 25 }, () =>
      send('GET', 'x', { priority: 'low' }, removeListenerLimit(ended.signal)),
    )
    await settled()
    expect(pacer.estimate('GET', 'y', 'high')).toBeLessThan(pacer.estimate('GET', 'y', 'low'))
    ended.abort()
    await Promise.allSettled(all)
  })

  it('keeps at most five history requests in flight', async () => {
    const { pacer, clock } = setUp()
    const history = { method: 'GET', path: 'iserver/marketdata/history' }
    const slots: SendPermission[] = []
    const all = Array.from({ length: 7 }, () => pacer.enter(history, open).then((slot) => slots.push(slot)))
    await settled()
    expect(slots).toHaveLength(5)
    slots[0]?.sent()
    slots[0]?.responded(200)
    await clock.advance(3)
    expect(slots).toHaveLength(6)
    slots[1]?.end()
    await clock.advance(3)
    await Promise.all(all)
  })

  it('removes an aborted request from the queue, and moves later requests up', async () => {
    const { clock, pacer, left, send } = setUp()
    const abort = new AbortController()
    const first = send('GET', 'sso/validate')
    const second = send('GET', 'sso/validate', {}, abort.signal)
    const third = send('GET', '/sso/validate')
    await settled()
    const reason = new Error('changed my mind')
    abort.abort(reason)
    await expect(second).rejects.toMatchObject({ code: 'aborted', cause: reason })
    expect(pacer.snapshot().queued).toBe(1)
    clock.advance(60_060)
    await Promise.all([first, third])
    expect(left).toEqual(['sso/validate', '/sso/validate'])
    expect(clock.pending).toBe(0)
  })

  it('counts a request that was released but not sent, and frees its slot if it is never sent', async () => {
    const { clock, pacer, send, left } = setUp()
    const slot: SendPermission = await pacer.enter({ method: 'GET', path: 'sso/validate' }, open)
    const second = send('GET', 'sso/validate')
    clock.advance(120_000)
    await settled()
    expect(left).toEqual([])
    slot.end()
    await second
    expect(left).toEqual(['sso/validate'])
  })

  it.each(['responded', 'end'] as const)(
    'counts a request from the call of %s(), regardless of its time in flight',
    async (end) => {
      const { clock, pacer, send, left } = setUp()
      const slot: SendPermission = await pacer.enter({ method: 'GET', path: 'sso/validate' }, open)
      slot.sent()
      clock.advance(120_000)
      expect(pacer.snapshot().globalLeft).toBe(9)
      const second = send('GET', 'sso/validate')
      expect(pacer.estimate('GET', 'sso/validate')).toBeGreaterThanOrEqual(60_060)
      slot[end](200)
      clock.advance(60_059)
      await settled()
      expect(left).toEqual([])
      clock.advance(1)
      await second
    },
  )

  it('ignores changes of the wall clock', async () => {
    for (const jump of [3_600_000, -3_600_000]) {
      const { clock, left, send } = setUp()
      const all = [send('GET', 'sso/validate'), send('GET', 'sso/validate')]
      await settled()
      clock.jump(jump)
      clock.advance(60_059)
      await settled()
      expect(left).toHaveLength(1)
      clock.advance(1)
      await Promise.all(all)
    }
  })

  it('queues at most 1,000 requests', async () => {
    const { clock, send } = setUp()
    const waiting = Array.from({ length: 1_010 }, () => send('GET', 'p').then(() => 'sent'))
    await expect(send('GET', 'p')).rejects.toMatchObject({ code: 'pacing-queue-full' })
    for (let i = 0; i < 120; i++) {
      clock.advance(1_051)
      await settled()
    }
    expect(new Set(await Promise.all(waiting))).toEqual(new Set(['sent']))
  })

  it('reports a wait again if it changed by more than 50 ms', async () => {
    const { clock, pacer, send } = setUp()
    const slot: SendPermission = await pacer.enter({ method: 'GET', path: 'portfolio/accounts' }, open)
    slot.sent()
    const waits: number[] = []
    const second = send('GET', 'portfolio/accounts', { onWait: ({ ms }) => void waits.push(ms) })
    clock.advance(20)
    slot.responded(200)
    expect(waits).toEqual([5_005])
    const slow = setUp()
    const other: SendPermission = await slow.pacer.enter({ method: 'GET', path: 'portfolio/accounts' }, open)
    other.sent()
    const third = slow.send('GET', 'portfolio/accounts', { onWait: ({ ms }) => void waits.push(ms) })
    slow.clock.advance(3_000)
    other.responded(200)
    expect(waits).toEqual([5_005, 5_005, 5_005])
    clock.advance(5_005)
    slow.clock.advance(5_005)
    await Promise.all([second, third])
  })

  it('estimates with a smoothed round-trip time, in which one slow response has a weight of one eighth', async () => {
    const { clock, pacer } = setUp()
    for (const tripMs of [80, 880]) {
      const slot: SendPermission = await pacer.enter({ method: 'GET', path: `p${tripMs}` }, open)
      slot.sent()
      clock.advance(tripMs)
      slot.responded(200)
    }
    const slot: SendPermission = await pacer.enter({ method: 'GET', path: 'sso/validate' }, open)
    slot.sent()
    expect(pacer.estimate('GET', 'sso/validate')).toBe(180 + 60_060)
    slot.responded(200)
  })

  it('counts a request once, even if its end is reported repeatedly', async () => {
    const { pacer } = setUp()
    const slot: SendPermission = await pacer.enter({ method: 'GET', path: 'p' }, open)
    slot.sent()
    slot.responded(200)
    slot.responded(429)
    slot.end()
    expect(pacer.snapshot().globalLeft).toBe(9)
    expect(pacer.estimate('GET', 'p')).toBe(0)
  })

  it('leaves no listener on the signal of a request', async () => {
    const { clock, send } = setUp()
    const { signal } = new AbortController()
    const all = [send('GET', 'sso/validate', {}, signal), send('GET', 'sso/validate', {}, signal)]
    await settled()
    expect(getEventListeners(signal, 'abort')).toHaveLength(1)
    clock.advance(60_060)
    await Promise.all(all)
    expect(getEventListeners(signal, 'abort')).toHaveLength(0)
  })

  it('rejects every waiting request when it is closed', async () => {
    const { clock, pacer, left, send } = setUp()
    const all = Array.from({ length: 12 }, (_, i) => send('GET', `p${i}`))
    await settled()
    const outcomes = Promise.allSettled(all)
    pacer.close()
    expect((await outcomes).filter(({ status }) => status === 'rejected')).toEqual(
      Array.from({ length: 2 }, () => ({
        status: 'rejected',
        reason: expect.objectContaining({ code: 'client-closed' }),
      })),
    )
    clock.advance(2_000)
    expect([left.length, pacer.snapshot().queued, clock.pending]).toEqual([10, 0, 0])
  })
})

describe('pacing after responses with status 429', () => {
  it('a 429 pauses only its own endpoint', async () => {
    const { clock, left, send } = setUp()
    await send('GET', 'iserver/x', { status: 429 })
    const again = send('GET', 'iserver/x')
    await send('GET', 'iserver/y')
    clock.advance(59_000)
    await settled()
    expect(left).toEqual(['iserver/x', 'iserver/y'])
    clock.advance(1_000)
    await again
  })

  it('a 429 of a second endpoint starts the penalty box, which refuses waiting and new requests for 15 minutes', async () => {
    const { clock, pacer, send } = setUp()
    const ends: (number | undefined)[] = []
    pacer.onPenalty((until) => ends.push(until))
    const until = clock.now() + 15 * 60_000
    await send('GET', 'a', { status: 429 })
    const waiting = send('GET', 'a')
    const refused = expect(waiting).rejects.toMatchObject({ code: 'penalty-box' })
    await send('GET', 'b', { status: 429 })
    await refused
    await expect(send('GET', 'c')).rejects.toMatchObject({ code: 'penalty-box' })
    expect(pacer.snapshot()).toMatchObject({ globalLeft: 0, penaltyUntil: until })
    expect(pacer.estimate('GET', 'c')).toBe(15 * 60_000)
    expect(ends).toEqual([until])
    clock.advance(15 * 60_000)
    await send('GET', 'c')
    expect(pacer.snapshot().penaltyUntil).toBeUndefined()
  })

  it('sends explicit requests in the penalty box, and ends the penalty box after a successful tickle', async () => {
    const { pacer, send } = setUp()
    for (const path of ['a', 'b']) await send('GET', path, { status: 429 })
    await send('DELETE', 'iserver/account/X/order/1', { explicit: true })
    expect(pacer.snapshot().penaltyUntil).toBeDefined()
    await send('POST', 'tickle', { explicit: true })
    expect(pacer.snapshot().penaltyUntil).toBeUndefined()
    await send('GET', 'c')
  })

  it('several 429s of the same endpoint do not start the penalty box', async () => {
    const { clock, pacer, send } = setUp()
    await send('GET', 'a', { status: 429 })
    clock.advance(60_000)
    await send('GET', 'a', { status: 429, retryAfter: 5 })
    expect(pacer.snapshot().penaltyUntil).toBeUndefined()
    expect(pacer.estimate('GET', 'a')).toBe(5_000)
  })

  it('further 429s of a paused endpoint do not start the penalty box, and a shorter Retry-After keeps the pause', async () => {
    const { pacer } = setUp()
    const slots = [
      await pacer.enter({ method: 'GET', path: 'a' }, open),
      await pacer.enter({ method: 'GET', path: 'a' }, open),
    ]
    for (const [at, slot] of slots.entries()) {
      slot.sent()
      slot.responded(429, at === 0 ? undefined : 5)
    }
    expect(pacer.snapshot().penaltyUntil).toBeUndefined()
    expect(pacer.estimate('GET', 'a')).toBe(60_000)
  })

  it('a 429 of a second endpoint does not start the penalty box if the pause of the first endpoint is over', async () => {
    const { clock, pacer, send } = setUp()
    await send('GET', 'a', { status: 429, retryAfter: 5 })
    clock.advance(5_000)
    await send('GET', 'b', { status: 429 })
    expect(pacer.snapshot().penaltyUntil).toBeUndefined()
  })

  it('limits a pause to 15 minutes if Retry-After is longer than the penalty box', async () => {
    const { pacer, send } = setUp()
    await send('GET', 'a', { status: 429, retryAfter: 86_400 })
    expect(pacer.estimate('GET', 'a')).toBe(15 * 60_000)
  })

  it('further 429s extend the penalty box, which is reported only once', async () => {
    const { clock, pacer, send } = setUp()
    const ends: (number | undefined)[] = []
    pacer.onPenalty((until) => ends.push(until))
    for (const path of ['a', 'b']) await send('GET', path, { status: 429 })
    const until = clock.now() + 15 * 60_000
    clock.advance(30_000)
    await send('GET', 'c', { status: 429, explicit: true })
    expect(pacer.snapshot().penaltyUntil).toBe(until + 30_000)
    expect(ends).toEqual([until])
  })

  it('a failed tickle does not end the penalty box; a successful tickle ends every pause', async () => {
    const { clock, left, pacer, send } = setUp()
    for (const path of ['a', 'b']) await send('GET', path, { status: 429 })
    await send('POST', 'tickle', { explicit: true, status: 500 })
    expect(pacer.snapshot().penaltyUntil).toBeDefined()
    clock.advance(1_002)
    await send('POST', 'tickle', { explicit: true })
    expect(pacer.estimate('GET', 'a')).toBe(0)
    await send('GET', 'a')
    expect(left).toEqual(['a', 'b', 'tickle', 'tickle', 'a'])
  })
})

describe('penalty box that several logins of one machine share', () => {
  it('begins for all logins, and ends for all when a tickle of one succeeds', async () => {
    const clock = manualClock()
    const box = new PenaltyBox()
    const [one, other] = [
      new Pacer(clock, undefined, { penaltyBox: box }),
      new Pacer(clock, undefined, { penaltyBox: box }),
    ]
    const changes: (number | undefined)[] = []
    other.onPenalty((until) => changes.push(until))
    const send = (pacer: Pacer, method: string, path: string, status: number, explicit = false) =>
      pacer.enter({ method, path, explicit }, open).then((slot) => slot.responded(status))
    await send(one, 'GET', 'trsrv/stocks', 429)
    await send(other, 'GET', 'trsrv/futures', 429)
    // Each login has its own limits, so that two endpoints of two logins are no sign of a penalty.
    expect(changes).toEqual([])
    await send(one, 'GET', 'trsrv/secdef', 429)
    await expect(send(other, 'GET', 'iserver/accounts', 200)).rejects.toMatchObject({ code: 'penalty-box' })
    await send(other, 'POST', 'tickle', 200, true)
    await send(one, 'GET', 'iserver/accounts', 200)
    expect(changes).toEqual([clock.now() + 15 * 60_000, undefined])
  })

  it('reports nothing to a client that was closed', () => {
    const box = new PenaltyBox()
    const pacer = new Pacer(manualClock(), undefined, { penaltyBox: box })
    const changes: (number | undefined)[] = []
    pacer.onPenalty((until) => changes.push(until))
    pacer.close()
    box.begin(0)
    expect(changes).toEqual([])
  })
})

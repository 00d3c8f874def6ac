import { describe, expect, it } from 'vitest'
import { normalPath } from '../../../src/client/api-path.ts'
import { unlimited } from '../../../src/client/linked-signal.ts'
import { limitsFor } from '../../../src/client/pacing/limits.ts'
import { type PacedPriority, Pacer, type Passage } from '../../../src/client/pacing/pacer.ts'
import type { RequestWait } from '../../../src/client/pacing/pacing.ts'
import { manualClock } from './manual-clock.ts'

const open = unlimited(new AbortController().signal)
const settled = async (): Promise<void> => {
  for (let i = 0; i < 5; i++) await Promise.resolve()
}

interface Sending {
  readonly priority?: PacedPriority
  readonly explicit?: boolean
  readonly onWait?: (wait: RequestWait) => void
  /** Answered at once with it; default 200. */
  readonly status?: number
  readonly retryAfter?: number
}

function setUp() {
  const clock = manualClock()
  const pacer = new Pacer(clock)
  const left: string[] = []
  const send = (method: string, path: string, { status = 200, retryAfter, ...how }: Sending = {}, signal = open) =>
    pacer.enter({ method, path, ...how }, signal).then((passage) => {
      left.push(path)
      passage.sent()
      passage.responded(status, retryAfter)
    })
  return { clock, pacer, left, send }
}

describe('which limits a request has', () => {
  it.each([
    ['tickle', '/v1/api//tickle/?x=1'],
    ['portfolio/accounts', 'portfolio/accounts'],
    ['/gw/api/v1/x'.slice(1), '/gw/api/v1/x'],
  ])('%s', (normal, path) => expect(normalPath(path)).toBe(normal))

  it('a limited path has its own beside the global one; its method counts', () => {
    expect(limitsFor('GET', 'iserver/account/orders').limits).toHaveLength(2)
    expect(limitsFor('get', '/iserver/account/trades?days=3').limits).toHaveLength(2)
    expect(limitsFor('GET', 'iserver/marketdata/history').limits).toHaveLength(4)
    expect(limitsFor('POST', 'iserver/account/orders').limits).toHaveLength(1)
    expect(limitsFor('GET', 'iserver/accounts').limits).toHaveLength(1)
  })

  it('all type codes of a notification setting share one', () => {
    expect(limitsFor('POST', 'fyi/settings/BA').endpoint).toBe(limitsFor('POST', 'fyi/settings/CA').endpoint)
    expect(limitsFor('GET', 'fyi/unreadnumber').endpoint).not.toBe(limitsFor('POST', 'fyi/settings/CA').endpoint)
  })
})

describe('the queue', () => {
  it('lets ten leave at once and the eleventh a good second later', async () => {
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

  it('a slow endpoint holds back its own requests only, and keeps their order', async () => {
    const { clock, left, send } = setUp()
    const all = [send('GET', 'portfolio/accounts'), send('GET', '/portfolio/accounts'), send('GET', 'tickle')]
    await settled()
    expect(left).toEqual(['portfolio/accounts', 'tickle'])
    clock.advance(5_005)
    await Promise.all(all)
    expect(left[2]).toBe('/portfolio/accounts')
  })

  it("the session's own calls go first", async () => {
    const { clock, left, send } = setUp()
    const all = Array.from({ length: 12 }, (_, i) => send('GET', `p${i}`))
    all.push(send('POST', 'tickle', { priority: 'session' }))
    await settled()
    clock.advance(1_100)
    await Promise.all(all)
    expect(left[10]).toBe('tickle')
  })

  it('tells how long a request would wait, those before it included', async () => {
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

  it('says what a request would wait for: a limit of its own, that of all, the rest after a 429, or the penalty box', async () => {
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

  it('tells one that waits its place, each time that it moves up, and when its turn has come', async () => {
    const { pacer, send, clock } = setUp()
    const told: RequestWait[] = []
    const onWait = (wait: RequestWait): void => void told.push(wait)
    await send('GET', 'portfolio/accounts', { onWait })
    expect(told).toEqual([])
    const first = send('GET', 'portfolio/accounts')
    const ended = new AbortController()
    const second = send('GET', 'portfolio/accounts', {}, unlimited(ended.signal)).catch(() => undefined)
    const third = send('GET', 'portfolio/accounts', { onWait })
    const limit = { count: 1, windowMs: 5_000 }
    expect(told).toEqual([{ ms: 15_015, cause: 'endpoint-limit', limit, ahead: 2 }])
    clock.advance(1_000)
    ended.abort()
    await second
    expect(told.at(-1)).toEqual({ ms: 9_010, cause: 'endpoint-limit', limit, ahead: 1 })
    clock.advance(4_005)
    await first
    expect(told.at(-1)).toEqual({ ms: 5_005, cause: 'endpoint-limit', limit, ahead: 0 })
    clock.advance(5_005)
    await third
    expect(told.at(-1)).toEqual({ ms: 0, cause: 'nothing', ahead: 0 })
    expect(told).toHaveLength(4)
    expect(pacer.snapshot().queued).toBe(0)
  })

  it('the high go before the normal and the low, and equals in their order', async () => {
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

  it('a high one waits only for those that go before it, and the estimate knows', async () => {
    const { pacer, send } = setUp()
    const ended = new AbortController()
    const all = Array.from({ length: 25 }, () => send('GET', 'x', { priority: 'low' }, unlimited(ended.signal)))
    await settled()
    expect(pacer.estimate('GET', 'y', 'high')).toBeLessThan(pacer.estimate('GET', 'y', 'low'))
    ended.abort()
    await Promise.allSettled(all)
  })

  it('history has five under way at most, and the next leaves when one comes back', async () => {
    const { pacer, clock } = setUp()
    const history = { method: 'GET', path: 'iserver/marketdata/history' }
    const passages: Passage[] = []
    const all = Array.from({ length: 7 }, () => pacer.enter(history, open).then((passage) => passages.push(passage)))
    await settled()
    expect(passages).toHaveLength(5)
    passages[0]?.sent()
    passages[0]?.responded(200)
    await clock.advance(3)
    expect(passages).toHaveLength(6)
    passages[1]?.end()
    await clock.advance(3)
    await Promise.all(all)
  })

  it('a wait can be aborted; the others move up', async () => {
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

  it('a request that is let go but not yet on the wire holds its place, and leaves it when it never does', async () => {
    const { clock, pacer, send, left } = setUp()
    const passage: Passage = await pacer.enter({ method: 'GET', path: 'sso/validate' }, open)
    const second = send('GET', 'sso/validate')
    clock.advance(120_000)
    await settled()
    expect(left).toEqual([])
    passage.end()
    await second
    expect(left).toEqual(['sso/validate'])
  })

  it.each(['responded', 'end'] as const)(
    'a request counts from when it is %s, however long it was under way',
    async (end) => {
      const { clock, pacer, send, left } = setUp()
      const passage: Passage = await pacer.enter({ method: 'GET', path: 'sso/validate' }, open)
      passage.sent()
      clock.advance(120_000)
      expect(pacer.snapshot().globalLeft).toBe(9)
      const second = send('GET', 'sso/validate')
      expect(pacer.estimate('GET', 'sso/validate')).toBeGreaterThanOrEqual(60_060)
      passage[end](200)
      clock.advance(60_059)
      await settled()
      expect(left).toEqual([])
      clock.advance(1)
      await second
    },
  )

  it('neither a wall clock that jumps ahead nor one that is set back moves a turn', async () => {
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

  it('is bounded', async () => {
    const { clock, send } = setUp()
    const waiting = Array.from({ length: 1_010 }, () => send('GET', 'p').catch((error: unknown) => error))
    await expect(send('GET', 'p')).rejects.toMatchObject({ code: 'pacing-queue-full' })
    for (let i = 0; i < 120; i++) {
      clock.advance(1_051)
      await settled()
    }
    await Promise.all(waiting)
  })
})

describe('too many requests', () => {
  it('a 429 lets its endpoint rest, and no other', async () => {
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

  it("a second endpoint's 429 is the penalty box: what waits is refused, and so is the rest for 15 minutes", async () => {
    const { clock, pacer, send } = setUp()
    const told: (number | undefined)[] = []
    pacer.onPenalty((until) => told.push(until))
    const until = clock.now() + 15 * 60_000
    await send('GET', 'a', { status: 429 })
    const waiting = send('GET', 'a')
    const refused = expect(waiting).rejects.toMatchObject({ code: 'penalty-box' })
    await send('GET', 'b', { status: 429 })
    await refused
    await expect(send('GET', 'c')).rejects.toMatchObject({ code: 'penalty-box' })
    expect(pacer.snapshot()).toMatchObject({ globalLeft: 0, penaltyUntil: until })
    expect(pacer.estimate('GET', 'c')).toBe(15 * 60_000)
    expect(told).toEqual([until])
    clock.advance(15 * 60_000)
    await send('GET', 'c')
    expect(pacer.snapshot().penaltyUntil).toBeUndefined()
  })

  it('in the box the explicit leave, and a tickle that is answered opens it', async () => {
    const { pacer, send } = setUp()
    for (const path of ['a', 'b']) await send('GET', path, { status: 429 })
    await send('DELETE', 'iserver/account/X/order/1', { explicit: true })
    expect(pacer.snapshot().penaltyUntil).toBeDefined()
    await send('POST', 'tickle', { explicit: true })
    expect(pacer.snapshot().penaltyUntil).toBeUndefined()
    await send('GET', 'c')
  })

  it('the same endpoint twice is not the box', async () => {
    const { clock, pacer, send } = setUp()
    await send('GET', 'a', { status: 429 })
    clock.advance(60_000)
    await send('GET', 'a', { status: 429, retryAfter: 5 })
    expect(pacer.snapshot().penaltyUntil).toBeUndefined()
    expect(pacer.estimate('GET', 'a')).toBe(5_000)
  })
})

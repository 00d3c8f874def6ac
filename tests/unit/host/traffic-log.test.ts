import { expect, test } from 'vitest'
import { TrafficLog } from '../../../src/host/session/traffic-log.ts'
import type { TrafficItem } from '../../../src/shared/contract/connection-views.ts'
import type { ResponseTiming, TickleTiming } from '../../../src/shared/domain/session.ts'

test('samples the rate limit each second, and separates order requests from other requests', () => {
  let now = 0
  let next: (() => void) | undefined
  const second = (): void => {
    now += 1_000
    next?.()
  }
  const clock = {
    now: () => now,
    monotonic: () => now,
    after: (_ms: number, run: () => void) => {
      next = run
      return () => {
        next = undefined
      }
    },
  }
  let respond: (timing: ResponseTiming) => void = () => undefined
  let tickle: (timing: TickleTiming) => void = () => undefined
  let globalLeft = 10
  const log = new TrafficLog(clock)
  const items: TrafficItem[] = []
  log.feed.subscribe((added) => items.push(...added))
  log.attach({
    onResponse: (listener) => {
      respond = listener
      return () => undefined
    },
    onTickle: (listener) => {
      tickle = listener
      return () => undefined
    },
    pacing: { snapshot: () => ({ globalLeft, globalLimit: 10, queued: 2 }) } as never,
  })
  const response = (method: string, path: string, latencyMs: number) =>
    respond({ at: now, method, path, status: 200, latencyMs, serverTime: undefined })
  response('GET', '/iserver/account/orders', 3)
  response('POST', '/iserver/account/DU1/orders', 250)
  tickle({ at: 0, roundTripMs: 12_000 })
  globalLeft = 7
  second()
  globalLeft = 10
  second()
  const view = log.feed.snapshot()
  expect(view.samples).toEqual([
    { at: 1_000, used: 3, queued: 2 },
    { at: 2_000, used: 0, queued: 2 },
  ])
  expect(view.orders).toEqual({ counts: [0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0], medianMs: 250, p95Ms: 250, maxMs: 250 })
  expect(view.others?.counts).toEqual([1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1])
  expect(view.limit).toBe(10)
  expect(items.map(({ kind }) => kind)).toEqual(['sample', 'summary', 'sample'])

  log.detach()
  second()
  expect(items).toHaveLength(3)
})

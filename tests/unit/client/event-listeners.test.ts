import { afterEach, expect, it, vi } from 'vitest'
import { Listeners } from '../../../src/client/event-listeners.ts'
import { ServerTime } from '../../../src/client/oauth1/server-time.ts'
import { Pacer } from '../../../src/client/pacing/request-pacer.ts'
import { manualClock } from './manual-clock.ts'

afterEach(() => vi.restoreAllMocks())

it('reports a throwing listener once, keeps it, and does not affect other listeners or the source', async () => {
  const warn = vi.spyOn(process, 'emitWarning').mockImplementation(() => undefined)
  const listeners = new Listeners<number>()
  const seen: string[] = []
  listeners.add((number) => {
    seen.push(`broken ${number}`)
    throw new Error('out of order')
  })
  listeners.add((number) => seen.push(`good ${number}`))
  for (const number of [1, 2]) listeners.emit(number)
  // Without the fix, an unhandled error would have ended the process before this line.
  await new Promise((resolve) => setImmediate(resolve))
  expect(seen).toEqual(['broken 1', 'good 1', 'broken 2', 'good 2'])
  expect(warn).toHaveBeenCalledTimes(1)
  expect(warn.mock.calls[0]?.[1]).toMatchObject({ detail: expect.stringContaining('out of order') })
})

it('reports the rejections of an async listener once, and does not crash the process', async () => {
  const warn = vi.spyOn(process, 'emitWarning').mockImplementation(() => undefined)
  const listeners = new Listeners<number>()
  listeners.add(async () => Promise.reject(new Error('out of order')))
  for (const number of [1, 2]) listeners.emit(number)
  // An unhandled rejection would have failed the test run before this line.
  await new Promise((resolve) => setImmediate(resolve))
  expect(warn).toHaveBeenCalledTimes(1)
  expect(warn.mock.calls[0]?.[1]).toMatchObject({ detail: expect.stringContaining('out of order') })
})

it('reports errors of pacing listeners and clock listeners to the logger of the client', async () => {
  const emitWarning = vi.spyOn(process, 'emitWarning').mockImplementation(() => undefined)
  const logger = { debug: vi.fn(), warn: vi.fn() }
  const fail = (): never => {
    throw new Error('out of order')
  }
  const clock = manualClock()
  const pacer = new Pacer(clock, logger)
  pacer.onPenalty(fail)
  for (const path of ['a', 'b']) {
    const slot = await pacer.enter({ method: 'GET', path }, new AbortController().signal)
    slot.sent()
    slot.responded(429)
  }
  expect(logger.warn).toHaveBeenCalledOnce()
  const time = new ServerTime(clock, logger)
  time.onCorrection(fail)
  expect(time.correct(new Date(clock.now() + 60_000).toUTCString(), clock.now())).toBe(true)
  expect(logger.warn).toHaveBeenCalledTimes(2)
  expect(emitWarning).not.toHaveBeenCalled()
})

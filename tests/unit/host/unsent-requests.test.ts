import { beforeEach, describe, expect, test, vi } from 'vitest'
import { HostError } from '../../../src/host/host-error.ts'
import {
  type ClientSendOptions,
  MAX_WAIT_MS,
  NOTICE_DELAY_MS,
  UnsentRequests,
} from '../../../src/host/safety/unsent-requests.ts'
import type { RequestWaitItem } from '../../../src/shared/contract/views.ts'

const time = { wall: 5_000_000, steady: 100 }
/** Callbacks of pending timers, by their delay in ms. */
const timers = new Map<number, () => void>()
const clock = {
  now: () => time.wall,
  monotonic: () => time.steady,
  after: (ms: number, run: () => void) => {
    timers.set(ms, run)
    return () => void timers.delete(ms)
  },
}
const expire = (ms: number): void => timers.get(ms)?.()
const waitId = '33333333-3333-4333-8333-333333333333'
const wait = { ms: 60_000, cause: 'endpoint-rest', ahead: 0 } as const
const connecting = { ms: 0, cause: 'connection', ahead: 0 } as const
const left = { ms: 0, cause: 'nothing', ahead: 0 } as const

let unsent: UnsentRequests
let items: RequestWaitItem[]
beforeEach(() => {
  timers.clear()
  unsent = new UnsentRequests(clock)
  items = []
  unsent.feed.subscribe((batch) => void items.push(...batch))
})

/** Creates a request that the test settles itself. */
interface Options {
  readonly check?: () => void
  readonly window?: AbortSignal
  readonly name?: string
  readonly needsArming?: boolean
}

function request(options: Options = {}) {
  let control: ClientSendOptions | undefined
  let finish = (_value: string): void => undefined
  const { check = () => undefined, window = new AbortController().signal, name = waitId, needsArming = true } = options
  const outcome = unsent.send({ waitId: name, signal: window, check, needsArming }, (given) => {
    control = given
    return new Promise<string>((resolve, reject) => {
      finish = resolve
      given.signal.addEventListener('abort', () => reject(new Error('as the client aborts')))
      if (given.signal.aborted) reject(new Error('as the client aborts'))
    })
  })
  outcome.catch(() => undefined)
  if (control === undefined) throw new Error('it was not sent at once')
  return { outcome, control, finish: (value: string) => finish(value) }
}

describe('write or trading request that is not sent yet', () => {
  test('runs the check immediately before the first byte, and rejects the request with the error of the check', async () => {
    const refusal = new HostError('not-armed', 'no')
    const check = vi.fn(() => {
      throw refusal
    })
    const { control } = request({ check })
    expect(check).not.toHaveBeenCalled()
    expect(() => control.beforeSend?.()).toThrow(refusal)
  })

  test('does not send a cancelled request, even if its client continues', () => {
    const check = vi.fn()
    const { control } = request({ check })
    expect(unsent.withdraw(waitId)).toBe(true)
    expect(() => control.beforeSend?.()).toThrow(expect.objectContaining({ code: 'cancelled' }))
    expect(check).not.toHaveBeenCalled()
  })

  test('rejects with the first reason for cancelling the request', async () => {
    const { outcome } = request()
    unsent.withdrawChanges(new HostError('not-armed', 'first'))
    unsent.withdrawChanges(new HostError('session-closed', 'second'))
    await expect(outcome).rejects.toMatchObject({ code: 'not-armed' })
  })

  test('cannot cancel a request after its first byte was sent', async () => {
    const window = new AbortController()
    const { outcome, control, finish } = request({ window: window.signal })
    control.onWait?.(wait)
    control.onWait?.(left)
    control.beforeSend?.()
    expect(unsent.withdraw(waitId)).toBe(false)
    expect(unsent.keepWaiting(waitId)).toBe(false)
    unsent.withdrawChanges(new HostError('not-armed', 'late'))
    window.abort()
    expect(control.signal.aborted).toBe(false)
    finish('answered')
    expect(await outcome).toBe('answered')
  })

  test('reports each request that was not sent as such, and as nothing to repeat automatically', async () => {
    const unsentOnce = { retryable: false, detail: { sent: false } }
    const { outcome: cancelled } = request()
    await expect(
      unsent.send({ waitId, signal: new AbortController().signal, check: () => undefined }, async () => 'sent'),
    ).rejects.toMatchObject({ code: 'invalid-input', detail: { sent: false } })
    unsent.withdraw(waitId)
    await expect(cancelled).rejects.toMatchObject({ code: 'cancelled', ...unsentOnce })
    const { outcome: late } = request()
    expire(MAX_WAIT_MS)
    await expect(late).rejects.toMatchObject({
      code: 'not-sent-no-connection',
      message: expect.stringContaining('within 10 s'),
      ...unsentOnce,
    })
    const { outcome: held, control } = request()
    control.onWait?.({ ...wait, ms: 999 })
    expire(MAX_WAIT_MS)
    await expect(held).rejects.toMatchObject({ message: expect.stringMatching(/for more than 10 s\.$/), ...unsentOnce })
  })

  test('a disarm cancels only the requests that need an armed profile', async () => {
    const { outcome } = request()
    const control: ClientSendOptions[] = []
    const options = { waitId: undefined, signal: new AbortController().signal, check: () => undefined }
    const kept = unsent.send({ ...options, needsArming: false }, async (given) => {
      control.push(given)
      return 'sent'
    })
    unsent.withdrawArmed(new HostError('not-armed', 'no'))
    await expect(outcome).rejects.toMatchObject({ code: 'not-armed' })
    expect(control[0]?.signal.aborted).toBe(false)
    expect(await kept).toBe('sent')
  })

  test('the end of a session also cancels a request that needs no armed profile', async () => {
    const { outcome } = request({ needsArming: false })
    unsent.withdrawChanges(new HostError('session-closed', 'ended'))
    await expect(outcome).rejects.toMatchObject({ code: 'session-closed' })
  })

  test('does not send a request if its window is already closed', async () => {
    const { outcome, control } = request({ window: AbortSignal.abort() })
    expect(control.signal.aborted).toBe(true)
    await expect(outcome).rejects.toMatchObject({ code: 'cancelled', detail: { sent: false } })
  })

  test('cancels a request ten seconds after it was accepted, even if it entered the queue later', async () => {
    const { outcome, control } = request()
    time.steady += 3_000
    control.onWait?.(wait)
    time.steady += 1_000
    control.onWait?.({ ...wait, ms: 56_000 })
    expect(items.map(({ withdrawnInMs }) => withdrawnInMs)).toEqual([MAX_WAIT_MS - 3_000, MAX_WAIT_MS - 4_000])
    time.steady += 6_000
    expire(MAX_WAIT_MS)
    await expect(outcome).rejects.toMatchObject({
      code: 'not-sent-rate-limited',
      message: expect.stringContaining('About 50 s are left'),
      retryable: false,
      detail: { sent: false },
    })
  })

  test('shows after one second that a request waits for a connection, and cancels it after ten', async () => {
    const { outcome } = request()
    time.steady += NOTICE_DELAY_MS
    expire(NOTICE_DELAY_MS)
    expect(items).toEqual([{ waitId, wait: connecting, withdrawnInMs: MAX_WAIT_MS - NOTICE_DELAY_MS }])
    expire(MAX_WAIT_MS)
    await expect(outcome).rejects.toMatchObject({ code: 'not-sent-no-connection', detail: { sent: false } })
  })

  test('continues the time limit after the request leaves the queue, until its first byte is sent', () => {
    const { control } = request()
    control.onWait?.(wait)
    control.onWait?.(left)
    expect(items.at(-1)).toEqual({ waitId, wait: left })
    expire(NOTICE_DELAY_MS)
    expect(items.at(-1)).toMatchObject({ wait: connecting, withdrawnInMs: expect.any(Number) })
    control.beforeSend?.()
    expect(items.at(-1)).toEqual({ waitId, wait: left })
    expect(timers.size).toBe(0)
  })

  test('cancels a request that reaches the front of the queue too late by the wall clock, to the millisecond', () => {
    for (const [slept, aborted] of [
      [MAX_WAIT_MS - 1, false],
      [MAX_WAIT_MS, true],
    ] as const) {
      unsent = new UnsentRequests(clock)
      const { control } = request()
      control.onWait?.(wait)
      time.wall += slept
      control.onWait?.(left)
      expect(control.signal.aborted).toBe(aborted)
    }
  })

  test('does not send a request over a connection that is ready only after the computer slept beyond the time limit', () => {
    const check = vi.fn()
    const { control } = request({ check })
    time.wall += MAX_WAIT_MS
    expect(() => control.beforeSend?.()).toThrow(expect.objectContaining({ code: 'not-sent-no-connection' }))
    expect(check).not.toHaveBeenCalled()
  })

  test('sets no time limit if the user chooses to keep waiting before the request enters the queue', () => {
    const { control } = request()
    expect(unsent.keepWaiting(waitId)).toBe(true)
    control.onWait?.(wait)
    expect(timers.has(MAX_WAIT_MS)).toBe(false)
    expect(items).toEqual([{ waitId, wait }])
  })

  test('rejects a waitId that is in use, and can still cancel the first request', async () => {
    const first = request()
    const second = vi.fn()
    await expect(
      unsent.send({ waitId, signal: new AbortController().signal, check: () => undefined }, second),
    ).rejects.toMatchObject({ code: 'invalid-input', detail: { sent: false } })
    expect(second).not.toHaveBeenCalled()
    request({ name: 'another' })
    expect(unsent.withdraw(waitId)).toBe(true)
    await expect(first.outcome).rejects.toMatchObject({ code: 'cancelled' })
    request()
  })

  test('removes the time limit if the user chooses to keep waiting, and updates the window', () => {
    const { control } = request()
    control.onWait?.(wait)
    expect(unsent.keepWaiting(waitId)).toBe(true)
    expect(timers.has(MAX_WAIT_MS)).toBe(false)
    expect(items.at(-1)).toEqual({ waitId, wait })
    time.wall += 3_600_000
    control.onWait?.(left)
    expect(control.signal.aborted).toBe(false)
  })
})

describe('request whose guard rails are still read', () => {
  /** Creates a request that waits for its guard rails until the test ends them. `stops`: whether an abort ends them. */
  function prepared(stops = true) {
    let end = (_check: () => void): void => undefined
    let signal: AbortSignal | undefined
    const send = vi.fn(async ({ beforeSend }: ClientSendOptions) => {
      beforeSend?.()
      return 'sent'
    })
    const calls: string[] = []
    const outcome = unsent.send(
      {
        waitId,
        signal: new AbortController().signal,
        check: () => void calls.push('permission'),
        prepare: (given) => {
          signal = given
          return new Promise((resolve, reject) => {
            end = resolve
            if (stops) given.addEventListener('abort', () => reject(new Error('aborted')))
          })
        },
      },
      send,
    )
    outcome.catch(() => undefined)
    return { calls, outcome, send, end: (check: () => void) => end(check), signal: () => signal }
  }

  test('can be withdrawn at once, by its window, a disarm and the kill switch', async () => {
    const reason = new HostError('not-armed', 'disarmed')
    for (const [withdraw, code] of [
      [() => unsent.withdraw(waitId), 'cancelled'],
      [() => unsent.withdrawArmed(reason), 'not-armed'],
      [() => unsent.withdrawChanges(reason), 'not-armed'],
    ] as const) {
      const { outcome, send, signal } = prepared()
      withdraw()
      await expect(outcome).rejects.toMatchObject({ code })
      expect([signal()?.aborted, send.mock.calls.length]).toEqual([true, 0])
    }
  })

  test('is not sent if its guard rails were read although it was withdrawn', async () => {
    const { end, outcome, send } = prepared(false)
    unsent.withdraw(waitId)
    end(() => undefined)
    await expect(outcome).rejects.toMatchObject({ code: 'cancelled' })
    expect(send).not.toHaveBeenCalled()
  })

  test('shows after one second what it waits for, and is sent after both checks', async () => {
    const { calls, end, outcome } = prepared()
    expire(NOTICE_DELAY_MS)
    expect(items).toMatchObject([{ waitId, wait: { cause: 'guard-rails' }, withdrawnInMs: MAX_WAIT_MS }])
    end(() => void calls.push('guard rails'))
    expect(await outcome).toBe('sent')
    expect(items.at(-1)).toEqual({ waitId, wait: left })
    expect([calls, timers.size]).toEqual([['permission', 'guard rails'], 0])
  })
})

describe('snapshot of waiting requests', () => {
  test('the snapshot contains the remaining time of each waiting request', () => {
    const { control } = request()
    expect(unsent.feed.snapshot()).toEqual([])
    control.onWait?.(wait)
    time.steady += 3_000
    expect(unsent.feed.snapshot()).toEqual([{ waitId, wait: { ...wait, ms: 57_000 }, withdrawnInMs: 7_000 }])
    time.steady += 100_000
    expect(unsent.feed.snapshot()).toEqual([{ waitId, wait: { ...wait, ms: 0 }, withdrawnInMs: 0 }])
    control.onWait?.(left)
    expect(unsent.feed.snapshot()).toEqual([])
  })
})

test('forwards a read without a waitId unchanged', async () => {
  const { signal } = new AbortController()
  const given: ClientSendOptions[] = []
  await unsent.send({ signal }, async (control) => void given.push(control))
  expect(given).toEqual([{ signal }])
})

test('aborts a sent read when its window closes, but does not cancel a read when permission is revoked', () => {
  const window = new AbortController()
  let control: ClientSendOptions | undefined
  unsent
    .send({ waitId, signal: window.signal }, (given) => {
      control = given
      return new Promise(() => undefined)
    })
    .catch(() => undefined)
  control?.onWait?.(wait)
  control?.onWait?.(left)
  // A read may wait for a connection for as long as it takes.
  expect(timers.size).toBe(0)
  unsent.withdrawChanges(new HostError('not-armed', 'disarmed'))
  control?.beforeSend?.()
  expect(control?.signal.aborted).toBe(false)
  window.abort()
  expect(control?.signal.aborted).toBe(true)
})

test('rejects a read that was aborted after it had left with the error of the client, not as unsent', async () => {
  const window = new AbortController()
  const outcome = unsent.send({ waitId, signal: window.signal }, async ({ beforeSend }) => {
    beforeSend?.()
    window.abort()
    throw new Error('as the client aborts')
  })
  await expect(outcome).rejects.toThrow('as the client aborts')
})

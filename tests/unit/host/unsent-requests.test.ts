import { beforeEach, describe, expect, test, vi } from 'vitest'
import { HostError } from '../../../src/host/host-error.ts'
import { LONGEST_WAIT_MS, type SendControl, UnsentRequests } from '../../../src/host/safety/unsent-requests.ts'
import type { WaitingItem } from '../../../src/shared/contract/views.ts'

const time = { wall: 5_000_000, steady: 100 }
let timer: (() => void) | undefined
const clock = {
  now: () => time.wall,
  monotonic: () => time.steady,
  after: (_ms: number, run: () => void) => {
    timer = run
    return () => {
      timer = undefined
    }
  },
}
const waitId = '33333333-3333-4333-8333-333333333333'
const wait = { ms: 60_000, cause: 'endpoint-rest', ahead: 0 } as const
const left = { ms: 0, cause: 'nothing', ahead: 0 } as const

let unsent: UnsentRequests
let items: WaitingItem[]
beforeEach(() => {
  timer = undefined
  unsent = new UnsentRequests(clock)
  items = []
  unsent.feed.subscribe((batch) => void items.push(...batch))
})

/** A request whose client is the test. */
function request(options: { readonly check?: () => void; readonly window?: AbortSignal } = {}) {
  let control: SendControl | undefined
  let finish = (_value: string): void => undefined
  const { check = () => undefined, window = new AbortController().signal } = options
  const outcome = unsent.send({ waitId, signal: window, check }, (given) => {
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

describe('what is more than a read', () => {
  test('is checked when its first byte leaves, and rejects with what the check throws', async () => {
    const refusal = new HostError('not-armed', 'no')
    const check = vi.fn(() => {
      throw refusal
    })
    const { control } = request({ check })
    expect(check).not.toHaveBeenCalled()
    expect(() => control.beforeSend?.()).toThrow(refusal)
  })

  test('is not sent after it was withdrawn, even where its client goes on', () => {
    const check = vi.fn()
    const { control } = request({ check })
    expect(unsent.withdraw(waitId)).toBe(true)
    expect(() => control.beforeSend?.()).toThrow(expect.objectContaining({ code: 'cancelled' }))
    expect(check).not.toHaveBeenCalled()
  })

  test('keeps the first reason for which it was withdrawn', async () => {
    const { outcome } = request()
    unsent.withdrawChanges(new HostError('not-armed', 'first'))
    unsent.withdrawChanges(new HostError('session-closed', 'second'))
    await expect(outcome).rejects.toMatchObject({ code: 'not-armed' })
  })

  test('cannot be withdrawn once its first byte leaves', async () => {
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

  test('is not sent when its window is already closed', async () => {
    const { outcome, control } = request({ window: AbortSignal.abort() })
    expect(control.signal.aborted).toBe(true)
    await expect(outcome).rejects.toMatchObject({ code: 'cancelled', detail: { sent: false } })
  })

  test('waits ten seconds in the queue, counted from when it begins to wait', async () => {
    const { outcome, control } = request()
    control.onWait?.(wait)
    time.steady += 4_000
    control.onWait?.({ ...wait, ms: 56_000 })
    expect(items.map(({ withdrawnInMs }) => withdrawnInMs)).toEqual([LONGEST_WAIT_MS, LONGEST_WAIT_MS - 4_000])
    time.steady += 6_000
    timer?.()
    await expect(outcome).rejects.toMatchObject({
      code: 'not-sent-rate-limited',
      message: expect.stringContaining('About 50 s are left'),
      retryable: false,
      detail: { sent: false },
    })
  })

  test('has no limit any more once its turn has come', () => {
    const { control } = request()
    control.onWait?.(wait)
    control.onWait?.(left)
    expect(timer).toBeUndefined()
    expect(items.at(-1)).toEqual({ waitId, wait: left })
  })

  test('is withdrawn at its turn where the wall clock says that it waited too long, to the millisecond', () => {
    for (const [slept, aborted] of [
      [LONGEST_WAIT_MS - 1, false],
      [LONGEST_WAIT_MS, true],
    ] as const) {
      unsent = new UnsentRequests(clock)
      const { control } = request()
      control.onWait?.(wait)
      time.wall += slept
      control.onWait?.(left)
      expect(control.signal.aborted).toBe(aborted)
    }
  })

  test('has no limit where the user keeps it waiting before it enters the queue', () => {
    const { control } = request()
    expect(unsent.keepWaiting(waitId)).toBe(true)
    control.onWait?.(wait)
    expect(timer).toBeUndefined()
    expect(items).toEqual([{ waitId, wait }])
  })

  test('has no limit once the user keeps it waiting, and reports that to the window', () => {
    const { control } = request()
    control.onWait?.(wait)
    expect(unsent.keepWaiting(waitId)).toBe(true)
    expect(timer).toBeUndefined()
    expect(items.at(-1)).toEqual({ waitId, wait })
    time.wall += 3_600_000
    control.onWait?.(left)
    expect(control.signal.aborted).toBe(false)
  })
})

describe('the snapshot of waiting requests', () => {
  test('has the time that is left of each', () => {
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

test('passes on a read without a wait id unchanged', async () => {
  const { signal } = new AbortController()
  const given: SendControl[] = []
  await unsent.send({ signal }, async (control) => void given.push(control))
  expect(given).toEqual([{ signal }])
})

test('a read is cut off with its window also on its way, and no loss of permission withdraws it', () => {
  const window = new AbortController()
  let control: SendControl | undefined
  unsent
    .send({ waitId, signal: window.signal }, (given) => {
      control = given
      return new Promise(() => undefined)
    })
    .catch(() => undefined)
  control?.onWait?.(wait)
  expect(timer).toBeUndefined()
  unsent.withdrawChanges(new HostError('not-armed', 'disarmed'))
  control?.beforeSend?.()
  expect(control?.signal.aborted).toBe(false)
  window.abort()
  expect(control?.signal.aborted).toBe(true)
})

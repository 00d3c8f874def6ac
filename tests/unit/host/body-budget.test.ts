import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { systemClock } from '../../../src/host/clock.ts'
import { BodyBudget, type BodyReservation } from '../../../src/host/requests/body-budget.ts'
import { SavedBodies } from '../../../src/host/requests/saved-bodies.ts'

const bounds = { total: 100, perWindow: 60, patience: 30_000 }
const [one, other] = [{}, {}]

let savedBodies: SavedBodies
let budget: BodyBudget
beforeEach(() => {
  vi.useFakeTimers()
  savedBodies = new SavedBodies()
  budget = new BodyBudget(systemClock, savedBodies, bounds)
})
afterEach(() => vi.useRealTimers())

const never = new AbortController().signal

/** Whether a reservation has been granted. */
async function takes(share: BodyReservation, bytes: number): Promise<() => string> {
  let state = 'waits'
  share.take(bytes, never).then(
    () => {
      state = 'granted'
    },
    (error: { code: string }) => {
      state = error.code
    },
  )
  await vi.advanceTimersByTimeAsync(0)
  return () => state
}

describe('the memory for an arriving body', () => {
  test('a body waits when the total is used up, and continues when an earlier body has ended', async () => {
    const first = budget.open(one)
    await first.take(60, never)
    const second = budget.open(other)
    await second.take(40, never)
    const third = await takes(budget.open({}), 1)
    expect(third()).toBe('waits')
    second.release()
    await vi.advanceTimersByTimeAsync(0)
    expect(third()).toBe('granted')
  })

  test('a body waits when its window has used its share of the total, while other windows continue', async () => {
    await budget.open({}).take(1, never)
    await budget.open(one).take(60, never)
    expect((await takes(budget.open(one), 1))()).toBe('waits')
    expect((await takes(budget.open(other), 39))()).toBe('granted')
  })

  test('the oldest body always continues, so that bodies end one after the other', async () => {
    const first = budget.open(one)
    await budget.open(other).take(60, never)
    expect((await takes(first, 200))()).toBe('granted')
  })

  test('the oldest body of a window may exceed the share of the window', async () => {
    await budget.open(other).take(1, never)
    expect((await takes(budget.open(one), 99))()).toBe('granted')
    expect((await takes(budget.open(one), 1))()).toBe('waits')
  })

  test('a body fails with limit if no room was free within 30 s, and reserves nothing', async () => {
    await budget.open(one).take(100, never)
    const waiting = budget.open(other)
    const state = await takes(waiting, 50)
    await vi.advanceTimersByTimeAsync(29_999)
    expect(state()).toBe('waits')
    await vi.advanceTimersByTimeAsync(1)
    expect(state()).toBe('limit')
    expect(vi.getTimerCount()).toBe(0)
  })

  test('a waiting body can be cancelled', async () => {
    await budget.open(one).take(100, never)
    const abort = new AbortController()
    const taking = budget.open(other).take(1, abort.signal)
    abort.abort()
    await expect(taking).rejects.toMatchObject({ code: 'cancelled' })
    await expect(budget.open(other).take(1, abort.signal)).rejects.toMatchObject({ code: 'cancelled' })
    expect(vi.getTimerCount()).toBe(0)
  })

  test('two waiting bodies never get the same room', async () => {
    const first = budget.open({})
    await first.take(1, never)
    const second = budget.open(one)
    await second.take(60, never)
    const third = budget.open(other)
    await third.take(39, never)
    const states = [await takes(budget.open({}), 30), await takes(budget.open({}), 30)]
    third.release()
    await vi.advanceTimersByTimeAsync(0)
    expect(states.map((state) => state())).toEqual(['granted', 'waits'])
  })

  test('an arriving body displaces saved bodies, the oldest first', async () => {
    await budget.open({}).take(1, never)
    const [old, young] = [savedBodies.save(new Uint8Array(50)), savedBodies.save(new Uint8Array(40))]
    expect((await takes(budget.open(one), 30))()).toBe('granted')
    expect([savedBodies.find(old), savedBodies.find(young)?.byteLength]).toEqual([undefined, 40])
  })

  test('the body of a trading request is counted immediately and never waits', async () => {
    await budget.open(one).take(100, never)
    await budget.open(other).take(500)
    expect((await takes(budget.open({}), 1))()).toBe('waits')
  })
})

import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { systemClock } from '../../../src/client/clock.ts'
import { SavedResponseBodies } from '../../../src/host/files/saved-response-bodies.ts'
import { BodyMemoryBudget, type BodyMemoryReservation } from '../../../src/host/requests/body-memory-budget.ts'

const bounds = { total: 100, perWindow: 60, patience: 30_000 }
const [one, other] = [{}, {}]

let savedBodies: SavedResponseBodies
let budget: BodyMemoryBudget
beforeEach(() => {
  vi.useFakeTimers()
  savedBodies = new SavedResponseBodies()
  budget = new BodyMemoryBudget(systemClock, savedBodies, bounds)
})
afterEach(() => vi.useRealTimers())

const never = new AbortController().signal

/** Starts a reservation. Returns a function that reports whether it waits, was granted or failed. */
async function takes(share: BodyMemoryReservation, bytes: number): Promise<() => string> {
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

describe('memory budget for a response body that is arriving', () => {
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

  test('a body waits when its window has used its share, while other windows continue', async () => {
    await budget.open({}).take(1, never)
    await budget.open(one).take(60, never)
    expect((await takes(budget.open(one), 1))()).toBe('waits')
    expect((await takes(budget.open(other), 39))()).toBe('granted')
  })

  test('always lets the oldest body continue, even above the total', async () => {
    const first = budget.open(one)
    await budget.open(other).take(60, never)
    expect((await takes(first, 200))()).toBe('granted')
  })

  test("allows the oldest body of a window to exceed the window's share", async () => {
    await budget.open(other).take(1, never)
    expect((await takes(budget.open(one), 99))()).toBe('granted')
    expect((await takes(budget.open(one), 1))()).toBe('waits')
  })

  test('a body fails with the code limit after 30 s without free memory, and reserves nothing', async () => {
    await budget.open(one).take(100, never)
    const waiting = budget.open(other)
    const state = await takes(waiting, 50)
    await vi.advanceTimersByTimeAsync(29_999)
    expect(state()).toBe('waits')
    await vi.advanceTimersByTimeAsync(1)
    expect(state()).toBe('limit')
    expect(vi.getTimerCount()).toBe(0)
  })

  test('cancels a body that waits for memory', async () => {
    await budget.open(one).take(100, never)
    const abort = new AbortController()
    const taking = budget.open(other).take(1, abort.signal)
    abort.abort()
    await expect(taking).rejects.toMatchObject({ code: 'cancelled' })
    await expect(budget.open(other).take(1, abort.signal)).rejects.toMatchObject({ code: 'cancelled' })
    expect(vi.getTimerCount()).toBe(0)
  })

  test('never grants the same memory to two waiting bodies', async () => {
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

  test('removes saved bodies for an arriving body, oldest first', async () => {
    await budget.open({}).take(1, never)
    const [old, young] = [savedBodies.save(new Uint8Array(50)), savedBodies.save(new Uint8Array(40))]
    expect((await takes(budget.open(one), 30))()).toBe('granted')
    expect([savedBodies.find(old), savedBodies.find(young)?.byteLength]).toEqual([undefined, 40])
  })

  test('counts the body of a trading request immediately and never delays it', async () => {
    await budget.open(one).take(100, never)
    await budget.open(other).take(500)
    expect((await takes(budget.open({}), 1))()).toBe('waits')
  })
})

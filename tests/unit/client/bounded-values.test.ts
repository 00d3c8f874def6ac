import { Subject } from 'rxjs'
import { describe, expect, it } from 'vitest'
import { boundedValues } from '../../../src/client/index.ts'

describe('reading a stream with a slower reader', () => {
  it('keeps the newest values of a stream, drops the oldest, and counts them', async () => {
    const source = new Subject<number>()
    const values = boundedValues(source, { limit: 3 })
    const reader = values[Symbol.asyncIterator]()
    for (let value = 1; value <= 10; value += 1) source.next(value)
    expect([values.waiting, values.dropped]).toEqual([3, 7])
    source.complete()
    const read: number[] = []
    for (let next = await reader.next(); next.done !== true; next = await reader.next()) read.push(next.value)
    expect(read).toEqual([8, 9, 10])
  })

  it('waits for a value, and unsubscribes when the reader stops', async () => {
    const source = new Subject<number>()
    const read: number[] = []
    const reading = (async () => {
      for await (const value of boundedValues(source)) {
        read.push(value)
        if (value === 2) break
      }
    })()
    source.next(1)
    await Promise.resolve()
    source.next(2)
    await reading
    expect(read).toEqual([1, 2])
    expect(source.observed).toBe(false)
  })

  it('ends with the error of the stream, after the queued values', async () => {
    const source = new Subject<number>()
    const reader = boundedValues(source)[Symbol.asyncIterator]()
    source.next(1)
    source.error(new Error('enough'))
    expect(await reader.next()).toEqual({ done: false, value: 1 })
    await expect(reader.next()).rejects.toThrow('enough')
  })
})

it('uses the defaults for null and 1 for a limit below 1, and rejects a limit that is not a number', () => {
  expect(boundedValues(new Subject<number>(), null)).toMatchObject({ waiting: 0, dropped: 0 })
  for (const [limit, waiting] of [
    [0, 1],
    [-1, 1],
    [Number.POSITIVE_INFINITY, 1_500],
  ] as const) {
    const source = new Subject<number>()
    const values = boundedValues(source, { limit })
    values[Symbol.asyncIterator]()
    for (let value = 0; value < 1_500; value += 1) source.next(value)
    expect(values.waiting).toBe(waiting)
  }
  for (const limit of [Number.NaN, '3']) {
    expect(() => Reflect.apply(boundedValues, undefined, [new Subject(), { limit }])).toThrow(
      expect.objectContaining({ code: 'config-invalid' }),
    )
  }
})

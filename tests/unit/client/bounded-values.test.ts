import { from, Subject } from 'rxjs'
import { describe, expect, it } from 'vitest'
import { boundedValues, ValueStream } from '../../../src/client/index.ts'

describe('boundedValues() with a slow reader', () => {
  it('keeps the newest values of a stream, drops the oldest values, and counts the dropped values', async () => {
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

  it('throws the error of the stream after the queued values', async () => {
    const source = new Subject<number>()
    const reader = boundedValues(source)[Symbol.asyncIterator]()
    source.next(1)
    source.error(new Error('enough'))
    expect(await reader.next()).toEqual({ done: false, value: 1 })
    await expect(reader.next()).rejects.toThrow('enough')
  })
})

describe('boundedValues() in `for await`', () => {
  it('emits every value to a reader that is at most 1,000 values behind, and unsubscribes at `break`', async () => {
    const source = new Subject<number>()
    const stream = new ValueStream<number>((subscriber) => source.subscribe(subscriber))
    const reader = stream[Symbol.asyncIterator]()
    for (let value = 1; value <= 1_000; value += 1) source.next(value)
    const read: number[] = []
    for await (const value of { [Symbol.asyncIterator]: () => reader }) if (read.push(value) === 1_000) break
    expect(read).toEqual(Array.from({ length: 1_000 }, (_, index) => index + 1))
    expect(source.observed).toBe(false)
  })

  it('throws buffer-overflow after the queued values, and unsubscribes from the stream immediately', async () => {
    const source = new Subject<number>()
    const stream = new ValueStream<number>((subscriber) => source.subscribe(subscriber))
    const reader = stream[Symbol.asyncIterator]()
    for (let value = 1; value <= 1_002; value += 1) source.next(value)
    expect(source.observed).toBe(false)
    for (let value = 1; value <= 1_000; value += 1) expect(await reader.next()).toEqual({ done: false, value })
    await expect(reader.next()).rejects.toMatchObject({ code: 'buffer-overflow' })
    expect(await reader.next()).toEqual({ done: true, value: undefined })
  })

  it('resolves concurrent calls of `next` in call order', async () => {
    const source = new Subject<number>()
    const reader = new ValueStream<number>((subscriber) => source.subscribe(subscriber))[Symbol.asyncIterator]()
    const both = Promise.all([reader.next(), reader.next()])
    source.next(1)
    source.next(2)
    expect((await both).map(({ value }) => value)).toEqual([1, 2])
  })

  it('unsubscribes immediately from a stream that overflows during the subscription', async () => {
    const values = boundedValues(from([1, 2, 3]), { limit: 2, overflow: 'error' })[Symbol.asyncIterator]()
    expect([await values.next(), await values.next()].map(({ value }) => value)).toEqual([1, 2])
    await expect(values.next()).rejects.toMatchObject({ code: 'buffer-overflow' })
  })
})

it('uses the defaults for null, the limit 1 for a limit below 1, and rejects a limit that is not a number', () => {
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
  for (const options of [{ limit: Number.NaN }, { limit: '3' }, { overflow: 'ignore' }, { size: 3 }]) {
    expect(() => Reflect.apply(boundedValues, undefined, [new Subject(), options])).toThrow(
      expect.objectContaining({ code: 'config-invalid' }),
    )
  }
})

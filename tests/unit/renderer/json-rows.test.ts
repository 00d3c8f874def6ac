import { describe, expect, it } from 'vitest'
import { initialFolds, jsonRows } from '../../../src/renderer/features/explorer/json-rows.ts'

describe('the lines of a JSON tree', () => {
  it('open and close every container around its values', () => {
    const rows = jsonRows({ a: [1], b: {} }, new Set())
    expect(rows.map((row) => [row.kind, row.depth, row.key])).toEqual([
      ['open', 0, undefined],
      ['open', 1, 'a'],
      ['leaf', 2, 0],
      ['close', 1, undefined],
      ['leaf', 1, 'b'],
      ['close', 0, undefined],
    ])
  })

  it('leave out what is folded', () => {
    const rows = jsonRows({ a: [1, 2, 3], b: 1 }, new Set(['/a']))
    expect(rows.map((row) => row.pointer)).toEqual(['', '/a', '/b', ''])
  })

  it('have an identity even where keys contain slashes', () => {
    const pointers = jsonRows({ 'a/b': 1, a: { b: 2 } }, new Set()).filter((row) => row.kind !== 'close')
    expect(new Set(pointers.map((row) => row.pointer)).size).toBe(pointers.length)
  })

  it('start open for a small document and as an outline for a large one', () => {
    expect(initialFolds({ a: { b: [1, 2] } }).size).toBe(0)
    const large = { rows: Array.from({ length: 20_000 }, (_, id) => ({ id, more: [id] })) }
    expect(jsonRows(large, initialFolds(large)).length).toBeLessThan(10)
  })

  it('take a document of megabytes in well under a second', () => {
    const large = Array.from({ length: 30_000 }, (_, id) => ({ id, symbol: `S${id}`, price: id / 7 }))
    const started = performance.now()
    const rows = jsonRows(large, initialFolds(large))
    expect(rows.length).toBe(30_002)
    expect(performance.now() - started).toBeLessThan(1_000)
  })
})

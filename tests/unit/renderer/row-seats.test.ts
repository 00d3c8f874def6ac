import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type RowSeats, seatRows } from '../../../src/renderer/features/orders/blotter/row-seats.ts'
import { rowsDrawn } from '../../../src/renderer/features/orders/blotter/rows-drawn.ts'

const seatsOf = (...lists: readonly (readonly string[])[]): RowSeats =>
  lists.reduce<RowSeats>((before, ids) => seatRows(before, ids), new Map())

describe('the elements of rows', () => {
  it('are given in the order of the lines at first', () => {
    expect([...seatsOf(['a', 'b', 'c'])]).toEqual([
      ['a', 0],
      ['b', 1],
      ['c', 2],
    ])
  })

  it('stay with a row that moves', () => {
    const seats = seatsOf(['a', 'b', 'c'], ['c', 'a', 'b'])
    expect(seats.get('a')).toBe(0)
    expect(seats.get('c')).toBe(2)
  })

  it('go on to the rows that come into sight', () => {
    const seats = seatsOf(['a', 'b', 'c'], ['b', 'c', 'd'])
    expect(seats.get('d')).toBe(0)
    expect(seats.get('b')).toBe(1)
  })

  it('are as many as there are rows, each shown by one, whatever came before', () => {
    const ids = fc.uniqueArray(fc.nat(30).map(String), { maxLength: 20 })
    fc.assert(
      fc.property(fc.array(ids, { minLength: 1 }), (lists) => {
        const seats = seatsOf(...lists)
        const last = lists.at(-1) ?? []
        expect([...seats.keys()].toSorted()).toEqual(last.toSorted())
        expect([...seats.values()].toSorted((a, b) => a - b)).toEqual(last.map((_, index) => index))
      }),
    )
  })
})

describe('the rows that are drawn', () => {
  const placesAt = (startIndex: number) => rowsDrawn({ startIndex, endIndex: startIndex + 9, count: 100 }, 11)

  it('hold those in sight, and as many wherever the list is scrolled to', () => {
    for (let start = 0; start <= 90; start += 1) {
      const places = placesAt(start)
      expect(places).toHaveLength(19)
      expect(places[0]).toBeLessThanOrEqual(start)
      expect(places.at(-1)).toBeGreaterThanOrEqual(start + 9)
      expect(places.at(-1)).toBeLessThan(100)
    }
  })

  it('are all of a short list', () => {
    expect(rowsDrawn({ startIndex: 0, endIndex: 2, count: 3 }, 11)).toEqual([0, 1, 2])
  })
})

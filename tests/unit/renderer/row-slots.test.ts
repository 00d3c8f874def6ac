import fc from 'fast-check'
import { expect, test } from 'vitest'
import { slottedRows } from '../../../src/renderer/ui/use-row-slots.ts'

const SLOTS = 33
const sight = fc.record({ first: fc.nat(1_000_000), count: fc.integer({ min: 0, max: SLOTS }) })

test('no two rows in sight share the elements of one', () =>
  fc.assert(
    fc.property(sight, fc.boolean(), ({ first, count }, moving) => {
      const rows = slottedRows(first, first + count, SLOTS, moving)
      expect(new Set(rows.map(({ slot }) => slot)).size).toBe(count)
      expect(rows.map(({ index }) => index).sort((a, b) => a - b)).toEqual(
        Array.from({ length: count }, (_, offset) => first + offset),
      )
    }),
  ))

test('a list that moves makes no row and moves none, however far it goes', () =>
  fc.assert(
    fc.property(fc.nat(1_000_000), fc.nat(1_000_000), (here, there) => {
      const order = (first: number) => slottedRows(first, first + SLOTS, SLOTS, true).map(({ slot }) => slot)
      expect(order(there)).toEqual(order(here))
    }),
  ))

test('a list at rest is read from its top to its end', () =>
  fc.assert(
    fc.property(sight, ({ first, count }) => {
      const indexes = slottedRows(first, first + count, SLOTS, false).map(({ index }) => index)
      expect(indexes).toEqual(indexes.toSorted((a, b) => a - b))
    }),
  ))

test('a row that stays in sight keeps its elements', () =>
  fc.assert(
    fc.property(fc.nat(1_000_000), fc.integer({ min: 1, max: SLOTS - 1 }), (first, step) => {
      const slotOf = (from: number, index: number) =>
        slottedRows(from, from + SLOTS, SLOTS, true).find((row) => row.index === index)?.slot
      const staying = first + step
      expect(slotOf(first + step, staying)).toBe(slotOf(first, staying))
    }),
  ))

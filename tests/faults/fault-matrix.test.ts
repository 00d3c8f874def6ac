import { describe, expect, test } from 'vitest'
import { faultKinds } from '../../src/simulator/faults/fault-verbs.ts'
import { frameRows, requestRows } from './documented-outcomes.ts'
import { expectOutcome, formatCellTitle, listCells } from './fault-matrix-cells.ts'
import { LOGIN_STEPS } from './inject-fault.ts'

const MODES = ['gateway', 'oauth1'] as const
const cells = MODES.flatMap(listCells).filter(({ mode, step }) => step === undefined || step === LOGIN_STEPS[mode][0])

/** The short run tests one cell for every second fault, at changing points and modes. The long run tests all cells. */
const faults = [...new Set(cells.map(({ fault }) => fault))].filter((_fault, index) => index % 2 === 0)
const part = faults.flatMap((fault, index) => {
  const ofFault = cells.filter((cell) => cell.fault === fault)
  return ofFault.slice((index * 5) % ofFault.length).slice(0, 1)
})

describe('session that recovers from a fault without repeating a request', () => {
  test.each(part.map((cell) => [formatCellTitle(cell), cell] as const))('%s', async (_title, cell) => {
    await expectOutcome(cell)
  })
})

test('the tables list every fault of a request and every fault of a frame', () => {
  const named = (rows: typeof requestRows): string[] => [...new Set(rows.map(({ fault }) => fault.split('=')[0] ?? ''))]
  const kinds = Object.entries(faultKinds)
  const striking = (place: 'request' | 'frame'): string[] =>
    kinds.filter(([, { places }]) => (places as readonly string[]).includes(place)).map(([verb]) => verb)
  expect(named(requestRows).sort()).toEqual(striking('request').sort())
  expect(named(frameRows).sort()).toEqual(striking('frame').sort())
})

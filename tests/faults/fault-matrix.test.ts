import { describe, expect, test } from 'vitest'
import { faultKinds } from '../../src/simulator/faults/verbs.ts'
import { frameRows, requestRows } from './expectations.ts'
import { cellsIn, hold, titleOf } from './matrix.ts'
import { LOGIN_STEPS } from './scenes.ts'

/** One fault of each kind in the quick run; the long run has all modes and all login steps. */
const MODES = ['gateway', 'oauth1'] as const
const part = MODES.flatMap((mode, turn) =>
  cellsIn(mode)
    .filter(({ step }) => step === undefined || step === LOGIN_STEPS[mode][0])
    .filter((_cell, index) => index % MODES.length === turn),
)

describe('under every fault the session comes back, and nothing is done twice', () => {
  test.each(part.map((cell) => [titleOf(cell), cell] as const))('%s', async (_title, cell) => {
    await hold(cell)
  })
})

test('the tables name every fault that there is, at every place that it can strike', () => {
  const named = (rows: typeof requestRows): string[] => [...new Set(rows.map(({ fault }) => fault.split('=')[0] ?? ''))]
  const kinds = Object.entries(faultKinds)
  const striking = (place: 'request' | 'frame'): string[] =>
    kinds.filter(([, { places }]) => (places as readonly string[]).includes(place)).map(([verb]) => verb)
  expect(named(requestRows).sort()).toEqual(striking('request').sort())
  expect(named(frameRows).sort()).toEqual(striking('frame').sort())
})

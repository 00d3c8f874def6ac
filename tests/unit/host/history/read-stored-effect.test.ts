import { expect, test } from 'vitest'
import { readHistoryRow } from '../../../../src/host/history/history-entry-codec.ts'

test.each([
  ['money', 'trading'],
  ['trading', 'trading'],
  ['read', 'read'],
])('reads the stored effect %s as %s', (stored, effect) => {
  expect(readHistoryRow({ effect: stored })).toMatchObject({ effect })
})

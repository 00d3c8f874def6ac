import { expect, test } from 'vitest'
import { readRow } from '../../../../src/host/history/entry-codec.ts'

test.each([
  ['money', 'trading'],
  ['trading', 'trading'],
  ['read', 'read'],
])('reads the stored effect %s as %s', (stored, effect) => {
  expect(readRow({ effect: stored })).toMatchObject({ effect })
})

import { expect, test } from 'vitest'
import { expectFeedOutcome, feedCells } from './feed-matrix.ts'
import { FEED_FAULTS } from './inject-feed-fault.ts'

/** One fault each of socket, frames, server and disk; the long run covers all of them. */
const PART = new Set(['drop', 'duplicate', 'silent orders', 'disk full'])

test.each(feedCells.filter(([fault]) => PART.has(fault)))(
  'the feed reports its health under %s, and ends with the orders of the server',
  async (_fault, row) => {
    await expectFeedOutcome(row)
  },
)

test('the table names every tested fault', () => {
  expect(feedCells.map(([fault]) => fault).sort()).toEqual([...FEED_FAULTS].sort())
})

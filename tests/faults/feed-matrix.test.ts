import { expect, test } from 'vitest'
import { expectFeedOutcome, feedCells } from './feed-matrix.ts'
import { FEED_FAULTS } from './inject-feed-fault.ts'

/** The short run tests one fault each of socket, frames, server and disk. The long run tests all faults. */
const PART = new Set(['drop', 'duplicate', 'silent orders', 'disk full'])

test.each(feedCells.filter(([fault]) => PART.has(fault)))(
  "the feed reports its health during the fault %s, and ends with the server's orders",
  async (_fault, row) => {
    await expectFeedOutcome(row)
  },
)

test('the table lists exactly the faults that can be injected into the feed', () => {
  expect(feedCells.map(([fault]) => fault).sort()).toEqual([...FEED_FAULTS].sort())
})

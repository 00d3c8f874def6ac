import { expect } from 'vitest'
import { type DocumentedFault, feedRows, parseSeconds } from './documented-outcomes.ts'
import { type FeedOutcome, injectFeedFault } from './inject-feed-fault.ts'

/** Rows of the table in docs/orders.md, each with its test title. */
export const feedCells = feedRows.map((row) => [row.fault, row] as const)

/** Injects the fault of a row and compares the outcome with the cells of the row. */
export async function expectFeedOutcome({ fault, cells }: DocumentedFault): Promise<FeedOutcome> {
  const outcome = await injectFeedFault(fault)
  expect({ reported: outcome.reported, broken: outcome.broken }).toEqual({
    reported: cells['the feed reports'],
    broken: [],
  })
  expect(outcome.seconds, 'seconds until recovery').toBeLessThanOrEqual(parseSeconds(cells['within']) ?? 0)
  return outcome
}

import { expect } from 'vitest'
import { feedRows, type Row, secondsOf } from './documented-outcomes.ts'
import { type FeedOutcome, injectFeedFault } from './inject-feed-fault.ts'

/** Each row of the table in docs/orders.md, with the title of its test. */
export const feedCells = feedRows.map((row) => [row.fault, row] as const)

/** Injects the fault of a row and compares the outcome with its cells. */
export async function expectFeedOutcome({ fault, cells }: Row): Promise<FeedOutcome> {
  const outcome = await injectFeedFault(fault)
  expect({ said: outcome.said, broken: outcome.broken }).toEqual({ said: cells['the feed says'], broken: [] })
  expect(outcome.seconds, 'seconds until all is well').toBeLessThanOrEqual(secondsOf(cells['within']) ?? 0)
  return outcome
}

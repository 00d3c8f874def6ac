import { afterAll, test } from 'vitest'
import { expectFeedOutcome, feedCells } from './feed-matrix.ts'

const lines: string[] = []

afterAll(() => {
  console.log(`Health of the order feed under faults, and seconds until recovery:\n${lines.join('\n')}`)
})

test.each(feedCells)(
  "the feed reports its health during the fault %s, and ends with the server's orders",
  async (fault, row) => {
    for (let round = 0; round < 3; round += 1) {
      const { reported, seconds } = await expectFeedOutcome(row)
      lines.push(`${fault.padEnd(22)} ${seconds.toFixed(1).padStart(6)} ${reported}`)
    }
  },
)

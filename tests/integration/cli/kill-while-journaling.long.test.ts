import { test } from 'vitest'
import { killWhileJournaling } from '../../process/kill-while-journaling.ts'

test('the journal of a console killed under load contains everything that was shown, without gaps', async () => {
  const lines: string[] = []
  for (let round = 0; round < 10; round += 1) {
    const { shown, journaled } = await killWhileJournaling(2_000)
    lines.push(`${shown} transitions shown, ${journaled} journaled`)
  }
  console.log(`Kills in a storm of 2,000 updates a second:\n${lines.join('\n')}`)
}, 900_000)

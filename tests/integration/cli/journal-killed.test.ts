import { test } from 'vitest'
import { killWhileJournaling } from '../../process/kill-while-journaling.ts'

test('a console that is killed in a storm has everything in its journal that it showed, in the words of IBKR, without a hole', async () => {
  await killWhileJournaling(500)
}, 100_000)

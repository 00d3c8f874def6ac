import { test } from 'vitest'
import { killWhileStoring } from '../../process/kill-while-storing.ts'

test('five kills in the middle of storing keys leave the old set or the new, and the next start removes the rest', async () => {
  await killWhileStoring(5)
}, 120_000)

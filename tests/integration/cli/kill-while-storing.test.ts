import { test } from 'vitest'
import { killWhileStoring } from '../../process/kill-while-storing.ts'

// The long run has two hundred: where each falls is a matter of luck.
test('kills in the middle of storing keys leave the old set or the new, and the next start removes the rest', async () => {
  await killWhileStoring(2)
}, 120_000)

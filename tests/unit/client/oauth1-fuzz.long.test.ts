import { test, vi } from 'vitest'
import { kindsOfInput } from './oauth1-fuzz.ts'

vi.setConfig({ testTimeout: 600_000 })

test.each(kindsOfInput)(
  'OAuth arithmetic fails only with a stable code, in time and without quotations, for %s (10,000 runs)',
  (_what, fuzz) => {
    fuzz(10_000)
  },
)

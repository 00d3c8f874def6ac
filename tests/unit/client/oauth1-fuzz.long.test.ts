import { test, vi } from 'vitest'
import { kindsOfInput } from './oauth1-fuzz.ts'

vi.setConfig({ testTimeout: 600_000 })

test.each(kindsOfInput)(
  'OAuth functions fail only with a stable code, in time and without quoting the input: %s (10,000 runs)',
  (_what, fuzz) => {
    fuzz(10_000)
  },
)

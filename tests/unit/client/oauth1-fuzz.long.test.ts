import { test, vi } from 'vitest'
import { kindsOfInput } from './oauth1-fuzz.ts'

vi.setConfig({ testTimeout: 600_000 })

test.each(kindsOfInput)(
  'given much %s, the arithmetic fails only with a stable code, in time, quoting nothing',
  (_what, fuzz) => {
    fuzz(10_000)
  },
)

import { test, vi } from 'vitest'
import { kindsOfResponse } from './responses-fuzz.ts'

vi.setConfig({ testTimeout: 1_200_000 })

test.each(kindsOfResponse)(
  'the client fails only with a stable code, and in time, for invalid %s (5,000 runs)',
  (_what, fuzz) => fuzz(5_000),
)

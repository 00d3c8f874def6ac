import { test, vi } from 'vitest'
import { kindsOfResponse } from './responses-fuzz.ts'

vi.setConfig({ testTimeout: 60_000 })

test.each(kindsOfResponse)('the client fails only with a stable code, and in time, for invalid %s', (_what, fuzz) =>
  fuzz(10),
)

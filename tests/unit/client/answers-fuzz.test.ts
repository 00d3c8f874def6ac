import { test, vi } from 'vitest'
import { kindsOfAnswer } from './answers-fuzz.ts'

vi.setConfig({ testTimeout: 60_000 })

test.each(kindsOfAnswer)('answered with odd %s, the client fails only with a stable code, and in time', (_what, fuzz) =>
  fuzz(25),
)

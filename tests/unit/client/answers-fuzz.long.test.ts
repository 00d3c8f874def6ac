import { test, vi } from 'vitest'
import { kindsOfAnswer } from './answers-fuzz.ts'

vi.setConfig({ testTimeout: 1_200_000 })

test.each(kindsOfAnswer)(
  'answered with many odd %s, the client fails only with a stable code, and in time',
  (_what, fuzz) => fuzz(5_000),
)

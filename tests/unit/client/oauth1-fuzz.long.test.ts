import { vi } from 'vitest'
import { fuzzOauth1 } from './oauth1-fuzz.ts'

vi.setConfig({ testTimeout: 600_000 })
fuzzOauth1(20_000)

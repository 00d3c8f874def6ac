import { test } from 'vitest'
import { sleepThrough } from './listening.ts'

test.each(['gateway', 'gateway over TLS', 'oauth2'] as const)(
  'a night is slept through with its 503, through %s',
  async (mode) => {
    await sleepThrough(mode)
  },
)

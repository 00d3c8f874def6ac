import { test } from 'vitest'
import { kindsOfInput } from './oauth1-fuzz.ts'

test.each(kindsOfInput)(
  'OAuth arithmetic fails only with a stable code, in time and without quotations, for %s',
  (_what, fuzz) => {
    fuzz(50)
  },
)

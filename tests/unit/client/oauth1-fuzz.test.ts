import { test } from 'vitest'
import { kindsOfInput } from './oauth1-fuzz.ts'

test.each(kindsOfInput)(
  'given %s, the arithmetic fails only with a stable code, in time, quoting nothing',
  (_what, fuzz) => {
    fuzz(50)
  },
)

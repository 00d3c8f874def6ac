import { test } from 'vitest'
import { kindsOfInput } from './oauth1-fuzz.ts'

test.each(kindsOfInput)(
  'OAuth functions fail only with a stable code, in time and without quoting the input: %s',
  (_what, fuzz) => {
    fuzz(50)
  },
)

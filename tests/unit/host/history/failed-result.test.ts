import { expect, test } from 'vitest'
import { createFailedResult } from '../../../../src/host/history/sent-request.ts'
import { HostError } from '../../../../src/host/host-error.ts'

test.each([
  ['outcome-unknown', 'unknown'],
  ['cancelled', 'cancelled'],
  ['upstream', 'failed'],
] as const)('stores a request that ended with %s as %s', (code, outcome) => {
  expect(createFailedResult(new HostError(code, 'why'))).toEqual({ outcome, code, message: 'why' })
})

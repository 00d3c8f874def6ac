import { expect, it } from 'vitest'
import { retryAfterSeconds } from '../../../src/client/rest/rest-channel.ts'

const NOW = Date.parse('Wed, 25 Nov 2026 10:00:00 GMT')
const date = 'Wed, 25 Nov 2026 09:00:00 GMT'

it.each([
  ['30', undefined, 30],
  ['0', undefined, 0],
  ['Wed, 25 Nov 2026 10:00:40 GMT', undefined, 40],
  ['Wed, 25 Nov 2026 09:00:40 GMT', date, 40],
  ['Wed, 25 Nov 2026 08:00:00 GMT', date, 0],
  ['Wed, 25 Nov 2026 10:00:40 GMT', 'no date', 40],
  ['', undefined, undefined],
  ['-1', undefined, undefined],
  ['1e3', undefined, undefined],
  ['NaN', undefined, undefined],
  ['soon', undefined, undefined],
  [undefined, date, undefined],
])('reads Retry-After %j with Date %j as %j seconds', (retryAfter, serverDate, seconds) => {
  const headers = {
    ...(retryAfter === undefined ? {} : { 'retry-after': retryAfter }),
    ...(serverDate === undefined ? {} : { date: serverDate }),
  }
  expect(retryAfterSeconds(headers, NOW)).toBe(seconds)
})

import { expect, it } from 'vitest'
import { ConnectionTimingLog } from '../../../src/client/rest/client-connections.ts'

it('returns a connection once, to a request that started before it, and keeps the newest 64', () => {
  const log = new ConnectionTimingLog()
  for (let startedAt = 0; startedAt < 70; startedAt += 1) log.add({ startedAt, endedAt: startedAt + 5 })
  expect(log.claim(69)).toEqual({ startedAt: 69, endedAt: 74 })
  expect(log.claim(69)).toBeUndefined()
  const claimed = Array.from({ length: 64 }, () => log.claim(0)?.startedAt)
  expect(claimed).toEqual([...Array.from({ length: 63 }, (_, index) => index + 6), undefined])
})

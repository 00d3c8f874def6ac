import { expect, test } from 'vitest'
import type { SessionSupervisor } from '../../../src/client/index.ts'
import { readPriceHistory } from '../../../src/host/contracts/read-price-history.ts'

const HOUR = 3_600_000

/** Returns the bars and the queries that were sent. `responses` may contain errors with a status. */
async function read(age: number, responses: readonly object[]) {
  const queries: Record<string, unknown>[] = []
  const session = {
    request: async (_route: string, { query }: { readonly query: Record<string, unknown> }) => {
      const response = responses[queries.push(query) - 1]
      if (response !== undefined && 'status' in response) throw response
      return response
    },
  } as unknown as SessionSupervisor
  const history = readPriceHistory(session, { conid: 1, since: 0, now: age }, new AbortController().signal)
  return { history: await history.catch((error: unknown) => error), queries }
}

const body = {
  barLength: 60,
  data: [
    { t: 5, o: 1, c: 2 },
    { o: 0, c: 0 },
  ],
}

test.each([
  [0, '2h', '1min'],
  [3 * HOUR, '8h', '1min'],
  [30 * HOUR, '1w', '15min'],
  [24 * 20 * HOUR, '1m', '1h'],
  [24 * 300 * HOUR, '2y', '1d'],
])('reads the prices since an order %i ms ago with the period %s and bars of %s', async (age, period, bar) => {
  const { history, queries } = await read(age, [body])
  expect(queries).toEqual([{ conid: '1', period, bar, outsideRth: bar !== '1d' }])
  // A bar without a time means that there is no data.
  expect(history).toEqual({ barMs: 60_000, bars: [{ at: 5, open: 1, close: 2 }] })
})

test('repeats the request once after status 404 or 500, but not after 429', async () => {
  expect((await read(0, [{ status: 500 }, body])).queries).toHaveLength(2)
  expect(await read(0, [{ status: 404 }, { status: 404 }])).toMatchObject({ history: { status: 404 } })
  const { history, queries } = await read(0, [{ status: 429 }, body])
  expect([history, queries.length]).toEqual([{ status: 429 }, 1])
})

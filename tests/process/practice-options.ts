import type { PracticeHost } from './practice-host.ts'

/** The terms of an option, as `GET /iserver/secdef/info` states them. */
export interface PracticeOption {
  readonly conid: number
  readonly strike: number
  readonly right: 'C' | 'P'
  /** Last trading day, as `YYYYMMDD`. */
  readonly maturityDate: string
}

/** Sends a read of the explorer, and returns its parsed response. */
export async function readJson<T>(host: PracticeHost, path: string, query: object = {}): Promise<T> {
  const rows = Object.entries(query).map(([name, value]) => [name, String(value)] as const)
  const response = await host.client.callBytes('requests.send', { method: 'GET', path, query: rows })
  return JSON.parse(Buffer.from(response.body).toString()) as T
}

/** Returns the options on AAPL of a month, at three strikes around the price: each call, then each put. */
export async function readOptions(host: PracticeHost, monthIndex: number): Promise<readonly PracticeOption[]> {
  const aapl = { conid: 265598, sectype: 'OPT', exchange: 'SMART' }
  const found = await readJson<
    readonly { readonly sections: readonly { readonly secType: string; readonly months?: string }[] }[]
  >(host, '/iserver/secdef/search', { symbol: 'AAPL' })
  const section = found[0]?.sections.find(({ secType }) => secType === 'OPT')
  const month = section?.months?.split(';')[monthIndex] ?? ''
  const { call } = await readJson<{ readonly call: readonly number[] }>(host, '/iserver/secdef/strikes', {
    ...aapl,
    month,
  })
  const middle = Math.floor(call.length / 2)
  const strikes = call.slice(middle - 1, middle + 2)
  const options = (['C', 'P'] as const).flatMap((right) =>
    strikes.map(async (strike): Promise<PracticeOption> => {
      const rows = await readJson<readonly PracticeOption[]>(host, '/iserver/secdef/info', {
        ...aapl,
        month,
        strike,
        right,
      })
      const monthly = rows.at(-1)
      if (monthly === undefined) throw new Error(`no ${right} at ${strike} in ${month}`)
      return { ...monthly, strike, right }
    }),
  )
  return Promise.all(options)
}

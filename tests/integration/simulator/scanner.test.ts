import { expect, test } from 'vitest'
import { runningGateway } from './running-gateway.ts'

interface Hit {
  readonly symbol: string
  readonly column_name?: string
}

const gainers = { instrument: 'STK', type: 'TOP_PERC_GAIN', location: 'STK.US.MAJOR', filter: [] as object[] }

async function scanner() {
  const { client, simulator } = await runningGateway()
  return {
    client,
    simulator,
    run: async (change: object = {}) =>
      ((await client.post('iserver/scanner/run', { ...gainers, ...change })).body as { contracts: readonly Hit[] })
        .contracts,
  }
}

test('ranks the market as requested, following the prices', async () => {
  const { simulator, run } = await scanner()
  simulator.controls.setPrice('JPM', 400)
  simulator.controls.setPrice('AMD', 100)
  const [first] = await run()
  expect(first).toMatchObject({ symbol: 'JPM', column_name: 'Chg%' })
  expect((await run({ type: 'TOP_PERC_LOSE' }))[0]).toMatchObject({ symbol: 'AMD' })
  expect((await run()).map(({ symbol }) => symbol).at(-1)).toBe('AMD')
})

test('adds the heading to the first hit only, and the ranked value to no hit', async () => {
  const { run } = await scanner()
  for (const hit of await run()) expect(hit).not.toHaveProperty('scan_data')
  expect((await run()).filter(({ column_name }) => column_name !== undefined)).toHaveLength(1)
})

test('narrows hits by filters and locations, and scans funds separately', async () => {
  const { simulator, run } = await scanner()
  simulator.controls.setPrice('IBM', 700)
  const filter = [{ code: 'priceAbove', value: 600 }]
  expect((await run({ filter })).map(({ symbol }) => symbol).sort()).toEqual(['IBM', 'META'])
  expect((await run({ filter, location: 'STK.NYSE' })).map(({ symbol }) => symbol)).toEqual(['IBM'])
  const funds = await run({ instrument: 'ETF.EQ.US', location: 'ETF.EQ.US.MAJOR' })
  expect(funds.map(({ symbol }) => symbol).sort()).toEqual(['QQQ', 'SPY'])
})

test('runs every listed scan in every location, and rejects an unknown scan type', async () => {
  const { client } = await scanner()
  const { scan_type_list, instrument_list, filter_list, location_tree } = (await client.get('iserver/scanner/params'))
    .body as Readonly<Record<string, readonly { code: string; type: string; locations: { type: string }[] }[]>>
  expect(instrument_list).toHaveLength(2)
  const filter = filter_list?.map(({ code }) => ({ code, value: 1 }))
  for (const { type: instrument, locations } of location_tree ?? []) {
    for (const { type: location } of locations) {
      for (const { code: type } of scan_type_list ?? []) {
        const response = await client.post('iserver/scanner/run', { instrument, location, type, filter })
        expect(response).toMatchObject({ status: 200, body: { contracts: expect.any(Array) } })
      }
    }
  }
  expect(await client.post('iserver/scanner/run', { ...gainers, type: 'NOTHING' })).toMatchObject({ status: 400 })
})

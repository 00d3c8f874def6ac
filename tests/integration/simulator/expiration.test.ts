import { expect, test } from 'vitest'
import { findInstrumentByName } from '../../../src/simulator/contracts/find-instrument.ts'
import { createManualClock } from '../../unit/simulator/manual-clock.ts'
import { runningGateway } from './running-gateway.ts'

const call = 'AAPL  260918C00245000'
const account = 'DU1234567'

/** Starts a gateway on 14 September 2026 with a position in a call that expires on 18 September. */
async function holding(side: 'BUY' | 'SELL', speed = 1) {
  const clock = createManualClock()
  const gateway = await runningGateway({ clock, speed, controlPort: 0 })
  const { simulator, client, warmUp } = gateway
  const control = async (body: object) => {
    const response = await fetch(`${simulator.controlUrl}controls`, { method: 'POST', body: JSON.stringify(body) })
    return { status: response.status, body: (await response.json()) as { error?: string } }
  }
  simulator.controls.setPrice('AAPL', 246)
  simulator.controls.addOrder({ symbol: call, side, quantity: 2, kind: 'MKT' })
  clock.advance(10_000 / speed)
  await warmUp()
  const conid = findInstrumentByName(call, clock.now())?.conid ?? 0
  const positions = async () => {
    await client.get(`portfolio/${account}/positions/0`)
    const { body } = await client.get(`portfolio/${account}/positions/0`)
    const rows = body as { conid: number; position: number }[]
    return {
      call: rows.find((row) => row.conid === conid)?.position ?? 0,
      stock: rows.find((row) => row.conid === 265598)?.position,
    }
  }
  return { ...gateway, clock, control, conid, positions }
}

test('advances to an expiration, after which positions, trades and orders show the exercise', async () => {
  const { client, control, positions, conid, simulator } = await holding('BUY')
  const orderId = simulator.controls.addOrder({ symbol: call, side: 'SELL', quantity: 2, price: 90, tif: 'GTC' })
  expect(await positions()).toEqual({ call: 2, stock: 300 })
  expect(await control({ verb: 'advanceTo', time: '2026-09-18T16:00:00-04:00' })).toEqual({ status: 200, body: {} })
  expect(await positions()).toEqual({ call: 0, stock: 500 })
  // The first read of a session returns nothing.
  await client.get('iserver/account/trades')
  const { body: trades } = await client.get('iserver/account/trades')
  const newest = (trades as { conid: number; trade_time: string }[]).filter(({ trade_time }) =>
    trade_time.startsWith('20260918'),
  )
  expect(newest.sort((one, other) => other.conid - one.conid)).toMatchObject([
    { conid, side: 'S', size: 2, price: '0.00', trade_time: '20260918-20:00:00', position: '0', sec_type: 'OPT' },
    { conid: 265598, side: 'B', size: 200, price: '245.00', net_amount: 49_000 },
  ])
  expect((await client.get(`iserver/account/order/status/${orderId}`)).body).toMatchObject({
    order_status: 'Cancelled',
  })
  const order = { conid, orderType: 'LMT', price: 1, side: 'BUY', quantity: 1, tif: 'DAY' }
  expect((await client.post(`iserver/account/${account}/orders`, { orders: [order] })).body).toEqual({
    error: 'Order is already expired.',
  })
})

test('lets contracts expire at any speed', async () => {
  const { clock, positions } = await holding('SELL', 3600)
  expect(await positions()).toMatchObject({ call: -2 })
  // Five days.
  for (let hour = 0; hour < 24 * 5; hour += 1) clock.advance(1000)
  expect(await positions()).toEqual({ call: 0, stock: 100 })
})

test('assigns a part of a short position, or all of it', async () => {
  const { control, positions } = await holding('SELL')
  expect(await control({ verb: 'assign', symbol: call, contracts: 1 })).toEqual({ status: 200, body: {} })
  expect(await positions()).toEqual({ call: -1, stock: 200 })
  expect(await control({ verb: 'assign', symbol: call, contracts: 2 })).toMatchObject({
    status: 400,
    body: { error: 'contracts is a whole number from 1 to 1, not 2' },
  })
  expect(await control({ verb: 'assign', symbol: call })).toMatchObject({ status: 200 })
  expect(await positions()).toEqual({ call: 0, stock: 100 })
  expect(await control({ verb: 'assign', symbol: call })).toMatchObject({
    status: 400,
    body: { error: `${account} has no short position in AAPL SEP 18 '26 245 Call` },
  })
})

test.each([
  [{ verb: 'advanceTo', time: '2026-09-14T10:00:00-04:00' }, 'advanceTo takes a time after 2026-09-14T14:00:10.000Z'],
  [{ verb: 'advanceTo', time: '2026-09-18' }, 'with its zone, not 2026-09-18'],
  [{ verb: 'advanceTo', time: '2036-09-18T16:00:00Z' }, 'at most five years'],
  [{ verb: 'assign', symbol: 'AAPL' }, 'AAPL cannot be assigned: it is no option'],
  [{ verb: 'assign', symbol: 'SPXW  260918C06700000' }, 'it is settled in cash at its expiration'],
])('rejects %j with the reason, and changes nothing', async (call, words) => {
  const { control } = await holding('BUY')
  const before = await control({ verb: 'stateDigest' })
  expect(await control(call)).toMatchObject({ status: 400, body: { error: expect.stringContaining(words) } })
  expect(await control({ verb: 'stateDigest' })).toEqual(before)
})

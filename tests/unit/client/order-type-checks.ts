import {
  bracket,
  type NewOrder,
  type Order,
  type OrderTransition,
  type PlacedOrder,
  type SessionSupervisor,
  type StopLoss,
} from '../../../src/client/index.ts'

/*
 * Correct and wrong uses of typed orders, for the compiler only. "npm run types" fails if a correct use does not
 * compile, or if a wrong use compiles.
 */

const common = { conid: 265598, side: 'BUY', quantity: 10 } as const

/** One order of each type, with the fields that it requires. */
export const oneOrderOfEachType: readonly NewOrder[] = [
  { ...common, orderType: 'MKT', tif: 'OPG' },
  { ...common, orderType: 'LMT', tif: 'OND', price: 180 },
  { ...common, orderType: 'STP', tif: 'GTC', price: 190 },
  { ...common, orderType: 'STOP_LIMIT', tif: 'DAY', price: 191, auxPrice: 190, outsideRTH: true },
  { ...common, orderType: 'MIDPRICE', tif: 'DAY' },
  { ...common, orderType: 'MIDPRICE', tif: 'DAY', price: 180 },
  { ...common, orderType: 'TRAIL', tif: 'GTC', trailingType: '%', trailingAmt: 5 },
  { ...common, orderType: 'TRAILLMT', tif: 'GTC', price: 178, auxPrice: 183, trailingType: 'amt', trailingAmt: 2 },
  { ...common, orderType: 'MIT', tif: 'GTC', price: 170 },
  { ...common, orderType: 'LIT', tif: 'GTC', price: 169, auxPrice: 170 },
  { ...common, orderType: 'MOC', tif: 'DAY' },
  { ...common, orderType: 'LOC', tif: 'DAY', price: 180 },
  { ...common, orderType: 'REL', tif: 'DAY', price: 181, auxPrice: 0.01 },
  // Orders with a cash quantity, a route, a combo, an algorithm, a group, a parent.
  { conid: 1, side: 'BUY', orderType: 'MKT', tif: 'IOC', cashQty: 500 },
  { conid: 1, side: 'BUY', orderType: 'MKT', tif: 'IOC', fxQty: 500, isCcyConv: true },
  { conidex: '265598@NYSE', side: 'SELL', quantity: 1, orderType: 'LMT', tif: 'DAY', price: 180 },
  { conidex: '28812380;;;1/1,2/-1', side: 'BUY', quantity: 1, orderType: 'LMT', tif: 'DAY', price: -0.5 },
  {
    ...common,
    orderType: 'LMT',
    tif: 'DAY',
    price: 1,
    strategy: 'Adaptive',
    strategyParameters: { adaptivePriority: 'Normal' },
  },
  { ...common, orderType: 'LMT', tif: 'DAY', price: 1, isSingleGroup: true, cOID: 'mine' },
  { ...common, orderType: 'STP', tif: 'DAY', price: 1, parentId: 'mine', manualIndicator: false },
]

export async function checkPlaceOrders(session: SessionSupervisor, some: readonly NewOrder[]): Promise<void> {
  const order: NewOrder = { ...common, orderType: 'LMT', tif: 'DAY', price: 180 }
  const [only] = await session.placeOrders('U1', [order], { confirm: ['o163'], maxReplies: 3 })
  const filled: Order = await only.filled({ signal: AbortSignal.timeout(1) })
  const done: Order = await only.done()
  const nothing: undefined = (await only.cancel()) as undefined
  const [first, second] = await session.placeOrders(
    'U1',
    [
      { ...common, orderType: 'LMT', tif: 'DAY', price: 180, isSingleGroup: true },
      { ...common, orderType: 'MKT', tif: 'DAY', isSingleGroup: true },
    ],
    { confirm: ({ messageIds }) => (messageIds.includes('o163') ? 'confirm' : 'decline') },
  )
  const ids: readonly [string, string] = [first.orderId, second.orderId]
  const list: readonly PlacedOrder[] = await session.placeOrders('U1', some)
  const [id, reference]: [string, string | undefined] = [only.orderId, only.cOID]
  void [filled, done, nothing, ids, list, id, reference]
  await only.modify({ price: 181, quantity: 12, outsideRTH: true }, { confirm: ['o163'] })
  await only.modify({ orderType: 'MKT', price: undefined })
  const changed: PlacedOrder = await session.modifyOrder('U1', only.orderId, { ...order, quantity: 11 })
  void changed
  // @ts-expect-error the side of an order cannot change
  await only.modify({ side: 'SELL' })
  // @ts-expect-error a misspelled field
  await only.modify({ limitPrice: 181 })
  // @ts-expect-error a price must be a number
  await only.modify({ price: '181' })
  // @ts-expect-error a change needs the whole order
  await session.modifyOrder('U1', only.orderId, { price: 181 })
  // @ts-expect-error a list of unknown length may be empty
  void (await session.placeOrders('U1', some))[0].orderId
  // @ts-expect-error one order has only one result
  void (await session.placeOrders('U1', [order]))[1].orderId
  // @ts-expect-error a single order must also be in a list
  await session.placeOrders('U1', order)
  // @ts-expect-error a misspelled option
  await session.placeOrders('U1', [order], { confirmed: [] })
  // @ts-expect-error a misspelled field
  await session.placeOrders('U1', [{ ...common, ordertype: 'MKT', tif: 'DAY' }])
  // @ts-expect-error a market order must not have a price
  await session.placeOrders('U1', [{ ...common, orderType: 'MKT', tif: 'DAY', price: 180 }])
}

export function checkWrongOrders(market: {
  conid: number
  side: 'BUY'
  quantity: number
  tif: 'DAY'
  price: number
}): void {
  const refused: NewOrder[] = []
  // @ts-expect-error the order type is missing
  refused.push({ ...common, tif: 'DAY' })
  // @ts-expect-error this order type does not exist
  refused.push({ ...common, orderType: 'LIMIT', tif: 'DAY', price: 180 })
  // @ts-expect-error a misspelled optional field
  refused.push({ ...common, orderType: 'MKT', tif: 'DAY', outsideRth: true })
  // @ts-expect-error a limit order must have a price
  refused.push({ ...common, orderType: 'LMT', tif: 'DAY' })
  // @ts-expect-error a price must be a number
  refused.push({ ...common, orderType: 'LMT', tif: 'DAY', price: '180' })
  // @ts-expect-error a market order must not inherit a price from another object
  refused.push({ ...market, orderType: 'MKT' })
  // @ts-expect-error a stop order must not have a second price
  refused.push({ ...common, orderType: 'STP', tif: 'DAY', price: 190, auxPrice: 191 })
  // @ts-expect-error a stop-limit order must have a stop price
  refused.push({ ...common, orderType: 'STOP_LIMIT', tif: 'DAY', price: 190 })
  // @ts-expect-error a trailing stop must have a unit
  refused.push({ ...common, orderType: 'TRAIL', tif: 'DAY', trailingAmt: 5 })
  // @ts-expect-error this unit does not exist
  refused.push({ ...common, orderType: 'TRAIL', tif: 'DAY', trailingAmt: 5, trailingType: 'percent' })
  // @ts-expect-error a trailing stop limit must have a limit price
  refused.push({ ...common, orderType: 'TRAILLMT', tif: 'DAY', auxPrice: 183, trailingAmt: 5, trailingType: '%' })
  // @ts-expect-error only trailing orders have a trailing amount
  refused.push({ ...common, orderType: 'LMT', tif: 'DAY', price: 180, trailingAmt: 5, trailingType: '%' })
  // @ts-expect-error a market-on-close order must be a DAY order
  refused.push({ ...common, orderType: 'MOC', tif: 'GTC' })
  // @ts-expect-error a stop order cannot have the time in force OPG
  refused.push({ ...common, orderType: 'STP', tif: 'OPG', price: 190 })
  // @ts-expect-error the overnight session accepts only limit orders
  refused.push({ ...common, orderType: 'MKT', tif: 'OVT' })
  // @ts-expect-error an order must have a side
  refused.push({ conid: 1, quantity: 1, orderType: 'MKT', tif: 'DAY' })
  // @ts-expect-error an order must have a contract
  refused.push({ side: 'BUY', quantity: 1, orderType: 'MKT', tif: 'DAY' })
  // @ts-expect-error an order must have either a route or a contract id
  refused.push({ ...common, conidex: '265598@NYSE', orderType: 'MKT', tif: 'DAY' })
  // @ts-expect-error an order must have a size
  refused.push({ conid: 1, side: 'BUY', orderType: 'MKT', tif: 'DAY' })
  // @ts-expect-error an order must have either a quantity or a cash quantity
  refused.push({ ...common, cashQty: 500, orderType: 'MKT', tif: 'DAY' })
  // @ts-expect-error a midprice order must not have a cash quantity
  refused.push({ conid: 1, side: 'BUY', cashQty: 500, orderType: 'MIDPRICE', tif: 'DAY' })
}

export function checkConsoleFields(order: Order, { source }: OrderTransition): void {
  // @ts-expect-error the library has no journal
  void order.journaled
  // @ts-expect-error the library does not know why an order is inactive
  void order.inactiveReason
  // @ts-expect-error the library does not report its own requests as transitions
  void (source === 'own request')
}

export async function checkBrackets(session: SessionSupervisor): Promise<void> {
  const parent: NewOrder = { ...common, orderType: 'LMT', price: 180, tif: 'DAY' }
  const takeProfit = { orderType: 'LMT', price: 200, tif: 'GTC' } as const
  const stopLoss: StopLoss = { orderType: 'TRAIL', trailingType: '%', trailingAmt: 5, tif: 'GTC', quantity: 5 }
  const [entry, profit, loss] = await session.placeOrders('U1', bracket({ parent, takeProfit, stopLoss }))
  const [, exit] = await session.placeOrders('U1', bracket({ parent, stopLoss }))
  void [entry.orderId, profit.orderId, loss.orderId, exit.orderId]
  // @ts-expect-error a bracket must have an exit
  bracket({ parent })
  // @ts-expect-error a bracket must have a parent
  bracket({ takeProfit, stopLoss })
  // @ts-expect-error a stop order is not a take profit
  bracket({ parent, takeProfit: { orderType: 'STP', price: 200, tif: 'GTC' } })
  // @ts-expect-error the side of an exit follows from the parent
  bracket({ parent, stopLoss: { orderType: 'STP', price: 170, tif: 'GTC', side: 'SELL' } })
  // @ts-expect-error two orders have only two results
  void (await session.placeOrders('U1', bracket({ parent, stopLoss })))[2].orderId
}

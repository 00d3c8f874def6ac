import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { type BracketOfTwo, bracket, IbkrError, type NewOrder } from '../../../src/client/index.ts'
import { placeOrders } from '../../../src/client/orders/place-orders.ts'
import type { PlacementDeps } from '../../../src/client/orders/send-placement.ts'
import { NO_ATTACHED } from '../../../src/renderer/features/orders/ticket/attached/attached-form.ts'
import { checkTicket } from '../../../src/renderer/features/orders/ticket/check-ticket.ts'
import { EMPTY_TICKET, type TicketForm } from '../../../src/renderer/features/orders/ticket/ticket-form.ts'
import type { ConsoleOrder } from '../../../src/shared/domain/console-orders.ts'
import { NO_RAILS } from '../../../src/shared/domain/guard-rails.ts'
import { futuresFamilies, listFutures } from '../../../src/simulator/contracts/futures.ts'
import { type PracticeHost, startPracticeHost } from '../../process/practice-host.ts'

let host: PracticeHost
let accountId: string
let orders: ReadonlyMap<string, ConsoleOrder> = new Map()
beforeAll(async () => {
  host = await startPracticeHost()
  await vi.waitUntil(() => host.view()?.state.kind === 'ready', { timeout: 20_000 })
  const state = host.view()?.state
  accountId = state?.kind === 'ready' ? state.accounts.selected : ''
  host.client.open(
    'orders.feed',
    {},
    {
      snapshot: ({ orders: all }) => {
        orders = new Map(all.map((order) => [order.orderId, order]))
      },
      items: (items) => {
        const changed = new Map(orders)
        for (const item of items) if (item.kind === 'order') changed.set(item.order.orderId, item.order)
        orders = changed
      },
      closed: () => undefined,
    },
  )
  await suppress('o163', 'o354', 'o10152', 'o10331')
})
afterAll(() => host.close())

const suppress = (...messageIds: readonly string[]) => questions('suppress', { messageIds })
const questions = (path: string, body: object) =>
  host.client.callBytes('requests.send', {
    method: 'POST',
    path: `/iserver/questions/${path}`,
    query: [],
    body: JSON.stringify(body),
  })

const exits = {
  takeProfit: { orderType: 'LMT', price: 260, timeInForce: 'GTC' },
  stopLoss: { orderType: 'STP', price: 180, timeInForce: 'GTC' },
} as const
const ticket = (fields: object = {}) =>
  ({
    accountId,
    conid: 265598,
    side: 'BUY',
    orderType: 'LMT',
    price: 200,
    quantity: 5,
    timeInForce: 'DAY',
    attached: { kind: 'bracket', ...exits },
    ...fields,
  }) as const
const place = (fields: object = {}) => host.client.call('orders.place', ticket(fields))

/** Returns the order requests that the server received since the last call. */
let seen = 0
function received(): readonly { readonly body: Readonly<Record<string, unknown>> }[] {
  const all = host.simulator.record
    .requests({ path: /\/iserver\/(account\/[^/]+\/orders|reply\/.+)$/ })
    .filter(({ method }) => method === 'POST')
  const fresh = all.slice(seen)
  seen = all.length
  return fresh as never
}
const sentOrders = (request: { readonly body: unknown } | undefined) =>
  (typeof request?.body === 'string' ? JSON.parse(request.body) : request?.body) as {
    readonly orders: readonly Readonly<Record<string, unknown>>[]
  }

test('sends a bracket in one request, and names the outcome of each order', async () => {
  received()
  const response = await place()
  expect(response).toMatchObject({
    kind: 'accepted',
    parts: [
      { name: 'Entry', outcome: 'accepted', orderId: expect.any(String) },
      { name: 'Take profit', outcome: 'accepted' },
      { name: 'Stop loss', outcome: 'accepted' },
    ],
  })
  const [request, ...others] = received()
  expect(others).toEqual([])
  const [entry, ...children] = sentOrders(request).orders
  expect(entry).toMatchObject({ side: 'BUY', orderType: 'LMT', price: 200, cOID: expect.stringMatching(/^console-/) })
  expect(children).toMatchObject([
    { side: 'SELL', orderType: 'LMT', price: 260, quantity: 5, tif: 'GTC', parentId: entry?.['cOID'] },
    { side: 'SELL', orderType: 'STP', price: 180, quantity: 5, tif: 'GTC', parentId: entry?.['cOID'] },
  ])
  for (const child of children) expect(child).not.toHaveProperty('cOID')
  const orderId = response.kind === 'accepted' ? response.orderId : ''
  const linked = () => [...orders.values()].filter((order) => order.parentId === orderId).length
  await host.until('the exits in the order list', () => linked() === 2, 60)
})

test('states for the orders of a future, and for their preview, that a person entered them', async () => {
  received()
  const [family] = futuresFamilies
  const conid = family && listFutures(family, Date.now())[1]?.conid
  const fields = { conid, manualIndicator: true, quantity: 1 } as const
  expect(await place({ ...fields, attached: undefined })).toMatchObject({ kind: 'accepted' })
  expect(sentOrders(received()[0]).orders).toMatchObject([{ conid, manualIndicator: true }])
  const preview = host.client.call('ticket.preview', ticket({ ...fields, attached: undefined }))
  expect(await preview).toMatchObject({ amount: expect.stringContaining('(1 Contracts)') })
  // Without it, the rejection names the missing field.
  expect(await place({ conid, attached: undefined })).toMatchObject({
    ...{ kind: 'rejected', message: expect.stringContaining('manualIndicator is required') },
  })
})

test('sends the orders of an OCA group in one request', async () => {
  received()
  const other = { side: 'BUY', quantity: 3, orderType: 'STP', price: 300, timeInForce: 'DAY' }
  const response = await place({ attached: { kind: 'oca', orders: [other] } })
  expect(response).toMatchObject({
    parts: [
      { name: 'Order 1', outcome: 'accepted', orderId: expect.any(String) },
      { name: 'Order 2', outcome: 'accepted', orderId: expect.any(String) },
    ],
  })
  expect(sentOrders(received()[0]).orders).toMatchObject([
    { isSingleGroup: true, quantity: 5 },
    { isSingleGroup: true, quantity: 3, orderType: 'STP', cOID: expect.stringMatching(/-2$/) },
  ])
})

test.each([
  ['a stop loss above the entry', { stopLoss: { ...exits.stopLoss, price: 210 } }, 'must be below 200'],
  ['a take profit below the entry', { takeProfit: { ...exits.takeProfit, price: 190 } }, 'must be above 200'],
  ['no exit', { takeProfit: undefined, stopLoss: undefined }, 'take profit, a stop loss or both'],
  [
    'an exit without its price',
    { stopLoss: { orderType: 'STP', timeInForce: 'GTC' } },
    'The stop loss must have price',
  ],
  [
    'a time that an exit does not take',
    { stopLoss: { ...exits.stopLoss, timeInForce: 'IOC' } },
    'The stop loss has the tif "IOC"',
  ],
  [
    'a trailing exit of 100 percent',
    { stopLoss: { orderType: 'TRAIL', trailing: { amount: 100, unit: '%' }, timeInForce: 'GTC' } },
    'The stop loss must trail by less than 100 percent',
  ],
])('rejects a bracket with %s, and sends nothing', async (_, fields, problem) => {
  received()
  await expect(place({ attached: { kind: 'bracket', ...exits, ...fields } })).rejects.toMatchObject({
    code: 'invalid-input',
    message: expect.stringContaining(problem),
  })
  expect(received()).toEqual([])
})

const form = (fields: Partial<TicketForm>): TicketForm => ({
  ...EMPTY_TICKET,
  accountId,
  contract: { conid: 265598, symbol: 'AAPL', name: '', exchange: '', securityType: 'STK' },
  quantity: '5',
  limitPrice: '200',
  ...fields,
})
const limitOrder = { conid: 265598, side: 'BUY', orderType: 'LMT', price: 200, quantity: 5, tif: 'DAY' } as const

const one = (fields: object) => () => [{ ...limitOrder, ...fields }]

/** Returns the error of the library for orders. */
async function libraryError(orders: () => readonly object[]): Promise<{ message: string; hint: string | undefined }> {
  const context = { caller: { kind: 'program', name: '' }, withCaller: () => context, placements: { run: vi.fn() } }
  const placing = async () =>
    placeOrders(context as unknown as PlacementDeps, accountId, orders() as readonly NewOrder[])
  const error: unknown = await placing().catch((reason: unknown) => reason)
  if (!IbkrError.is(error, 'config-invalid')) throw error
  return { message: error.message, hint: error.hint }
}

const stopAbove = { ...exits.stopLoss, price: 210 } as const
test.each<[string, object, () => readonly object[], Partial<TicketForm>, object]>([
  [
    'a missing price',
    { price: undefined },
    one({ price: undefined }),
    { limitPrice: '' },
    { limitPrice: 'Enter a limit price.' },
  ],
  [
    'no size',
    { quantity: undefined },
    one({ quantity: undefined }),
    { quantity: '' },
    { quantity: 'Enter a quantity greater than 0.' },
  ],
  [
    'a quantity of 0',
    { quantity: 0 },
    one({ quantity: 0 }),
    { quantity: '0' },
    { quantity: 'Enter a quantity greater than 0, up to 1,000,000,000.' },
  ],
  [
    'a cash amount that the type does not take',
    { orderType: 'LOC', quantity: undefined, cashQuantity: 5 },
    one({ orderType: 'LOC', quantity: undefined, cashQty: 5 }),
    { orderType: 'LOC', quantityUnit: 'cash' },
    { quantity: 'A limit on close order in AAPL does not support a cash amount.' },
  ],
  [
    'a time in force of other types',
    { orderType: 'LOC', timeInForce: 'GTC' },
    one({ orderType: 'LOC', tif: 'GTC' }),
    { orderType: 'LOC', timeInForce: 'GTC' },
    { timeInForce: 'A limit on close order in AAPL supports only DAY.' },
  ],
  [
    'no distance',
    { orderType: 'TRAIL' },
    one({ orderType: 'TRAIL' }),
    { orderType: 'TRAIL', stopPrice: '200' },
    { trailingAmount: 'Enter a trailing amount.' },
  ],
  [
    'a distance of 0',
    { orderType: 'TRAIL', trailing: { amount: 0, unit: 'amt' } },
    one({ orderType: 'TRAIL', trailingAmt: 0, trailingType: 'amt' }),
    { orderType: 'TRAIL', trailingAmount: '0' },
    { trailingAmount: 'Enter a trailing amount greater than 0.' },
  ],
  [
    'no contract',
    { conid: 0 },
    one({ conid: 0 }),
    { contract: { conid: 0, symbol: '', name: '', exchange: '', securityType: '' } },
    { contract: 'Enter a symbol or a conid, and choose a contract.' },
  ],
  [
    'a group of one order',
    { attached: { kind: 'oca', orders: [] } },
    one({ isSingleGroup: true }),
    { attached: { ...NO_ATTACHED, kind: 'oca' } },
    { attached: 'Add another order to the group.' },
  ],
  [
    'a stop loss above the entry',
    { attached: { kind: 'bracket', stopLoss: stopAbove } },
    () => bracket({ parent: limitOrder, stopLoss: { orderType: 'STP', price: 210, tif: 'GTC' } }),
    { attached: { ...NO_ATTACHED, kind: 'bracket', exitUnit: 'price', stopLoss: '210' } },
    { stopLoss: 'Enter a stop loss below the entry price of 200.' },
  ],
  [
    'a bracket without an exit',
    { attached: { kind: 'bracket' } },
    () => bracket({ parent: limitOrder } as unknown as BracketOfTwo),
    { attached: { ...NO_ATTACHED, kind: 'bracket' } },
    { takeProfit: 'Enter a take profit, a stop loss or both.' },
  ],
])('reports %s in the library, over the rpc and in the ticket', async (_, fields, orders, entered, problems) => {
  const { message, hint } = await libraryError(orders)
  received()
  const error: unknown = await place({ attached: undefined, ...fields }).catch((reason: unknown) => reason)
  // The two differ only in the name of the order.
  const text = message.replace(/^Order 1 /, 'The order ')
  expect(error).toMatchObject({ code: 'invalid-input', message: hint === undefined ? text : `${text} ${hint}` })
  expect(received()).toEqual([])
  expect(checkTicket(form(entered), { now: Date.now() })).toEqual({ kind: 'invalid', problems })
})

test.each([
  ['a quantity', { quantity: 1e9 + 1 }, { quantity: '1000000001' }, 'quantity', 'at most 1,000,000,000'],
  [
    'a trailing percentage',
    { orderType: 'TRAIL', trailing: { amount: 100, unit: '%' } },
    { orderType: 'TRAIL', trailingAmount: '100', trailingUnit: '%' },
    'trailingAmount',
    'less than 100 percent',
  ],
] as const)('takes %s only up to the limit of the console', async (_, fields, entered, field, problem) => {
  received()
  await expect(place({ attached: undefined, ...fields })).rejects.toMatchObject({
    code: 'invalid-input',
    message: expect.stringContaining(problem),
  })
  expect(received()).toEqual([])
  expect(checkTicket(form(entered), { now: Date.now() })).toMatchObject({
    problems: { [field]: expect.stringMatching(/^Enter/) },
  })
})

test('rejects a bracket for a cash amount and attached orders of a modification', async () => {
  received()
  await expect(place({ quantity: undefined, cashQuantity: 1_000 })).rejects.toMatchObject({ code: 'invalid-input' })
  await expect(host.client.call('orders.modify', { ...ticket(), orderId: '7' })).rejects.toMatchObject({
    code: 'invalid-input',
  })
  expect(received()).toEqual([])
})

test('names the exit that IBKR rejects as the reason why the other orders are inactive', async () => {
  host.simulator.controls.breakNextBracket('reject-child')
  received()
  const response = await place()
  expect(response).toMatchObject({
    kind: 'accepted',
    status: 'Inactive',
    parts: [
      { name: 'Entry', outcome: 'accepted', status: 'Inactive' },
      { name: 'Take profit', outcome: 'accepted', status: 'Inactive' },
      { name: 'Stop loss', outcome: 'rejected', text: expect.stringContaining('rejected by the exchange') },
    ],
  })
  expect(received()).toHaveLength(1)
  const orderId = response.kind === 'accepted' ? response.orderId : ''
  await host.until('a reason', () => orders.get(orderId)?.inactiveReason !== undefined, 60)
  expect(orders.get(orderId)?.inactiveReason).toContain('An order attached to it was rejected')
  await vi.waitUntil(() => host.sent().includes('the stop loss was rejected'))
})

test('reports exits that the response does not mention', async () => {
  host.simulator.controls.breakNextBracket('lose-children')
  received()
  const response = await place()
  expect(response.kind === 'accepted' && response.parts).toEqual([
    expect.objectContaining({ name: 'Entry', outcome: 'accepted' }),
    { name: 'Take profit', outcome: 'missing' },
    { name: 'Stop loss', outcome: 'missing' },
  ])
  expect(received()).toHaveLength(1)
})

test('does not retry if the connection drops between the entry and its exits', async () => {
  host.simulator.controls.breakNextBracket('lose-children')
  host.simulator.controls.faults.add(`reset@POST /iserver/account/${accountId}/orders,times=1,processed=yes`)
  received()
  await expect(place()).rejects.toMatchObject({ code: 'outcome-unknown', retryable: false })
  const requests = received()
  expect(requests).toHaveLength(1)
  const reference = sentOrders(requests[0]).orders[0]?.['cOID']
  const entry = () => [...orders.values()].find(({ orderReference }) => orderReference === reference)
  await host.until('the entry in the order list', () => entry() !== undefined, 60)
  expect([...orders.values()].filter(({ parentId }) => parentId === entry()?.orderId)).toEqual([])
  expect(received()).toEqual([])
})

test('returns the questions about a bracket, and marks its orders inactive after one is declined', async () => {
  await questions('suppress/reset', {})
  await suppress('o354')
  received()
  const first = await place()
  expect(first).toMatchObject({ kind: 'question', messageIds: ['o163'] })
  const open = await host.client.call('orders.openQuestion', {})
  expect(open).toMatchObject({ kind: 'ticket', order: { attached: { kind: 'bracket' } } })
  const replyId = first.kind === 'question' ? first.replyId : ''
  const second = await host.client.call('orders.reply', { replyId, confirmed: true })
  expect(second).toMatchObject({ kind: 'question' })
  const before = new Set(orders.keys())
  await host.client.call('orders.reply', {
    replyId: second.kind === 'question' ? second.replyId : '',
    confirmed: false,
  })
  const declined = () => [...orders.values()].filter(({ orderId }) => !before.has(orderId))
  await host.until('three inactive orders', () => declined().length === 3, 60)
  expect(declined().map(({ status, inactiveReason }) => [status, inactiveReason])).toEqual(
    Array(3).fill(['Inactive', expect.stringContaining('You declined IBKR’s order question.')]),
  )
  expect(received()).toHaveLength(3)
  await suppress('o163', 'o10152', 'o10331')
})

test('checks each order of a bracket against the guard rails', async () => {
  const rails = (changed: object) =>
    host.client.call('guardRails.change', { profileId: 'practice', rails: { ...NO_RAILS, ...changed } })
  await rails({ collar: { action: 'warn', limit: 22 } })
  received()
  const check = await host.client.call('guardRails.check', { kind: 'ticket', order: ticket() })
  expect(check.findings).toMatchObject([{ rail: 'collar', orders: [3], message: expect.stringContaining('Order 3') }])
  await expect(place()).rejects.toMatchObject({ code: 'guard-rail-warning' })
  const acknowledged = check.acknowledgement ?? ''
  await expect(place({ price: 201, acknowledged })).rejects.toMatchObject({ code: 'guard-rail-warning' })
  const again = await host.client.call('guardRails.check', { kind: 'ticket', order: ticket() })
  expect(await place({ acknowledged: again.acknowledgement })).toMatchObject({ kind: 'accepted' })
  expect(received()).toHaveLength(1)
  await rails({ ordersPerMinute: { action: 'refuse', limit: 2 } })
  await expect(place()).rejects.toMatchObject({ code: 'guard-rail-refused' })
  expect(received()).toEqual([])
  await rails({})
})

test('lists the algorithms of a contract with their parameters, although the first response is empty', async () => {
  const algorithms = await host.client.call('ticket.algorithms', { conid: 265598 })
  expect(algorithms.find(({ id }) => id === 'Adaptive')?.parameters).toEqual([
    {
      id: 'adaptivePriority',
      name: 'Urgency',
      kind: 'choice',
      isRequired: true,
      choices: ['Urgent', 'Normal', 'Patient'],
      preset: 'Normal',
    },
  ])
  expect(algorithms.find(({ id }) => id === 'Vwap')?.parameters.map(({ id, kind }) => [id, kind])).toEqual([
    ['maxPctVol', 'number'],
    ['startTime', 'time'],
    ['endTime', 'time'],
    ['allowPastEndTime', 'flag'],
  ])
})

test('sends the algorithm of an order again with each change, even after a reconnect', async () => {
  received()
  const algorithm = { id: 'Vwap', parameters: { maxPctVol: '10', startTime: '10:00:00', allowPastEndTime: true } }
  const response = await place({ algorithm, attached: undefined })
  expect(sentOrders(received()[0]).orders).toMatchObject([
    { strategy: 'Vwap', strategyParameters: algorithm.parameters, cOID: expect.stringMatching(/-algo$/) },
  ])
  const orderId = response.kind === 'accepted' ? response.orderId : ''
  await host.until('the order in the list', () => orders.has(orderId), 60)
  const { order } = await host.client.call('orders.changeable', { orderId })
  expect(order).toMatchObject({ algorithm, price: 200 })
  const { algorithm: _, ...without } = order
  const change = async (quantity: number) => {
    const invalid = host.client.call('orders.modify', { ...without, quantity, orderId })
    await expect(invalid).rejects.toMatchObject({ code: 'invalid-input' })
    await host.client.call('orders.modify', { ...order, quantity, orderId })
    expect(lastChange()).toMatchObject({ quantity, strategy: 'Vwap', strategyParameters: algorithm.parameters })
    expect(lastChange()).not.toHaveProperty('cOID')
  }
  await change(6)
  await host.client.call('session.disconnect', {})
  orders = new Map()
  await host.client.call('session.connect', {})
  await host.until('the order after the reconnect', () => orders.get(orderId)?.quantity === 6, 60)
  await change(7)
})

const trailing = { orderType: 'TRAIL', trailing: { amount: 3, unit: 'amt' }, timeInForce: 'GTC' } as const
const trailingChild = (parent: string) =>
  [...orders.values()].find(({ parentId, stopPrice }) => parentId === parent && stopPrice !== undefined)?.orderId

test.each([
  ['an order', {}, (orderId: string) => orderId],
  ['the only exit of a bracket', { attached: { kind: 'bracket', stopLoss: trailing } }, trailingChild],
  [
    'one of two exits of a bracket',
    { attached: { kind: 'bracket', takeProfit: exits.takeProfit, stopLoss: trailing } },
    trailingChild,
  ],
])('repeats the trailing amount of %s when it is changed', async (_, fields, find) => {
  const trail = { ...trailing, side: 'SELL', price: undefined, attached: undefined }
  const response = await place('attached' in fields ? fields : trail)
  const placed = response.kind === 'accepted' ? response.orderId : ''
  await host.until('the order in the list', () => find(placed) !== undefined && orders.has(find(placed) ?? ''), 60)
  const orderId = find(placed) ?? ''
  const { order } = await host.client.call('orders.changeable', { orderId })
  expect(order).toMatchObject({ orderType: 'TRAIL', trailing: trailing.trailing, price: expect.any(Number) })
  await host.client.call('orders.modify', { ...order, trailing: { amount: 4, unit: 'amt' }, orderId })
  expect(lastChange()).toMatchObject({ orderType: 'TRAIL', trailingAmt: 4, trailingType: 'amt', price: order.price })
  const changeable = async () => (await host.client.call('orders.changeable', { orderId })).order
  expect((await changeable()).trailing).toEqual({ amount: 4, unit: 'amt' })
  const lose = async (change: object) => {
    host.simulator.controls.faults.add(`reset@POST /iserver/account/*/order/${orderId},times=1,processed=yes`)
    const lost = host.client.call('orders.modify', { ...(await changeable()), ...change, orderId })
    await expect(lost).rejects.toMatchObject({ code: 'outcome-unknown' })
  }
  await lose({ quantity: 4 })
  expect(await changeable()).toMatchObject({ quantity: 4, trailing: { amount: 4, unit: 'amt' } })
  // IBKR may have either amount, and does not report it.
  await lose({ trailing: { amount: 2, unit: 'amt' } })
  expect(await changeable()).not.toHaveProperty('trailing')
})

/** Returns the fields of the newest change that the server received. */
const lastChange = (): unknown => {
  const { body } = host.simulator.record.requests({ method: 'POST', path: /\/order\/\d+$/ }).at(-1) ?? {}
  return typeof body === 'string' ? JSON.parse(body) : body
}

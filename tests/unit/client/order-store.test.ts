import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { OrderStore, type OrderUpdate } from '../../../src/client/orders/order-store.ts'
import { readOrderRow } from '../../../src/client/orders/read-order-row.ts'
import { formatFilled } from '../../../src/shared/domain/order-size.ts'
import type { OrderTransition } from '../../../src/shared/domain/orders.ts'

/* State of one order at the server, and the rows that the server sends for it. */
interface ServerOrder {
  readonly orderId: number
  status: string
  filled: number
}
const TOTAL = 100
const MAX_ORDERS = 5_000

const full = ({ orderId, status, filled }: ServerOrder): object => ({
  acct: 'DU1',
  conid: 265598,
  orderId,
  ticker: 'AAPL',
  secType: 'STK',
  companyName: 'APPLE INC',
  side: 'BUY',
  origOrderType: 'LIMIT',
  orderType: 'Limit',
  price: '372.00',
  totalSize: TOTAL,
  status,
  filledQuantity: filled,
  remainingQuantity: TOTAL - filled,
  timeInForce: 'CLOSE',
})

const delta = ({ orderId, status, filled }: ServerOrder): object => ({
  acct: 'DU1',
  orderId,
  status,
  sizeAndFills: status === 'Filled' ? String(TOTAL) : `${filled}/${TOTAL - filled}`,
})

/** Applies one event to an order: further fills, or the end of the order. */
function advance(serverOrder: ServerOrder, by: number): void {
  if (serverOrder.status === 'Filled' || serverOrder.status === 'Cancelled') return
  if (by === 0) serverOrder.status = 'Cancelled'
  else {
    serverOrder.filled = Math.min(TOTAL, serverOrder.filled + by)
    serverOrder.status = serverOrder.filled === TOTAL ? 'Filled' : 'Submitted'
  }
}

const seen = (store: OrderStore): object =>
  Object.fromEntries([...store.orders.values()].map((order) => [order.orderId, [order.status, order.filled]]))
const real = (serverOrders: Iterable<ServerOrder>): object =>
  Object.fromEntries([...serverOrders].map(({ orderId, status, filled }) => [String(orderId), [status, filled]]))

type Move = { readonly order: number; readonly by: number; readonly fate: 'kept' | 'lost' | 'twice' }
const move = fc.record({
  order: fc.integer({ min: 1, max: 4 }),
  by: fc.integer({ min: 0, max: 60 }),
  fate: fc.constantFrom('kept' as const, 'lost' as const, 'twice' as const),
})

/** Returns the transitions of one order. */
const timeline = (changes: readonly OrderUpdate[], orderId: string): readonly OrderTransition[] =>
  changes.flatMap(({ events }) =>
    events.flatMap((event) => (event.orderId === orderId && event.transition ? [event.transition] : [])),
  )

function play(moves: readonly Move[]) {
  const store = new OrderStore()
  const changes: OrderUpdate[] = []
  const serverOrders = new Map<number, ServerOrder>()
  let now = 0
  for (const { order, by, fate } of moves) {
    now += 1
    const known = serverOrders.get(order)
    const serverOrder = known ?? { orderId: order, status: 'PendingSubmit', filled: 0 }
    serverOrders.set(order, serverOrder)
    if (known) advance(serverOrder, by)
    const row = known ? delta(serverOrder) : full(serverOrder)
    if (fate !== 'lost') changes.push(store.apply([row], 'stream', now))
    if (fate === 'twice') changes.push(store.apply([row], 'stream', now))
  }
  return { store, changes, serverOrders, now }
}

describe('order store', () => {
  test("the order store equals the server's state after lost or repeated frames and one snapshot", () => {
    fc.assert(
      fc.property(fc.array(move, { maxLength: 40 }), (moves) => {
        const { store, serverOrders, now } = play(moves)
        store.applySnapshot([...serverOrders.values()].map(full), 'snapshot', { mark: store.mark() }, now + 1)
        expect(seen(store)).toEqual(real(serverOrders.values()))
      }),
    )
  })

  test('never reverts a fill, and adds no transition after the end of an order', () => {
    fc.assert(
      fc.property(fc.array(move, { maxLength: 40 }), (moves) => {
        const { store, changes } = play(moves)
        for (const { orderId } of [...store.orders.values()]) {
          const steps = timeline(changes, orderId)
          const fills = steps.map(({ filled = 0 }) => filled)
          expect(fills).toEqual(fills.toSorted((a, b) => a - b))
          const end = steps.findIndex((step) => step.status === 'Filled' || step.status === 'Cancelled')
          expect(end === -1 || end === steps.length - 1).toBe(true)
        }
      }),
    )
  })

  test('ignores a repeated frame', () => {
    const store = new OrderStore()
    const serverOrder = { orderId: 1, status: 'Submitted', filled: 0 }
    expect(store.apply([full(serverOrder)], 'stream', 1).changed).toHaveLength(1)
    expect(store.apply([full(serverOrder)], 'stream', 2).changed).toHaveLength(0)
    expect(store.orders.get('1')?.transitionCount).toBe(1)
  })

  test('treats a frame that contains only ids as a placeholder', () => {
    const store = new OrderStore()
    const change = store.apply(
      [{ acct: 'DU1', conidex: '265598', conid: 265598, orderId: 9, isEventTrading: '0' }],
      'stream',
      1,
    )
    expect(change.changed).toEqual([])
    expect([...store.orders.values()]).toEqual([])
  })

  test('treats a number and a string with the same digits as the same order id', () => {
    const store = new OrderStore()
    store.apply([full({ orderId: 5, status: 'Submitted', filled: 0 })], 'stream', 1)
    store.apply([{ orderId: '5', status: 'Filled', filledQuantity: '100', remainingQuantity: '0' }], 'stream', 2)
    expect(seen(store)).toEqual({ 5: ['Filled', 100] })
  })

  test('records every transition of an order that arrives in the same WebSocket frame', () => {
    const store = new OrderStore()
    const step = (status: string): ServerOrder => ({ orderId: 1, status, filled: 0 })
    const rows = [full(step('PendingSubmit')), delta(step('PreSubmitted')), delta(step('Submitted'))]
    expect(timeline([store.apply(rows, 'stream', 1)], '1').map(({ status }) => status)).toEqual([
      'PendingSubmit',
      'PreSubmitted',
      'Submitted',
    ])
  })

  test('returns the same transitions for every split of the rows into frames', () => {
    const status = fc.constantFrom('PendingSubmit', 'PreSubmitted', 'Submitted', 'PendingCancel')
    const row = fc.record({ orderId: fc.integer({ min: 1, max: 3 }), status, filled: fc.constantFrom(0, 20, 40) })
    fc.assert(
      fc.property(fc.array(fc.array(row, { maxLength: 5 }), { maxLength: 12 }), (frames) => {
        const stepsOf = (frames: readonly (readonly ServerOrder[])[]) => {
          const store = new OrderStore()
          const changes = frames.map((rows) => store.apply(rows.map(full), 'stream', 1))
          return ['1', '2', '3'].map((orderId) => timeline(changes, orderId))
        }
        expect(stepsOf(frames)).toEqual(stepsOf(frames.flat().map((one) => [one])))
      }),
    )
  })

  test('removes a working order that is missing from a snapshot', () => {
    const store = new OrderStore()
    store.apply(
      [full({ orderId: 1, status: 'Submitted', filled: 0 }), full({ orderId: 2, status: 'Filled', filled: 100 })],
      'stream',
      1,
    )
    expect(store.applySnapshot([], 'snapshot', { mark: store.mark() }, 6).removed).toEqual(['1'])
    expect(seen(store)).toEqual({ 2: ['Filled', 100] })
  })

  test('removes an inactive order that is missing from a snapshot, and adds it again when it becomes active', () => {
    const store = new OrderStore()
    const inactive = { orderId: 1, status: 'Inactive', filled: 0 }
    store.apply([full(inactive)], 'stream', 1)
    store.apply([delta({ ...inactive, status: 'PendingSubmit' })], 'stream', 2)
    expect(seen(store)).toEqual({ 1: ['PendingSubmit', 0] })
    store.apply([delta(inactive)], 'stream', 3)
    expect(store.applySnapshot([], 'snapshot', { mark: store.mark() }, 6).removed).toEqual(['1'])
  })

  test('keeps a stream update that arrived after a snapshot was requested', () => {
    const store = new OrderStore()
    const mark = store.mark()
    store.apply([full({ orderId: 1, status: 'Submitted', filled: 40 })], 'stream', 10)
    // A mark, not the time, decides which update is newer, because the clock may be set back.
    store.applySnapshot([full({ orderId: 1, status: 'Submitted', filled: 10 })], 'snapshot', { mark }, 5)
    expect(seen(store)).toEqual({ 1: ['Submitted', 40] })
  })

  test('removes no order after a snapshot that is truncated at 1,000 rows', () => {
    const store = new OrderStore()
    store.apply([full({ orderId: 5_000, status: 'Submitted', filled: 0 })], 'stream', 1)
    const rows = Array.from({ length: 1_000 }, (_, index) =>
      full({ orderId: index + 1, status: 'Submitted', filled: 0 }),
    )
    expect(store.applySnapshot(rows, 'snapshot', { mark: store.mark() }, 6).removed).toEqual([])
  })

  test('drops the orders that ended first when it has more than 5,000, and no order that works', () => {
    const store = new OrderStore()
    const ended = (orderId: number) => full({ orderId, status: 'Filled', filled: TOTAL })
    store.apply([full({ orderId: 1, status: 'Submitted', filled: 0 })], 'stream', 1)
    store.apply([ended(2)], 'stream', 3)
    store.apply([ended(3)], 'stream', 2)
    const others = Array.from({ length: MAX_ORDERS - 3 }, (_, index) => ended(index + 4))
    expect(store.apply(others, 'stream', 4).removed).toEqual([])
    expect(store.apply([ended(9_998)], 'stream', 5).removed).toEqual(['3'])
    expect(store.apply([ended(9_999)], 'stream', 6).removed).toEqual(['2'])
    expect(store.orders.size).toBe(MAX_ORDERS)
  })

  test('does not correct an ended order by a list alone, not even by the first one', () => {
    const store = new OrderStore()
    store.apply([full({ orderId: 1, status: 'Filled', filled: TOTAL })], 'stream', 1)
    const list = [full({ orderId: 1, status: 'Submitted', filled: 10 })]
    expect(store.applySnapshot(list, 'snapshot', { mark: store.mark() }, 2).isContradictory).toBe(true)
    expect(seen(store)).toEqual({ 1: ['Filled', TOTAL] })
  })

  test('removes no order of another account when it applies a snapshot', () => {
    const store = new OrderStore()
    const other = { ...full({ orderId: 2, status: 'Submitted', filled: 0 }), acct: 'DU2' }
    store.apply([full({ orderId: 1, status: 'Submitted', filled: 0 }), other], 'stream', 1)
    expect(store.applySnapshot([], 'snapshot', { mark: store.mark() }, 2, 'DU1').removed).toEqual(['1'])
    expect(seen(store)).toEqual({ 2: ['Submitted', 0] })
  })

  test('corrects an ended order only after a forced read and a list, both sent after its end was seen', () => {
    const store = new OrderStore()
    const early = store.mark()
    store.apply([full({ orderId: 1, status: 'Filled', filled: 100 })], 'stream', 1)
    const busted = [full({ orderId: 1, status: 'Submitted', filled: 60 })]
    const apply = (source: 'snapshot' | 'poll', forcedMark?: number) =>
      store.applySnapshot(busted, source, { mark: store.mark(), forcedMark }, 2)
    // A plain list may be cached, and the forced read may be older than the end.
    for (const update of [apply('snapshot'), apply('poll'), apply('snapshot', early)]) {
      expect(update).toMatchObject({ isContradictory: true, changed: [] })
      expect(seen(store)).toEqual({ 1: ['Filled', 100] })
    }
    const change = apply('poll', store.mark())
    expect(change.isContradictory).toBe(false)
    expect(seen(store)).toEqual({ 1: ['Submitted', 60] })
    expect(timeline([change], '1')[0]?.text).toMatch(/^Corrected, Filled 60 of 100/)
    expect(apply('poll').isContradictory).toBe(false)
  })

  test('names each contract, so that two options of one underlying and two months of a future differ', () => {
    const store = new OrderStore()
    const option = { ticker: 'AAPL', description1: 'AAPL', companyName: 'APPLE INC', secType: 'OPT', side: 'BUY' }
    const future = { ticker: 'ES', description1: 'ES', companyName: 'E-mini S&P 500', secType: 'FUT', side: 'BUY' }
    store.apply(
      [
        { ...option, orderId: 1, conid: 11, description2: "JAN 20 '27 250 Call" },
        { ...option, orderId: 2, conid: 12, description2: "JAN 20 '27 250 Put" },
        { ...future, orderId: 3, conid: 13, description2: 'DEC26' },
        { ...future, orderId: 4, conid: 14, description2: 'MAR27' },
        { ...option, orderId: 5, conid: 15, description2: "JAN 20 '27 250 Call" },
      ],
      'stream',
      1,
    )
    store.apply([{ orderId: 1, status: 'Submitted' }], 'stream', 2)
    expect([...store.orders.values()].map(({ contractName }) => contractName)).toEqual([
      'AAPL 20JAN27 250 C',
      'AAPL 20JAN27 250 P',
      'ES DEC26',
      'ES MAR27',
      'AAPL 20JAN27 250 C #15',
    ])
  })

  test('shows the documented currency pair with its filled amount of money', () => {
    const store = new OrderStore()
    store.apply(
      [
        {
          ...{ acct: 'DU1', conidex: '15016138@IDEALPRO', conid: '15016138', orderId: 1370093238, cashCcy: 'CAD' },
          ...{ sizeAndFills: '2.4K CAD', description1: 'AUD.CAD', ticker: 'AUD', secType: 'CASH' },
          ...{ listingExchange: 'FXCONV', remainingQuantity: '0', filledQuantity: '2499.99', totalSize: '2806.46' },
          ...{
            totalCashSize: '2500',
            avgPrice: '0.89',
            companyName: 'Australian dollar',
            status: 'Filled',
            side: 'BUY',
          },
        },
      ],
      'snapshot',
      1,
    )
    const [order] = store.orders.values()
    expect(order).toMatchObject({ contractName: 'AUD.CAD', quantity: 2806.46, cashQuantity: 2500, cashCurrency: 'CAD' })
    expect(order && formatFilled(order)).toBe('2,499.99 of 2,500 CAD')
  })

  test('shows no side for the exercise of an option, and nothing that a status alone does not state', () => {
    const store = new OrderStore()
    const exercise = { orderId: 1, conid: 708764406, side: 'EXER', ticker: 'AAPL', secType: 'OPT', totalSize: 5 }
    store.apply([{ ...exercise, description2: "JUN 28 '24 192.5 Call", sizeAndFills: '0/5' }], 'stream', 1)
    store.apply([{ acct: 'DU1', orderId: 2, status: 'Submitted' }], 'stream', 1)
    const [exercised, unknown] = [...store.orders.values()]
    expect(exercised).toMatchObject({ otherSide: 'EXER', contractName: 'AAPL 28JUN24 192.5 C', quantity: 5, filled: 0 })
    expect(exercised).not.toHaveProperty('side')
    expect(unknown).toMatchObject({ contractName: '', symbol: '', status: 'Submitted' })
    for (const field of ['side', 'quantity', 'filled', 'remaining']) expect(unknown).not.toHaveProperty(field)
    // The side and the size become known with the first complete row.
    store.apply([full({ orderId: 2, status: 'Submitted', filled: 20 })], 'stream', 2)
    expect(store.orders.get('2')).toMatchObject({ side: 'BUY', quantity: 100, filled: 20, contractName: 'AAPL' })
  })

  test('reports only the changes since an earlier session as transitions', () => {
    const before = new OrderStore()
    before.apply([full({ orderId: 1, status: 'Submitted', filled: 20 })], 'stream', 1)
    const store = new OrderStore({ earlier: before.orders })
    expect([...store.orders.values()]).toEqual([])
    const same = store.applySnapshot(
      [full({ orderId: 1, status: 'Submitted', filled: 20 })],
      'snapshot',
      { mark: store.mark() },
      9,
    )
    expect([same.changed.length, timeline([same], '1')]).toEqual([1, []])
    const later = store.applySnapshot(
      [full({ orderId: 1, status: 'Submitted', filled: 50 })],
      'snapshot',
      { mark: store.mark() },
      10,
    )
    expect(timeline([later], '1').map(({ text }) => text)).toEqual(['Filled 50 of 100'])
  })

  test('treats a reused order id as a new order if its account, contract or side differs', () => {
    const before = new OrderStore()
    before.apply([full({ orderId: 1, status: 'Filled', filled: 100 })], 'stream', 1)
    const row = full({ orderId: 1, status: 'Submitted', filled: 0 })
    for (const other of [{ acct: 'DU2' }, { conid: 8314 }, { side: 'SELL' }]) {
      const store = new OrderStore({ earlier: before.orders })
      const list = [{ ...row, ...other }]
      const change = store.applySnapshot(list, 'snapshot', { mark: store.mark() }, 2)
      expect(timeline([change], '1').map(({ text }) => text)).toEqual(['Submitted'])
      expect(change.isContradictory).toBe(false)
    }
    const store = new OrderStore({ earlier: before.orders })
    expect(timeline([store.apply([row], 'stream', 2)], '1')).toEqual([])
    expect(seen(store)).toEqual({ 1: ['Filled', 100] })
  })

  test('names an order of an earlier session with the names of this session', () => {
    const before = new OrderStore()
    before.apply([full({ orderId: 1, status: 'Submitted', filled: 0 })], 'stream', 1)
    const store = new OrderStore({ earlier: before.orders })
    store.apply([{ ...full({ orderId: 2, status: 'Submitted', filled: 0 }), conid: 2 }], 'stream', 2)
    store.apply([{ orderId: 1, status: 'Cancelled' }], 'stream', 3)
    const names = () => ['1', '2'].map((id) => store.orders.get(id)?.contractName)
    expect(names()).toEqual(['AAPL #265598', 'AAPL'])
  })

  test('keeps the name of a contract when a row says less about it', () => {
    const store = new OrderStore()
    const option = { ticker: 'AAPL', description1: 'AAPL', secType: 'OPT', conid: 111, side: 'BUY' }
    store.apply([{ ...option, orderId: 1, description2: "JAN 20 '27 250 Call" }], 'snapshot', 1)
    for (const less of [{ ticker: 'AAPL' }, { conid: 111 }, { conid: 0, ticker: 'AAPL', secType: 'OPT' }, option])
      store.apply([{ ...less, orderId: 1, status: 'Submitted' }], 'stream', 2)
    store.apply([{ ...option, orderId: 2, status: 'Submitted' }], 'stream', 3)
    expect([...store.orders.values()]).toMatchObject([
      { conid: 111, contractName: 'AAPL 20JAN27 250 C' },
      { contractName: 'AAPL 20JAN27 250 C' },
    ])
  })

  test('leaves an amount unknown that is text, or that would be negative', () => {
    const amounts = (row: object) => {
      const store = new OrderStore()
      store.apply([{ orderId: 1, ...row }], 'snapshot', 1)
      const { filled, remaining } = store.orders.get('1') ?? {}
      return [filled, remaining]
    }
    expect(amounts({ totalSize: 10_000, sizeAndFills: '0/10K' })).toEqual([0, 10_000])
    expect(amounts({ sizeAndFills: '0/10K' })).toEqual([0, undefined])
    expect(amounts({ totalSize: 100, sizeAndFills: '100' })).toEqual([100, 0])
    expect(amounts({ totalSize: 100, filledQuantity: 150 })).toEqual([150, undefined])
    expect(amounts({ totalSize: 100, filledQuantity: 40 })).toEqual([40, 60])
  })

  test('keeps prices as the strings that IBKR sent', () => {
    expect(readOrderRow(full({ orderId: 1, status: 'Submitted', filled: 0 }))?.patch).toMatchObject({
      limitPrice: '372.00',
      timeInForce: 'DAY',
      side: 'BUY',
      quantity: 100,
    })
  })

  test('reads the price of a stop order as its stop price, even if the row contains only the price', () => {
    const store = new OrderStore()
    const row = { ...full({ orderId: 1, status: 'PreSubmitted', filled: 0 }), orderType: 'Stop', price: '174.77' }
    store.apply([row], 'stream', 1)
    expect(store.orders.get('1')).toMatchObject({ stopPrice: '174.77' })
    store.apply([{ orderId: 1, price: '170.00' }], 'stream', 2)
    expect(store.orders.get('1')).toMatchObject({ stopPrice: '170.00' })
    expect(store.orders.get('1')).not.toHaveProperty('limitPrice')
  })

  test('keeps the time at which an order was placed when the order is filled later', () => {
    const store = new OrderStore()
    const placed = { ...full({ orderId: 2, status: 'PreSubmitted', filled: 0 }), lastExecutionTime_r: 100 }
    store.apply([{ ...placed, parentId: 1, ocaGroupId: '1' }], 'poll', 500)
    expect(store.orders.get('2')).toMatchObject({ parentId: '1', ocaGroup: '1', placedAt: 100 })
    store.apply([{ ...full({ orderId: 2, status: 'Submitted', filled: 20 }), lastExecutionTime_r: 300 }], 'poll', 600)
    expect(store.orders.get('2')).toMatchObject({ parentId: '1', placedAt: 100, serverTime: 300 })
    const reason = 'Another order of the group was filled'
    store.apply([{ orderId: 2, status: 'Cancelled', order_cancellation_by_system_reason: reason }], 'stream', 700)
    expect(store.orders.get('2')).toMatchObject({ cancelReason: reason })
    // If an order is first seen after a fill, its timestamp is the time of the fill.
    store.apply(
      [{ ...full({ orderId: 3, status: 'Submitted', filled: 20 }), lastExecutionTime_r: 300, parentId: 0 }],
      'poll',
      600,
    )
    expect(store.orders.get('3')).not.toHaveProperty('placedAt')
    expect(store.orders.get('3')).not.toHaveProperty('parentId')
  })

  test('never throws for a row of any form', () => {
    fc.assert(fc.property(fc.anything(), (row) => void new OrderStore().apply([row], 'stream', 1)))
  })
})

describe('parsing of a row of the order list', () => {
  test('uses auxPrice as the stop price if stop_price is empty, and price as the limit price', () => {
    const row = { orderId: 1, orderType: 'Stop Limit', price: '187.30', stop_price: '', auxPrice: '180.00' }
    expect(readOrderRow(row)?.patch).toMatchObject({ limitPrice: '187.30', stopPrice: '180.00' })
    expect(readOrderRow({ ...row, stop_price: '181.00' })?.patch.stopPrice).toBe('181.00')
  })

  test('uses the second of two keys with the same meaning if the first is empty', () => {
    const row = { orderId: 1, account: '', acct: 'DU1', orderType: '', origOrderType: 'LIMIT', listingExchange: '' }
    expect(readOrderRow({ ...row, exchange: 'ARCA', secType: 'FUT' })?.patch).toEqual({
      account: 'DU1',
      securityType: 'FUT',
      orderType: 'LIMIT',
      exchange: 'ARCA',
    })
  })
})

import { expect, test } from 'vitest'
import type { OrderEvent } from '../../../src/simulator/orders/order-store.ts'
import { buildOrderUpdate } from '../../../src/simulator/orders/order-view.ts'
import { requireInstrument } from './require-instrument.ts'
import { createTestState } from './test-simulator-state.ts'

const instrument = requireInstrument('AAPL')

/** Collects the frames of one market order on a socket with an earlier subscription. */
function collectFrames() {
  const { clock, state } = createTestState()
  const known = new Set<number>()
  const events: OrderEvent[] = []
  const frames: object[] = []
  state.orderStore.changed.on((event) => {
    events.push(event)
    const view = buildOrderUpdate(event, known)
    if (view !== undefined) frames.push(view)
  })
  const draft = {
    instrument,
    side: 'SELL' as const,
    kind: 'MKT' as const,
  }
  const order = state.lifeCycle.submit('DU1234567', {
    ...draft,
    quantity: 40,
    price: undefined,
    auxPrice: undefined,
    tif: 'DAY',
    outsideRth: false,
    clientOrderId: 'mine',
  })
  clock.advance(5_000)
  return { frames: frames.filter((frame) => 'orderId' in frame && frame.orderId === order.id) }
}

test('sends a complete order once, then a placeholder, then its changes', () => {
  const { frames } = collectFrames()
  expect(frames[0]).toMatchObject({ status: 'Inactive', ticker: 'AAPL', order_ref: 'mine', sizeAndFills: '0/40' })
  expect(Object.keys(frames[1] ?? {}).sort()).toEqual(['acct', 'conid', 'conidex', 'isEventTrading', 'orderId'])
  expect(Object.keys(frames[2] ?? {}).sort()).toEqual(
    ['acct', 'bgColor', 'fgColor', 'order_ccp_status', 'orderId', 'status'].sort(),
  )
  expect(frames.slice(2, 5)).toMatchObject([
    { status: 'PendingSubmit' },
    { status: 'PreSubmitted' },
    { status: 'Submitted' },
  ])
})

test('sends only sizes and average price of a partial fill', () => {
  const partial = collectFrames().frames[5] ?? {}
  expect(Object.keys(partial).sort()).toEqual(
    ['acct', 'avgPrice', 'filledQuantity', 'orderId', 'remainingQuantity', 'sizeAndFills'].sort(),
  )
})

test('sends the total, a description in the past tense, the price and the time in force with the last fill', () => {
  expect(collectFrames().frames.at(-1)).toMatchObject({
    sizeAndFills: '40',
    orderDesc: 'Sold 40 Market, Day',
    remainingQuantity: 0,
    filledQuantity: 40,
    status: 'Filled',
    timeInForce: 'CLOSE',
    price: '',
  })
})

import { describe, expect, it, vi } from 'vitest'
import {
  bracket,
  IbkrNotFilledError,
  IbkrOrderError,
  type NewOrder,
  type SessionSupervisor,
} from '../../../src/client/index.ts'
import type { Simulator } from '../../../src/simulator/start-simulator.ts'
import { clientOf, requestBodies, type Supervised, simulate, supervise, waitForSocket } from './simulator-fixture.ts'
import { skippableClock, skipUntil } from './skippable-clock.ts'

const ACCOUNT = 'DU1234567'
const IBM = 8314
const ORDERS = `iserver/account/${ACCOUNT}/orders`
/** Limit order below the market, which is not filled. */
const waiting = { conid: IBM, side: 'BUY', quantity: 10, orderType: 'LMT', price: 290, tif: 'DAY' } as const
/** Market order that is filled in parts within a fifth of a second of clock time. */
const marketable = { conid: IBM, side: 'BUY', quantity: 10, orderType: 'MKT', tif: 'DAY' } as const
const confirm = ['o163', 'o10151', 'o10152', 'o10331']

async function up(...[options, connectOptions]: Parameters<typeof supervise>): Promise<Supervised> {
  const supervised = await supervise({ mode: 'gateway', fillSeconds: 0.2, ...options }, connectOptions)
  supervised.simulator.controls.setPrice('IBM', 296)
  if (connectOptions?.socket === false) await supervised.session.ready()
  else await waitForSocket(supervised.session)
  return supervised
}

/** Returns the `sor` subscription messages that the simulator received. */
const subscriptions = (simulator: Simulator): readonly string[] =>
  simulator.record
    .frames({ direction: 'in' })
    .map(({ text }) => text)
    .filter((text) => /^[su]or/.test(text))

/** Returns how many order lists and order statuses were read. */
const orderReads = (simulator: Simulator): number =>
  simulator.record.requests({}).filter(({ path }) => /\/iserver\/account\/(?:orders|order\/status\/)/.test(path)).length

const ended = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  )

/** Exits of a bracket around IBM at 296. */
const exits = {
  takeProfit: { orderType: 'LMT', price: 305, tif: 'GTC' },
  stopLoss: { orderType: 'STP', price: 280, tif: 'GTC' },
} as const

describe('placed orders', () => {
  it('follows partial fills until the order is filled, and then ends its subscription', async () => {
    const { simulator, session, clock } = await up()
    const [order] = await session.placeOrders(ACCOUNT, [marketable], { confirm })
    expect(order).toMatchObject({
      orderId: expect.stringMatching(/^\d+$/),
      cOID: expect.stringMatching(/^[\da-f]{32}$/),
    })
    const seen: number[] = []
    const watch = session.streams
      .orders()
      .subscribe(({ changed }) => seen.push(...changed.map(({ filled = 0 }) => filled)))
    const filled = await skipUntil(clock, order.filled())
    watch.unsubscribe()
    expect(filled).toMatchObject({ orderId: order.orderId, status: 'Filled', filled: 10, orderReference: order.cOID })
    expect(new Set(seen.filter((quantity) => quantity > 0 && quantity < 10)).size).toBeGreaterThan(0)
    await expect.poll(() => subscriptions(simulator).at(-1)).toBe('uor+{}')
    // The end is read from the order list or the status, even long after the order has ended.
    expect(await order.done()).toMatchObject({ status: 'Filled', filled: 10 })
  })

  it('cancels an order, and rejects the wait for its fill with the order and the reason', async () => {
    const { session, clock } = await up()
    const [order] = await session.placeOrders(ACCOUNT, [waiting], { confirm })
    const [failure, done] = [ended(order.filled()), order.done()]
    await order.cancel()
    expect(await skipUntil(clock, done)).toMatchObject({ status: 'Cancelled', filled: 0 })
    const error = await failure
    expect(error).toMatchObject({ code: 'order-not-filled', order: { orderId: order.orderId, status: 'Cancelled' } })
    expect(IbkrNotFilledError.is(error, 'order-not-filled')).toBe(true)
    await expect(order.cancel()).rejects.toMatchObject({ code: 'bad-request', status: 400 })
  })

  it('says after a lost cancel that the cancel may be sent again, which then cancels the order', async () => {
    const { simulator, session, clock } = await up()
    const [order] = await session.placeOrders(ACCOUNT, [waiting], { confirm })
    simulator.controls.faults.add('reset@DELETE /iserver/account/*,times=1,processed=no')
    const lost: unknown = await order.cancel().catch((error: unknown) => error)
    expect(lost).toMatchObject({
      code: 'order-outcome-unknown',
      message: expect.stringMatching(/the order may still work, and the cancel may be sent again\.$/),
      hint: expect.stringMatching(/^Send the cancel again/),
    })
    const done = order.done()
    await order.cancel()
    expect(await skipUntil(clock, done)).toMatchObject({ status: 'Cancelled' })
  })

  it('detects a fill that happened during a lost connection', async () => {
    const { simulator, session, clock } = await up()
    const [order] = await session.placeOrders(ACCOUNT, [waiting], { confirm })
    const filled = order.filled()
    await expect.poll(() => subscriptions(simulator)).toEqual(['sor+{}'])
    const fault = simulator.controls.faults.add('503@GET /ws')
    simulator.controls.dropSockets(1006)
    await expect.poll(() => fault.struck()).toBeGreaterThan(0)
    simulator.controls.setPrice('IBM', 289)
    const refused = fault.struck()
    clock.skip(300)
    await expect.poll(() => fault.struck()).toBeGreaterThan(refused)
    fault.remove()
    expect(await skipUntil(clock, filled)).toMatchObject({ status: 'Filled' })
  })

  it('follows an order without a socket, even in an account that is not selected', async () => {
    const { simulator, session, clock } = await up({ accounts: [ACCOUNT, 'DU7654321'] }, { socket: false })
    const [order] = await session.placeOrders('DU7654321', [waiting], { confirm })
    const before = orderReads(simulator)
    const filled = order.filled()
    await expect.poll(() => orderReads(simulator), { interval: 5 }).toBeGreaterThan(before)
    simulator.controls.setPrice('IBM', 289)
    expect(await skipUntil(clock, filled)).toMatchObject({ account: 'DU7654321', status: 'Filled' })
  })

  it('stops waiting after an abort and at the end of the session, and leaves no listener, timer or subscription', async () => {
    const simulator = await simulate({ mode: 'gateway' })
    simulator.controls.setPrice('IBM', 296)
    const clock = skippableClock()
    const client = clientOf(simulator, { clock })
    const session = client.connect()
    await waitForSocket(session)
    const [order] = await session.placeOrders(ACCOUNT, [waiting], { confirm })
    const before = clock.pending
    const controller = new AbortController()
    const removed = vi.spyOn(controller.signal, 'removeEventListener')
    const aborted = ended(order.filled({ signal: controller.signal }))
    await expect.poll(() => subscriptions(simulator)).toEqual(['sor+{}'])
    controller.abort('enough')
    expect(await aborted).toMatchObject({ code: 'aborted', cause: 'enough' })
    expect(removed).toHaveBeenCalled()
    await expect.poll(() => subscriptions(simulator)).toEqual(['sor+{}', 'uor+{}'])
    // Skips the pacing timer of the order list.
    clock.skip(5_000)
    await expect.poll(() => clock.pending).toBeLessThanOrEqual(before)
    await expect(order.done({ signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'aborted' })
    const fault = simulator.controls.faults.add('silence@DELETE /iserver/account/*/order/*')
    const cancelling = new AbortController()
    const cancelled = ended(order.cancel({ signal: cancelling.signal }))
    await expect.poll(() => fault.struck()).toBe(1)
    cancelling.abort()
    expect(await cancelled).toMatchObject({ code: 'order-outcome-unknown', cause: { code: 'aborted' } })
    const closed = ended(order.done())
    await client.close()
    expect(await closed).toMatchObject({ code: 'client-closed' })
    expect(clock.pending).toBe(0)
  })
})

describe('placing a bracket', () => {
  const orders = (): readonly [NewOrder, NewOrder, NewOrder] => bracket({ parent: marketable, ...exits })

  it('returns the orders of a bracket in the given order, even if IBKR returns them in another order', async () => {
    const { simulator, session, clock } = await up()
    const placing = session.placeOrders(ACCOUNT, orders(), { confirm })
    const [entry, profit, loss] = await skipUntil(clock, placing)
    const types = await skipUntil(
      clock,
      Promise.all([entry, profit, loss].map((order) => typeOf(session, order.orderId))),
    )
    expect(types).toEqual(['MARKET', 'LIMIT', 'STOP'])
    expect([entry.parentOrderId, profit.parentOrderId, loss.parentOrderId]).toEqual([
      undefined,
      entry.orderId,
      entry.orderId,
    ])
    expect([profit.cOID, loss.cOID]).toEqual([undefined, undefined])
    expect(entry.request).toMatchObject({ orderType: 'MKT', cOID: entry.cOID })
    expect(requestBodies(simulator, ORDERS)).toHaveLength(1)
  })

  it('follows the fill of an exit, and the cancellation of the other exit', async () => {
    const { simulator, session, clock } = await up()
    const [entry, profit, loss] = await session.placeOrders(ACCOUNT, orders(), { confirm })
    const notFilled = ended(loss.filled())
    await skipUntil(clock, entry.filled())
    simulator.controls.setPrice('IBM', 306)
    expect(await skipUntil(clock, profit.filled())).toMatchObject({ status: 'Filled', side: 'SELL' })
    expect(await notFilled).toMatchObject({ code: 'order-not-filled', reason: 'Another order of the group was filled' })
  })

  it('names the refused child of a bracket, and returns the orders that IBKR accepted', async () => {
    const { session, clock } = await up()
    const [entry, profit, loss] = orders()
    const bad: NewOrder = { conid: IBM, side: 'SELL', quantity: 10, orderType: 'STP', price: 280.001, tif: 'GTC' }
    const broken = [entry, profit, { ...bad, parentId: loss.parentId ?? '' }]
    const failure = await skipUntil(clock, ended(session.placeOrders(ACCOUNT, broken, { confirm })))
    expect(failure).toMatchObject({
      code: 'order-rejected',
      message: expect.stringMatching(/^IBKR rejected SELL STP, order 3 of 3: Invalid order price fields/),
      refused: [{ index: 2, order: { orderType: 'STP' }, message: expect.stringContaining('Invalid order price') }],
      placed: [{ request: { orderType: 'MKT' } }, { request: { orderType: 'LMT' } }],
    })
    if (!IbkrOrderError.is(failure, 'order-rejected')) throw failure
    // IBKR leaves the other orders of the bracket Inactive.
    const [parent] = failure.placed
    const ends = ended(parent?.filled() ?? Promise.resolve())
    let error: unknown
    void ends.then((reason) => {
      error = reason
    })
    const skipSecond = (): unknown => {
      clock.skip(1_000)
      return error
    }
    const inactive = { code: 'order-not-filled', order: { status: 'Inactive' } }
    await expect.poll(skipSecond, { interval: 5 }).toMatchObject(inactive)
  })

  it('distinguishes the orders of an OCA group', async () => {
    const { session, clock } = await up()
    const group = [297, 298].map((price) => ({ ...waiting, side: 'SELL' as const, price, isSingleGroup: true }))
    const [first, second] = await session.placeOrders(ACCOUNT, group, { confirm })
    const cancelled = second?.done()
    await first?.cancel()
    await second?.cancel()
    expect(await skipUntil(clock, cancelled ?? Promise.reject())).toMatchObject({ limitPrice: '298.00' })
  })
})

describe('orders that are not placed', () => {
  it('rejects with the unconfirmed question, to which the caller can reply', async () => {
    const { simulator, session } = await up()
    const far = { ...waiting, price: 200 }
    const failure = await ended(session.placeOrders(ACCOUNT, [far]))
    expect(failure).toMatchObject({
      code: 'order-not-confirmed',
      message: expect.stringMatching(/Percentage constraint[\s\S]*pass confirm: \['o163'\]\.$/),
      response: { kind: 'question', messageIds: ['o163'] },
      orders: [{ cOID: expect.any(String) }],
    })
    expect(simulator.record.requests({}).filter(({ path }) => path.includes('/reply/'))).toEqual([])
    expect(await ended(session.placeOrders(ACCOUNT, [far], { confirm: () => 'decline' }))).toMatchObject({
      code: 'order-not-confirmed',
      response: { kind: 'rejected' },
    })
  })

  it("rejects with IBKR's reason, and with the client order ids if the outcome is unknown", async () => {
    const { simulator, session } = await up()
    expect(await ended(session.placeOrders(ACCOUNT, [{ ...waiting, price: 900 }], { confirm }))).toMatchObject({
      code: 'order-rejected',
      message: expect.stringContaining('We cannot accept an order'),
    })
    simulator.controls.promptNextOrder({ text: 'Use the algo?' })
    expect(await ended(session.placeOrders(ACCOUNT, [{ ...waiting, price: 295 }], { confirm }))).toMatchObject({
      code: 'order-not-confirmed',
      response: { kind: 'prompt', text: 'Use the algo?' },
    })
    simulator.controls.faults.add('503@/iserver/account/*/orders,times=1')
    const sent = requestBodies(simulator, ORDERS).length
    const unknown = await ended(session.placeOrders(ACCOUNT, [{ ...waiting, cOID: 'mine' }]))
    expect(unknown).toMatchObject({ code: 'order-outcome-unknown', orders: [{ cOID: 'mine' }], cause: { status: 503 } })
    expect(requestBodies(simulator, ORDERS)).toHaveLength(sent + 1)
  })

  it('rejects wrong arguments before it sends an order', async () => {
    const { simulator, session } = await up({}, { socket: false })
    const place = (...given: readonly unknown[]): Promise<unknown> => Reflect.apply(session.placeOrders, session, given)
    const wrong = [
      [[]],
      [undefined],
      ['buy'],
      [[null]],
      [[{ ...waiting, price: Number.NaN }]],
      [[{ ...waiting, quantity: 0 }]],
      [[{ ...waiting, quantity: -5 }]],
      [[{ ...waiting, quantity: undefined }]],
      [[{ ...waiting, strategy: 'Vwap', strategyParameters: { maxPctVol: Number.NaN } }]],
      [[waiting, waiting]],
      [[{ ...waiting, cOID: '' }]],
      [[{ ...waiting, cOID: 'x'.repeat(65) }]],
      [
        [
          { ...waiting, cOID: 'a' },
          { ...waiting, parentId: 'b' },
        ],
      ],
      [
        [
          { ...waiting, cOID: 'a' },
          { ...waiting, cOID: 'a', parentId: 'a' },
        ],
      ],
      [[waiting], { confirm: 'o163' }],
      [[waiting], { policy: () => 'confirm' }],
      [[waiting], { signal: {} }],
    ]
    for (const given of wrong) await expect(place(ACCOUNT, ...given)).rejects.toMatchObject({ code: 'config-invalid' })
    await expect(place('..', [waiting])).rejects.toMatchObject({ code: 'config-invalid' })
    await expect(place(ACCOUNT, [waiting], { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'aborted' })
    expect(requestBodies(simulator, ORDERS)).toEqual([])
  })
})

async function typeOf(session: SessionSupervisor, orderId: string): Promise<string | undefined> {
  const status = await session.request('GET /iserver/account/order/status/{orderId}', { path: { orderId } })
  return status.order_type
}

import { describe, expect, it } from 'vitest'
import {
  bracket,
  IbkrOrderError,
  IbkrResponseError,
  type PlacedOrder,
  type QuestionVerdict,
  type RequestCaller,
  type RequestInput,
} from '../../../src/client/index.ts'
import { loopbackTurn } from '../../faults/loopback-turn.ts'
import { type Supervised, supervise, waitForSocket } from './simulator-fixture.ts'
import { skipUntil } from './skippable-clock.ts'

const ACCOUNT = 'DU1234567'
const ORDERS = `iserver/account/${ACCOUNT}/orders`
const person = { kind: 'person' } as const
const robot = { kind: 'program', name: 'robot' } as const
const background = { kind: 'background' } as const
/** Limit order below the market, which is not filled. */
const waiting = { conid: 8314, side: 'BUY', quantity: 10, orderType: 'LMT', price: 290, tif: 'DAY' } as const
/** Limit order far below the market, about which IBKR asks the question o163. */
const far = { ...waiting, price: 200 } as const
const rawOrder = (cOID: string): RequestInput => ({
  method: 'POST',
  path: ORDERS,
  data: { orders: [{ ...far, cOID }] },
})
const replyTo = (id: string): RequestInput => ({
  method: 'POST',
  path: `iserver/reply/${id}`,
  data: { confirmed: true },
})
const accounts: RequestInput = { path: 'iserver/accounts' }

/** Starts a session on a server that voids a question at any other request, as IBKR documents. */
async function up({
  socket = false,
  ...options
}: Parameters<typeof supervise>[0] & { readonly socket?: boolean } = {}): Promise<Supervised> {
  // The tickle of the session would void a question on this server. Whether it does at IBKR was not measured.
  const connect = { socket, tickleEvery: 86_400_000 }
  const supervised = await supervise({ mode: 'gateway', repliesVoidedBy: 'any-call', ...options }, connect)
  supervised.simulator.controls.setPrice('IBM', 296)
  if (socket) await waitForSocket(supervised.session)
  else await supervised.session.ready()
  return supervised
}

/** Returns the requests that the server received after the first `from` ones. */
function received({ simulator }: Supervised, from = 0): readonly string[] {
  const requests = simulator.record.requests({}).slice(from)
  return requests.map(({ method, path, status }) => `${method} ${path.replace('/v1/api/', '')} ${status}`)
}

/** Lets the clock run, second by second, until everything that was sent has arrived. */
async function pass({ clock }: Supervised, seconds: number): Promise<void> {
  for (let second = 0; second < seconds; second += 1) {
    await loopbackTurn()
    clock.skip(1_000)
  }
  for (let turn = 0; turn < 5; turn += 1) await loopbackTurn()
}

/** Places an order whose question the test answers later. */
function placeSlowly({ session }: Supervised, caller: RequestCaller, price: number = far.price) {
  let answer: ((verdict: QuestionVerdict) => void) | undefined
  const confirm = (): Promise<QuestionVerdict> =>
    new Promise((resolve) => {
      answer = resolve
    })
  const placed = session.placeOrders(ACCOUNT, [{ ...far, price }], { confirm, caller })
  placed.catch(() => undefined)
  return {
    placed,
    asked: () => expect.poll(() => answer, { interval: 2 }).toBeDefined(),
    answer: (verdict: QuestionVerdict) => answer?.(verdict),
  }
}

describe('the order question of a person', () => {
  it('is voided by no poll of the session and by no program for a minute', async () => {
    // A new connection is preceded by a tickle, which would void the question on a server with `any-call`.
    const supervised = await up({ socket: true, repliesVoidedBy: 'order-calls' })
    const { clock, session, simulator } = supervised
    const [working] = await session.placeOrders(ACCOUNT, [waiting], { confirm: ['o163'] })
    const end = working.done()
    end.catch(() => undefined)
    await pass(supervised, 12)
    const { asked, placed, answer } = placeSlowly(supervised, person)
    await asked()
    const before = received(supervised).length
    // A new connection needs the accounts and a list, and a refused stream needs the accounts.
    simulator.controls.refuseOrderStreams(2)
    simulator.controls.dropSockets()
    const search = session.findOrders(['missing'])
    const list = session.request({ path: 'iserver/account/trades' }, { caller: background })
    const orders = session.streams.orders().resync()
    await expect(session.request(accounts, { caller: robot })).rejects.toMatchObject({ code: 'question-open' })
    await expect(session.request(accounts)).rejects.toMatchObject({ code: 'question-open' })
    await expect(session.stream(accounts, { caller: person })).rejects.toMatchObject({
      code: 'question-open',
      message: expect.stringContaining('"BUY 10 IBM'),
    })
    await pass(supervised, 50)
    expect(received(supervised, before)).toEqual(['POST tickle 200', 'GET ws 101'])
    expect(await search).toMatchObject([{ kind: 'unknown', reason: 'question-open' }])
    answer('confirm')
    expect(await placed).toMatchObject([{ status: expect.stringMatching(/Submitted/) }])
    expect(received(supervised, before)[2]).toMatch(/^POST iserver\/reply\/\S+ 200$/)
    await skipUntil(clock, list)
    expect(await skipUntil(clock, orders)).toBe(true)
    await skipUntil(clock, working.cancel())
    expect(await skipUntil(clock, end)).toMatchObject({ status: 'Cancelled' })
  })

  it('is held back from a read that already waited for a rate limit, until the minute is over', async () => {
    const supervised = await up()
    const { session, clock } = supervised
    const list: RequestInput = { path: 'iserver/account/orders' }
    await session.request(list)
    // IBKR allows one list in five seconds.
    const second = session.request(list, { caller: background })
    await expect.poll(() => session.pacing.snapshot().queued, { interval: 2 }).toBe(1)
    const [{ id }] = await session.request(rawOrder('mine'), { caller: person })
    const before = received(supervised).length
    await pass(supervised, 30)
    expect(session.pacing.snapshot().queued).toBe(0)
    await pass(supervised, 25)
    expect([received(supervised, before), session.hasOpenQuestion]).toEqual([[], true])
    await skipUntil(clock, second)
    expect(received(supervised, before)).toEqual(['GET iserver/account/orders 200'])
    // The read has voided the question, so the reply is not sent.
    await expect(session.request(replyTo(id), { caller: person })).rejects.toMatchObject({ status: 503 })
    expect(received(supervised, before)).toHaveLength(1)
  })

  it.each<[string, (order: PlacedOrder, supervised: Supervised) => Promise<unknown>]>([
    ['a cancel', (order) => order.cancel()],
    ['an explicit request', (_, { session }) => session.request(accounts, { caller: person, explicit: true })],
  ])('is ended by %s of the person, after which the reply is not sent', async (_, act) => {
    const supervised = await up()
    const { session } = supervised
    const [working] = await session.placeOrders(ACCOUNT, [waiting], { confirm: ['o163'], caller: person })
    const { answer, asked, placed } = placeSlowly(supervised, person)
    await asked()
    await act(working, supervised)
    const before = received(supervised).length
    answer('confirm')
    await expect(placed).rejects.toMatchObject({ code: 'order-outcome-unknown', cause: { status: 503 } })
    expect(received(supervised, before)).toEqual([])
  })

  it('refuses a second order and a change of the person, and accepts both after the reply', async () => {
    const supervised = await up()
    const { clock, session } = supervised
    const trailing = { conid: 8314, side: 'SELL', quantity: 10, orderType: 'TRAIL', tif: 'DAY' } as const
    const options = { confirm: (): QuestionVerdict => 'confirm', caller: person }
    const stop = { ...trailing, price: 291, trailingAmt: 5, trailingType: 'amt' } as const
    const [working] = await session.placeOrders(ACCOUNT, [stop], options)
    const { answer, asked, placed } = placeSlowly(supervised, person)
    await asked()
    const second = () => session.placeOrders(ACCOUNT, [waiting], options)
    await expect(second()).rejects.toMatchObject({ code: 'question-open' })
    // A change of a trailing order begins with a read.
    await expect(working.modify({ quantity: 5 }, options)).rejects.toMatchObject({ code: 'question-open' })
    answer('decline')
    await expect(placed).rejects.toMatchObject({ code: 'order-not-confirmed' })
    expect(await second()).toHaveLength(1)
    await skipUntil(clock, working.modify({ quantity: 5 }, options))
  })
})

describe('the order question of a program', () => {
  it.each<[string, (order: PlacedOrder, supervised: Supervised) => Promise<unknown>]>([
    ['a read', (_, { session }) => session.request(accounts, { caller: person })],
    ['an order', (_, { session }) => session.placeOrders(ACCOUNT, [waiting], { confirm: ['o163'], caller: person })],
    ['a change', (order) => order.modify({ price: 289 }, { confirm: ['o163'], caller: person })],
  ])('is ended at once by %s of a person, after which the reply is not sent', async (_, act) => {
    const supervised = await up()
    const [working] = await supervised.session.placeOrders(ACCOUNT, [waiting], { confirm: ['o163'], caller: robot })
    const { answer, asked, placed } = placeSlowly(supervised, robot)
    await asked()
    await act(working, supervised)
    const before = received(supervised).length
    answer('confirm')
    const error: unknown = await placed.catch((reason: unknown) => reason)
    expect(error).toMatchObject({ code: 'order-outcome-unknown', cause: { status: 503 } })
    expect(received(supervised, before)).toEqual([])
    const references = IbkrOrderError.is(error) ? error.orders.flatMap(({ cOID }) => cOID ?? []) : []
    // The question was never confirmed, so nothing was placed.
    expect(await skipUntil(supervised.clock, supervised.session.findOrders(references))).toMatchObject([
      { kind: 'not-found' },
    ])
  })

  it('holds up other programs and polls for five seconds, and can be answered later if nothing was sent', async () => {
    const supervised = await up()
    const { clock, session } = supervised
    const first = await session.request(rawOrder('first'), { caller: robot })
    await pass(supervised, 20)
    const before = received(supervised).length
    expect(await session.request(replyTo(first[0].id), { caller: robot })).toMatchObject([
      { order_id: expect.any(String) },
    ])
    const second = await session.request(rawOrder('second'))
    const reads = [robot, background].map((caller) => session.request(accounts, { caller }))
    await pass(supervised, 4)
    expect([received(supervised, before).length, session.hasOpenQuestion]).toEqual([2, true])
    await skipUntil(clock, Promise.all(reads))
    const stale = await session.request({ ...replyTo(second[0].id), raw: true }, { caller: robot })
    expect([stale.status, Buffer.from(stale.body).toString(), stale.method]).toEqual([
      503,
      '{"error":"Service Unavailable","statusCode":503}',
      'POST',
    ])
    const error: unknown = await session.stream(replyTo(second[0].id)).catch((reason: unknown) => reason)
    expect(IbkrResponseError.is(error, 'service-unavailable')).toBe(true)
    expect(error).toMatchObject({ message: 'Response status 503: Service Unavailable', status: 503 })
    expect(received(supervised, before)).toHaveLength(4)
  })

  it('may have been raised before its response: a person ends it, and others wait, while the order is in flight', async () => {
    const supervised = await up()
    const { clock, session, simulator } = supervised
    const fault = simulator.controls.faults.add(`latency=3000@POST /${ORDERS}`)
    const order = session.request(rawOrder('mine'), { caller: robot })
    await expect.poll(() => fault.struck()).toBe(1)
    const before = received(supervised).length
    const read = session.request(accounts, { caller: background })
    await pass(supervised, 1)
    expect(received(supervised, before)).toEqual([])
    await session.request(accounts, { caller: person })
    await read
    expect(received(supervised, before)).toHaveLength(2)
    const [{ id }] = await skipUntil(clock, order)
    await expect(session.request(replyTo(id), { caller: robot })).rejects.toMatchObject({ status: 503 })
    expect(received(supervised, before)).toHaveLength(2)
  })

  it('is ended by a cancel of the same program, which does not wait', async () => {
    const supervised = await up()
    const { session } = supervised
    const [working] = await session.placeOrders(ACCOUNT, [waiting], { confirm: ['o163'] })
    const { answer, asked, placed } = placeSlowly(supervised, { kind: 'program', name: '' })
    await asked()
    await working.cancel()
    answer('confirm')
    await expect(placed).rejects.toMatchObject({ code: 'order-outcome-unknown' })
  })

  it('refuses requests and orders of the function that decides on it, and is then answered', async () => {
    const supervised = await up()
    const { session } = supervised
    const refused: unknown[] = []
    const confirm = async (): Promise<QuestionVerdict> => {
      const attempts = [
        session.request(accounts),
        session.placeOrders(ACCOUNT, [waiting]),
        session.modifyOrder(ACCOUNT, '1', waiting),
        session.findOrders(['mine']),
      ]
      for (const result of await Promise.allSettled(attempts))
        refused.push(result.status === 'rejected' && Reflect.get(Object(result.reason), 'code'))
      return 'confirm'
    }
    const before = received(supervised).length
    expect(await session.placeOrders(ACCOUNT, [far], { confirm })).toHaveLength(1)
    expect(refused).toEqual(['question-open', 'question-open', 'question-open', 'question-open'])
    expect(received(supervised, before)).toHaveLength(2)
  })

  it('is not voided by the reads that identify the children of a bracket of another program', async () => {
    const supervised = await up()
    const { clock, session } = supervised
    await session.request('POST /iserver/questions/suppress', { body: { messageIds: ['o10152', 'o10331'] } })
    const orders = bracket({
      parent: { ...waiting, price: 295 },
      takeProfit: { orderType: 'LMT', price: 300, tif: 'GTC' },
      stopLoss: { orderType: 'STP', price: 290, tif: 'GTC' },
    })
    // The order of a person leaves between the response to the bracket and the read.
    let asked: Promise<unknown> | undefined
    const stop = session.onResponse(() => {
      stop()
      asked = session.request(rawOrder('of a person'), { caller: person })
    })
    const placing = session.placeOrders(ACCOUNT, orders, { caller: robot })
    await expect.poll(() => asked, { interval: 2 }).toBeDefined()
    const [{ id }] = (await asked) as [{ id: string }]
    await pass(supervised, 10)
    expect(await session.request(replyTo(id), { caller: person })).toMatchObject([{ order_id: expect.any(String) }])
    const placed = await skipUntil(clock, placing)
    expect(placed.map(({ request }) => request.orderType)).toEqual(['LMT', 'LMT', 'STP'])
  })
})

it('does not delay an order because of reads in flight', async () => {
  const supervised = await up()
  const { clock, session, simulator } = supervised
  const fault = simulator.controls.faults.add('latency=5000@GET /iserver/accounts')
  const reads = [robot, background, person].map((caller) => session.request(accounts, { caller }))
  await expect.poll(() => fault.struck()).toBe(3)
  expect(await session.placeOrders(ACCOUNT, [waiting], { confirm: ['o163'] })).toHaveLength(1)
  expect(clock.skipped).toBe(0)
  await skipUntil(clock, Promise.all(reads))
})

it('finds the question in a response that is read as a stream', async () => {
  const { session } = await up()
  const response = await session.stream(rawOrder('mine'), { caller: person })
  expect([response.status, session.hasOpenQuestion]).toEqual([200, true])
  await expect(session.request(accounts)).rejects.toMatchObject({ code: 'question-open' })
  let text = ''
  for await (const piece of response.body) text += Buffer.from(piece).toString()
  expect(text).toContain('o163')
})

it('ends the wait of a request when the session closes, and leaves no timer', async () => {
  const supervised = await up()
  const { client, clock, session } = supervised
  await session.request(rawOrder('mine'), { caller: person })
  const waits = expect(session.request(accounts, { caller: background })).rejects.toMatchObject({
    code: 'client-closed',
  })
  await client.close()
  await waits
  await supervised.simulator.close()
  expect(clock.pending).toBe(0)
})

it.each([{ kind: 'human' }, { kind: 'program' }, 'person', null])('rejects the caller %j', async (caller) => {
  const supervised = await up()
  const { session } = supervised
  const options = { caller } as unknown as { readonly caller: RequestCaller }
  const refused = { code: 'config-invalid', message: expect.stringContaining('The option caller') }
  await expect(session.request(accounts, options)).rejects.toMatchObject(refused)
  await expect(session.placeOrders(ACCOUNT, [waiting], options)).rejects.toMatchObject(refused)
})

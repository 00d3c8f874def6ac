import { firstValueFrom, type Observable } from 'rxjs'
import { describe, expect, it } from 'vitest'
import { type Quote, quoteNumber, type SocketFrame } from '../../../src/client/index.ts'
import { systemClock } from '../../../src/simulator/clock.ts'
import type { Simulator } from '../../../src/simulator/start-simulator.ts'
import { requestBodies, type Supervised, supervise, waitForSocket, waitForState } from './simulator-fixture.ts'
import { skipUntil } from './skippable-clock.ts'

const polled = { timeout: 20_000, interval: 5 }
const AAPL = 265598
const IBM = 8314

/** Collects the values of a stream. Closing the session after the test ends the subscription. */
function gather<T>(stream: Observable<T>): T[] {
  const values: T[] = []
  stream.subscribe({ next: (value) => values.push(value), error: () => undefined })
  return values
}

const sent = (simulator: Simulator, topic: string): readonly string[] =>
  simulator.record
    .frames({ direction: 'in' })
    .map(({ text }) => text)
    .filter((text) => text.startsWith(topic))

async function up(...options: Parameters<typeof supervise>): Promise<Supervised> {
  const supervised = await supervise(...options)
  await waitForSocket(supervised.session)
  return supervised
}

/** Skips time until order reads are complete, because IBKR's pacing allows one order read in five seconds. */
async function complete({ session, clock }: Supervised): Promise<void> {
  const stream = session.streams.orders()
  let isComplete = false
  const subscription = stream.subscribe((value) => {
    isComplete = value.isComplete && value.gap === undefined
  })
  for (let tries = 0; tries < 100 && !isComplete; tries += 1) {
    await new Promise((resolve) => setTimeout(resolve, 20))
    clock.skip(500)
  }
  expect(isComplete).toBe(true)
  subscription.unsubscribe()
}

describe('stream of quotes', () => {
  it('sends a complete quote with named fields first, and then merged changes', async () => {
    const { simulator, session } = await up()
    const quotes = gather(session.streams.quotes(AAPL, ['last', 'bid', '86']))
    await expect.poll(() => quotes.length, polled).toBe(1)
    const [first] = quotes
    expect(Object.keys(first?.values ?? {}).sort()).toEqual(['ask', 'availability', 'bid', 'last'])
    expect(first?.gap).toBeUndefined()
    simulator.controls.setPrice('AAPL', 500)
    await expect.poll(() => quoteNumber(quotes.at(-1)?.values.last), polled).toBe(500)
    expect(quotes.at(-1)?.values.availability).toBe(first?.values.availability)
    expect(quoteNumber(first?.values.last)).not.toBe(500)
  })

  it('uses one quote subscription per contract, with the fields of all subscribers', async () => {
    const { simulator, session } = await up()
    const one = session.streams.quotes(AAPL, ['last']).subscribe()
    const two = session.streams.quotes(AAPL, ['last']).subscribe()
    const other = session.streams.quotes(IBM, ['last']).subscribe()
    await expect.poll(() => sent(simulator, 'smd').length, polled).toBe(2)
    const seen = gather(session.streams.quotes(AAPL, ['bid', 'last']))
    await expect.poll(() => sent(simulator, 'smd')[2], polled).toBe('smd+265598+{"fields":["31","84"]}')
    await expect.poll(() => Object.keys(seen.at(-1)?.values ?? {}), polled).toContain('bid')
    one.unsubscribe()
    two.unsubscribe()
    other.unsubscribe()
    await expect.poll(() => sent(simulator, 'umd'), polled).toEqual(['umd+8314+{}'])
  })

  it('sends a late subscriber the newest quote immediately', async () => {
    const { session } = await up()
    const first = gather(session.streams.quotes(AAPL, ['last']))
    await expect.poll(() => first.length, polled).toBe(1)
    expect(gather(session.streams.quotes(AAPL, ['last']))).toEqual([first[0]])
  })

  it('emits quotes while a frame listener receives every frame, and after it stops', async () => {
    const { simulator, session } = await up()
    const quotes = gather(session.streams.quotes(AAPL, ['last']))
    await expect.poll(() => quotes.length, polled).toBe(1)
    const sendQuote = async (price: number): Promise<void> => {
      simulator.controls.setPrice('AAPL', price)
      await expect.poll(() => quoteNumber(quotes.at(-1)?.values.last), polled).toBe(price)
    }
    await sendQuote(401)
    const frames: SocketFrame[] = []
    const stop = session.onFrame((frame) => frames.push(frame))
    await sendQuote(402)
    const received = frames.filter(({ text }) => text.includes('"31":"402'))
    expect(received).not.toHaveLength(0)
    for (const { text, value } of received) expect(value).toEqual(JSON.parse(text))
    stop()
    const [before, counted] = [frames.length, session.socketCounts.frames]
    await sendQuote(403)
    expect(frames).toHaveLength(before)
    expect(session.socketCounts.frames).toBeGreaterThan(counted)
  })

  it('renews quotes after nine minutes, because IBKR ends them after ten', async () => {
    const { simulator, session, clock } = await up({ idleSeconds: 86_400 }, { heartbeatTimeout: 10_000_000 })
    const quotes = gather(session.streams.quotes(AAPL, ['last']))
    await expect.poll(() => quotes.length, polled).toBe(1)
    for (let minute = 0; minute < 8; minute += 1) clock.skip(60_000)
    expect(sent(simulator, 'smd')).toHaveLength(1)
    clock.skip(60_000)
    await expect.poll(() => sent(simulator, 'smd').length, polled).toBe(2)
    for (let minute = 0; minute < 8; minute += 1) clock.skip(60_000)
    // Seventeen minutes after the first subscription, the server would have ended the stream.
    simulator.controls.setPrice('AAPL', 321)
    await expect.poll(() => quoteNumber(quotes.at(-1)?.values.last), polled).toBe(321)
  })

  it('reports a gap in a quote from a lost connection until the first frame after it', async () => {
    const { simulator, session } = await up()
    const quotes = gather(session.streams.quotes(AAPL, ['last']))
    await expect.poll(() => quotes.length, polled).toBe(1)
    simulator.controls.dropSockets()
    await expect.poll(() => quotes.length, polled).toBe(4)
    const [, down, again, fresh] = quotes
    expect(down?.gap).toEqual({ from: expect.any(Number) })
    expect(down?.values).toEqual(quotes[0]?.values)
    expect(again?.gap?.from).toBe(down?.gap?.from)
    expect(again?.gap?.to).toBeGreaterThanOrEqual(again?.gap?.from ?? 0)
    expect(fresh?.gap).toBeUndefined()
  })

  it('rejects invalid arguments of a stream before it sends a subscription', async () => {
    const { session } = await supervise({}, { socket: false })
    const { streams } = session
    for (const wrong of [
      () => streams.quotes(AAPL, []),
      () => streams.quotes(AAPL, ['lastt' as 'last']),
      () => streams.quotes('1+{"fields":[]}', ['last']),
      () => streams.trades({ days: 8 }),
      ...[Number.NaN, 'abc', 0, -1, 1.5].map((contract) => () => streams.quotes(contract, ['last'])),
      () => streams.depth('DU1+2', AAPL),
      () => streams.depth('DU1234567', 0),
      () => streams.ledger(''),
      ...[undefined, null, 7, ''].flatMap((account) => [
        () => streams.depth(account as string, AAPL),
        () => streams.ledger(account as string),
        () => streams.accountSummary(account as string),
      ]),
      () => streams.history('1\n2'),
    ]) {
      expect(wrong).toThrow(expect.objectContaining({ code: 'config-invalid' }))
    }
  })
})

describe('stream of orders', () => {
  it('reads orders over REST at the start, and then applies the stream by order id', async () => {
    const supervised = await up()
    const { simulator, session } = supervised
    const before = simulator.controls.addOrder({ symbol: 'AAPL', side: 'BUY', quantity: 5, price: 1 })
    const values = gather(session.streams.orders())
    await complete(supervised)
    expect(values.at(-1)).toMatchObject({ isComplete: true, gap: undefined })
    expect(values.at(-1)?.orders.get(String(before))).toMatchObject({ side: 'BUY', quantity: 5, limitPrice: '1.00' })
    const after = simulator.controls.addOrder({ symbol: 'IBM', side: 'SELL', quantity: 3, price: 9_999 })
    await expect.poll(() => values.at(-1)?.orders.get(String(after))?.status, polled).toBe('Submitted')
    expect(values.at(-1)?.changed.map(({ orderId }) => orderId)).toEqual([String(after)])
    expect(sent(simulator, 'sor')).toEqual(['sor+{}'])
    expect(requestBodies(simulator, 'iserver/account/orders').length).toBe(2)
  })

  it('completes the orders after one read if the list of the brokerage session is warmed up', async () => {
    const warm = await up()
    const { simulator, session, clock } = warm
    for (let read = 0; read < 2; read += 1) await skipUntil(clock, session.request({ path: 'iserver/account/orders' }))
    const order = simulator.controls.addOrder({ symbol: 'AAPL', side: 'BUY', quantity: 5, price: 1 })
    simulator.record.clear()
    const values = gather(session.streams.orders())
    await complete(warm)
    expect(values.at(-1)?.orders.has(String(order))).toBe(true)
    expect(requestBodies(simulator, 'iserver/account/orders')).toHaveLength(1)
  })

  it('keeps a working order if the list after a gap is empty without snapshot: true', async () => {
    const supervised = await up()
    const { simulator, session } = supervised
    const order = String(simulator.controls.addOrder({ symbol: 'AAPL', side: 'BUY', quantity: 5, price: 1 }))
    const values = gather(session.streams.orders())
    await complete(supervised)
    simulator.controls.coolOrders(3)
    simulator.controls.dropSockets()
    await expect.poll(() => values.at(-1)?.gap?.to, polled).toEqual(expect.any(Number))
    await complete(supervised)
    expect(values.flatMap(({ removed }) => removed)).toEqual([])
    expect(values.at(-1)?.orders.get(order)).toMatchObject({ status: 'Submitted' })
  })

  it('restores order details after a filtered read of the orders', async () => {
    const supervised = await up()
    const { simulator, session, clock } = supervised
    const values = gather(session.streams.orders())
    await complete(supervised)
    await skipUntil(clock, session.request({ path: 'iserver/account/orders', params: { filters: 'filled' } }))
    const order = String(simulator.controls.addOrder({ symbol: 'AAPL', side: 'BUY', quantity: 5, price: 1 }))
    for (let tries = 0; tries < 100 && !values.at(-1)?.orders.has(order); tries += 1) {
      await new Promise((resolve) => setTimeout(resolve, 5))
      clock.skip(500)
    }
    expect(values.at(-1)?.orders.get(order)).toMatchObject({ status: 'Submitted', quantity: 5 })
    const next = String(simulator.controls.addOrder({ symbol: 'IBM', side: 'SELL', quantity: 3, price: 9_999 }))
    await expect.poll(() => values.at(-1)?.orders.get(next)?.status, polled).toBe('Submitted')
  })

  it('reports a gap in the orders until a read over REST includes the changes that happened during the gap', async () => {
    const supervised = await up()
    const { simulator, session } = supervised
    const values = gather(session.streams.orders())
    await complete(supervised)
    const fault = simulator.controls.faults.add('drop@ws:sor')
    simulator.controls.dropSockets()
    await expect.poll(() => values.at(-1)?.gap?.from, polled).toEqual(expect.any(Number))
    const missed = simulator.controls.addOrder({ symbol: 'AAPL', side: 'BUY', quantity: 7, price: 1 })
    await waitForSocket(session)
    await complete(supervised)
    fault.remove()
    expect(values.at(-1)?.gap).toBeUndefined()
    expect(values.at(-1)?.orders.get(String(missed))).toMatchObject({ quantity: 7 })
  })

  it('reads no orders while an order question is open, even after a gap, because a read would close the question', async () => {
    const supervised = await up()
    const { simulator, session, clock } = supervised
    const values = gather(session.streams.orders())
    await complete(supervised)
    const path = 'iserver/account/DU1234567/orders'
    const order = { conid: AAPL, orderType: 'LMT', side: 'BUY', price: 200, quantity: 5, tif: 'DAY' }
    const caller = { kind: 'person' } as const
    const [question] = await session.request({ method: 'POST', path, data: { orders: [order] } }, { caller })
    expect(question).toMatchObject({ messageIds: ['o163'] })
    expect(session.hasOpenQuestion).toBe(true)
    const readings = (): number => requestBodies(simulator, 'iserver/account/orders').length
    const before = readings()
    simulator.controls.dropSockets()
    await expect.poll(() => values.at(-1)?.gap?.to, polled).toEqual(expect.any(Number))
    for (let skipped = 0; skipped < 20_000; skipped += 2_000) {
      await new Promise((resolve) => setTimeout(resolve, 5))
      clock.skip(2_000)
    }
    expect(readings()).toBe(before)
    clock.skip(45_000)
    expect(session.hasOpenQuestion).toBe(false)
    await complete(supervised)
    expect(readings()).toBeGreaterThan(before)
  })

  it('keeps a question open while its reply waits to be sent, and after that reply was cancelled', async () => {
    const { session } = await up()
    const path = 'iserver/account/DU1234567/orders'
    const order = { conid: AAPL, orderType: 'LMT', side: 'BUY', price: 200, quantity: 5, tif: 'DAY' }
    const [question] = await session.request({ method: 'POST', path, data: { orders: [order] } })
    const reply = { method: 'POST', path: `iserver/reply/${question.id}`, data: { confirmed: true } } as const
    const open: boolean[] = []
    const withdraw = (): never => {
      open.push(session.hasOpenQuestion)
      throw new Error('withdrawn')
    }
    await expect(session.request({ ...reply, beforeSend: withdraw })).rejects.toThrow('withdrawn')
    expect([...open, session.hasOpenQuestion]).toEqual([true, true])
    const later = (async () => undefined) as unknown as () => undefined
    await expect(session.request({ ...reply, beforeSend: later })).rejects.toMatchObject({ code: 'config-invalid' })
    expect(session.hasOpenQuestion).toBe(true)
    await session.request(reply)
    expect(session.hasOpenQuestion).toBe(false)
  })

  it('reports the problem of a failed read of orders once, until a read succeeds', async () => {
    const supervised = await up()
    const { simulator, session, clock } = supervised
    const fault = simulator.controls.faults.add('500@/iserver/account/orders')
    const values = gather(session.streams.orders())
    await expect.poll(() => values, polled).toHaveLength(1)
    expect(values[0]).toMatchObject({ at: 0, isComplete: false, problem: 'server-failed' })
    for (let tries = 0; tries < 3; tries += 1) {
      clock.skip(6_500)
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
    expect(requestBodies(simulator, 'iserver/account/orders').length).toBeGreaterThan(1)
    // The error is reported once, not again with each attempt.
    expect(values).toHaveLength(1)
    expect(await firstValueFrom(session.streams.orders())).toMatchObject({ problem: values[0]?.problem })
    fault.remove()
    await complete(supervised)
    expect(values.at(-1)).toMatchObject({ isComplete: true, problem: undefined })
  })

  it('resubscribes to orders after an account query if IBKR refuses the stream', async () => {
    const { simulator, session } = await supervise()
    simulator.controls.refuseOrderStreams(2)
    const gaps: unknown[] = []
    session.onGap((gap) => gaps.push(gap))
    const values = gather(session.streams.orders())
    await waitForSocket(session)
    const before = requestBodies(simulator, 'iserver/accounts').length
    await expect.poll(() => sent(simulator, 'sor').length, polled).toBe(3)
    expect(requestBodies(simulator, 'iserver/accounts').length).toBeGreaterThanOrEqual(before + 1)
    expect(gaps.length).toBeGreaterThan(0)
    const order = simulator.controls.addOrder({ symbol: 'AAPL', side: 'BUY', quantity: 5, price: 1 })
    await expect.poll(() => values.at(-1)?.orders.has(String(order)), polled).toBe(true)
    expect(sent(simulator, 'sor')).toHaveLength(3)
  })
})

describe('stream of trades', () => {
  it('reports each execution once, and adds its commission when it arrives', async () => {
    const { simulator, session } = await up({ fillSeconds: 0.05 })
    const values = gather(session.streams.trades({ days: 2 }))
    await expect.poll(() => values.length, polled).toBeGreaterThan(0)
    const orderId = String(simulator.controls.addOrder({ symbol: 'AAPL', side: 'BUY', quantity: 5, kind: 'MKT' }))
    const all = () => [...(values.at(-1)?.trades.values() ?? [])].filter((trade) => trade.orderId === orderId)
    await expect.poll(() => all().reduce((sum, { quantity = 0 }) => sum + quantity, 0), polled).toBe(5)
    await expect.poll(() => all().every(({ commission }) => commission !== undefined), polled).toBe(true)
    expect(all()[0]).toMatchObject({ side: 'BUY', symbol: 'AAPL', conid: AAPL })
    expect(sent(simulator, 'str')).toEqual(['str+{"realtimeUpdatesOnly":false,"days":2}'])
  })
})

describe('stream of trades after the connection was lost', () => {
  it('does not report an execution again that was reported before the gap', async () => {
    const { simulator, session } = await up({ fillSeconds: 0.05 })
    const values = gather(session.streams.trades())
    const orderId = String(simulator.controls.addOrder({ symbol: 'AAPL', side: 'BUY', quantity: 5, kind: 'MKT' }))
    const all = () => [...(values.at(-1)?.trades.values() ?? [])].filter((trade) => trade.orderId === orderId)
    await expect.poll(() => all().reduce((sum, { quantity = 0 }) => sum + quantity, 0), polled).toBe(5)
    await expect.poll(() => all().every(({ commission }) => commission !== undefined), polled).toBe(true)
    const before = values.length
    simulator.controls.dropSockets()
    await expect.poll(() => values.length, polled).toBe(before + 3)
    expect(values.slice(before).map(({ gap, changed }) => [gap?.from !== undefined, changed])).toEqual([
      [true, []],
      [true, []],
      [false, []],
    ])
  })
})

describe('stream that IBKR refuses', () => {
  /** Records whether a stream ended, and how. */
  const ended = (stream: Observable<unknown>): unknown[] => {
    const errors: unknown[] = []
    stream.subscribe({ error: (error) => errors.push(error) })
    return errors
  }
  const refused = [expect.objectContaining({ code: 'subscription-refused' })]

  it('ends a refused stream with subscription-refused, and does not resubscribe after a reconnect', async () => {
    const { simulator, session } = await up()
    const { streams } = session
    const all = [
      streams.quotes(999, ['last']),
      streams.depth('XX', AAPL),
      streams.ledger('XX', {}),
      streams.accountSummary('XX', {}),
    ].map(ended)
    for (const errors of all) await expect.poll(() => errors, polled).toEqual(refused)
    simulator.controls.dropSockets()
    await expect.poll(() => session.socketState, polled).not.toBe('connected')
    await waitForSocket(session)
    for (const topic of ['smd', 'sbd', 'sld', 'ssd']) expect(sent(simulator, topic)).toHaveLength(1)
  })

  it('identifies the refused stream by the contract in the refusal, while other streams of its topic continue', async () => {
    const { simulator, session } = await up()
    simulator.controls.faults.add('drop@ws:smd+*,times=1')
    const waiting = ended(session.streams.quotes(AAPL, ['last']))
    const unknown = ended(session.streams.quotes(999, ['last']))
    await expect.poll(() => unknown, polled).toEqual(refused)
    expect(waiting).toEqual([])
  })

  it('ends a stream that the refusal does not name once all other streams of its topic have a frame', async () => {
    const { session } = await up()
    const { streams } = session
    const wrong = ended(streams.ledger('XX'))
    const other = ended(streams.ledger('YY'))
    const right = gather(streams.ledger('DU1234567'))
    await expect.poll(() => [...wrong, ...other], polled).toEqual([...refused, ...refused])
    expect(right).toHaveLength(1)
  })
})

describe('stream that is refused because the accounts were not queried', () => {
  it('a stream continues after repeated refusals of its retry, and finally receives its data', async () => {
    const { simulator, session, clock } = await up()
    const fault = simulator.controls.faults.add('503@/iserver/accounts')
    simulator.controls.forgetAccounts()
    const errors: unknown[] = []
    const quotes: Quote[] = []
    session.streams
      .quotes(AAPL, ['last'])
      .subscribe({ next: (quote) => quotes.push(quote), error: (error) => errors.push(error) })
    const refusals = (): number => simulator.record.frames({ text: /No accounts/ }).length
    await expect.poll(refusals, polled).toBeGreaterThan(0)
    for (let tries = 0; tries < 100 && refusals() < 3; tries += 1) {
      await new Promise((resolve) => setTimeout(resolve, 10))
      clock.skip(500)
    }
    expect(refusals()).toBeGreaterThanOrEqual(3)
    expect([quotes, errors]).toEqual([[], []])
    fault.remove()
    for (let tries = 0; tries < 200 && quotes.length === 0; tries += 1) {
      await new Promise((resolve) => setTimeout(resolve, 10))
      clock.skip(500)
    }
    expect(quotes[0]?.values.last).toBeDefined()
    expect(errors).toEqual([])
  })
})

describe('for await over a stream', () => {
  it('reads values, and unsubscribes when the loop ends', async () => {
    const { simulator, session, clock } = await up()
    for await (const { values } of session.streams.quotes(AAPL, ['last'])) {
      expect(values.last).toEqual(expect.any(String))
      break
    }
    const readOrders = async (): Promise<void> => {
      for await (const { isComplete } of session.streams.orders()) if (isComplete) break
    }
    await skipUntil(clock, readOrders())
    for await (const { bars } of session.streams.history(AAPL, { period: '1d', bar: '1h' })) {
      expect(bars[0]?.close.toFixed(2)).toEqual(expect.any(String))
    }
    await expect
      .poll(() => [sent(simulator, 'umd'), sent(simulator, 'uor')].map(({ length }) => length), polled)
      .toEqual([1, 1])
  })

  it('ends the loop when the session closes', async () => {
    const { session } = await up()
    const seen: unknown[] = []
    for await (const value of session.streams.profitAndLoss()) {
      seen.push(value)
      void session.close()
    }
    expect(seen).toHaveLength(1)
  })
})

describe('streams of account data', () => {
  it('emits profit and loss by account', async () => {
    const { session } = await up()
    const profit = await firstValueFrom(session.streams.profitAndLoss())
    expect(profit.rows.get('DU1234567.Core')).toMatchObject({
      account: 'DU1234567',
      model: 'Core',
      netLiquidation: expect.any(Number),
      excessLiquidity: expect.any(Number),
    })
  })

  it('emits the account summary by key, with changes merged', async () => {
    const { simulator, session, clock } = await up()
    const values = gather(session.streams.accountSummary('DU1234567'))
    await expect.poll(() => values.length, polled).toBe(1)
    const keys = [...(values[0]?.entries.keys() ?? [])]
    expect(values[0]?.entries.get('NetLiquidation-S')).toMatchObject({ amount: expect.any(Number), currency: 'USD' })
    simulator.controls.setPrice('AAPL', 500)
    clock.skip(10_000)
    await expect.poll(() => values.length, polled).toBeGreaterThan(1)
    expect([...(values.at(-1)?.entries.keys() ?? [])]).toEqual(keys)
  })

  it('emits the ledger by currency, and keeps a row that has not changed', async () => {
    const { session, clock } = await up()
    const values = gather(session.streams.ledger('DU1234567', { keys: ['LedgerListBASE', 'LedgerListUSD'] }))
    await expect.poll(() => values.length, polled).toBe(1)
    const first = values[0]?.entries.get('LedgerListBASE')
    expect(first?.fields['cashbalance']).toEqual(expect.any(Number))
    clock.skip(10_000)
    await expect.poll(() => values.length, polled).toBe(2)
    expect(values[1]?.entries.get('LedgerListBASE')?.fields).toEqual(first?.fields)
  })

  it('emits depth as rows, one ladder per account', async () => {
    const { simulator, session } = await up()
    const values = gather(session.streams.depth('DU1234567', AAPL))
    await expect.poll(() => values.length, polled).toBe(1)
    const rows = values[0]?.rows ?? []
    expect(rows.map(({ row }) => row)).toEqual(rows.map((_, index) => index))
    expect(rows.some(({ bid }) => bid !== undefined) && rows.some(({ ask }) => ask !== undefined)).toBe(true)
    await expect(firstValueFrom(session.streams.depth('DU1234567', IBM))).rejects.toMatchObject({
      code: 'subscription-taken',
    })
    expect(sent(simulator, 'sbd')).toEqual(['sbd+DU1234567+265598'])
  })
})

describe('history stream', () => {
  const query = { period: '1d', bar: '1h' } as const

  it('emits the history response, releases its slot, and completes', async () => {
    const { simulator, session } = await up()
    const history = await firstValueFrom(session.streams.history(AAPL, query))
    expect(history.bars.length).toBeGreaterThan(1)
    expect(history.bars[0]).toMatchObject({ time: expect.any(Number), open: expect.any(Number) })
    await expect.poll(() => sent(simulator, 'umh'), polled).toEqual([`umh+${history.serverId}`])
  })

  it('uses at most five history slots: eight requests all get a response, and no request is refused', async () => {
    const { simulator, session } = await up()
    const bars = ['1min', '2min', '3min', '5min', '10min', '15min', '30min', '1h']
    const responses = bars.map((bar) => firstValueFrom(session.streams.history(AAPL, { period: '1d', bar })))
    const lengths = (await Promise.all(responses)).map(({ barLength }) => barLength)
    expect(lengths).toEqual([60, 120, 180, 300, 600, 900, 1_800, 3_600])
    const refusals = simulator.record.frames({ direction: 'out' }).filter(({ text }) => text.includes('"error"'))
    expect(refusals).toEqual([])
  })

  it('delays a history request while five live requests use all slots, and shares one slot between equal requests', async () => {
    const { simulator, session } = await up()
    const live = { live: true }
    const holders = ['1min', '2min', '3min', '5min', '10min'].map((bar) =>
      session.streams.history(AAPL, { period: '1d', bar }, live).subscribe(),
    )
    const same = gather(session.streams.history(AAPL, { period: '1d', bar: '1min' }, live))
    const waiting = gather(session.streams.history(IBM, query))
    await expect.poll(() => sent(simulator, 'smh').length, polled).toBe(5)
    await expect.poll(() => same.length, polled).toBeGreaterThan(0)
    session.sendFrame('tic')
    await expect.poll(() => simulator.record.frames({ text: 'tic' }).length, polled).toBe(1)
    expect(waiting).toEqual([])
    holders[4]?.unsubscribe()
    await expect.poll(() => waiting.length, polled).toBe(1)
  })

  it('repeats history requests without a response on the next connection', async () => {
    const { simulator, session } = await up()
    const fault = simulator.controls.faults.add('drop@ws:smh*')
    const values = gather(session.streams.history(AAPL, query))
    await expect.poll(() => sent(simulator, 'smh').length, polled).toBe(1)
    fault.remove()
    simulator.controls.dropSockets()
    await expect.poll(() => values.length, polled).toBe(1)
  })

  it('ends a history stream with an error if the request is refused or has no response for half a minute', async () => {
    const { simulator, session, clock } = await up()
    await expect(firstValueFrom(session.streams.history(999))).rejects.toMatchObject({ code: 'subscription-refused' })
    simulator.controls.faults.add('drop@ws:smh*,times=1')
    const response = firstValueFrom(session.streams.history(AAPL, query))
    const ended = expect(response).rejects.toMatchObject({ code: 'timeout' })
    const next = firstValueFrom(session.streams.history(IBM, query))
    await expect.poll(() => sent(simulator, 'smh').length, polled).toBe(2)
    clock.skip(30_000)
    await ended
    expect((await next).symbol).toBe('IBM')
  })
})

describe('stream of announcements', () => {
  it('announcements include notices, prompts, bulletins, status, accounts and refusals', async () => {
    const { simulator, session } = await supervise()
    const announcements = gather(session.streams.announcements())
    await waitForSocket(session)
    expect(announcements.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['welcome', 'accounts', 'status']))
    simulator.controls.notify({ id: '1', text: 'Hello', title: 'A notice' })
    simulator.controls.notify({ orderId: 7, reqId: '8', text: 'Sure?' })
    simulator.controls.bulletin({ id: 3, message: 'Halted' })
    session.sendFrame('xyz+{}')
    await expect
      .poll(() => announcements.slice(-4).map(({ at: _at, ...content }) => content), polled)
      .toEqual([
        { kind: 'notice', id: '1', text: 'Hello', title: 'A notice' },
        { kind: 'prompt', orderId: '7', requestId: '8', text: 'Sure?', options: ['Yes', 'No'] },
        { kind: 'bulletin', id: '3', message: 'Halted' },
        { kind: 'refusal', code: 1, text: expect.stringContaining('Topic unknown') },
      ])
  })
})

describe('behaviour common to all streams', () => {
  it('all streams complete when the session is closed, and leave no timers or subscriptions', async () => {
    const { session, clock } = await up({ clock: systemClock })
    const { streams } = session
    let completed = 0
    const all: readonly Observable<unknown>[] = [
      streams.orders(),
      streams.trades(),
      streams.quotes(AAPL, ['last']),
      streams.profitAndLoss(),
      streams.depth('DU1234567', AAPL),
      streams.accountSummary('DU1234567'),
      streams.ledger('DU1234567'),
      streams.history(AAPL, {}, { live: true }),
      streams.announcements(),
    ]
    for (const stream of all) stream.subscribe({ complete: () => (completed += 1) })
    await session.close()
    expect(completed).toBe(all.length)
    for (const stream of all) stream.subscribe({ complete: () => (completed += 1) })
    expect(completed).toBe(2 * all.length)
    await waitForState(session, 'signed-out')
    expect(clock.pending).toBe(0)
  })

  it('counts received frames, and frames that are not JSON', async () => {
    const { simulator, session } = await up()
    const before = session.socketCounts
    simulator.controls.faults.add('malformed@ws:tic,times=1')
    session.sendFrame('tic')
    await expect.poll(() => session.socketCounts.notJson, polled).toBe(1)
    expect(session.socketCounts.frames).toBeGreaterThan(before.frames)
    expect(session.socketState).toBe('connected')
  })
})

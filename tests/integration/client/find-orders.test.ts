import { describe, expect, it } from 'vitest'
import {
  answerQuestions,
  bracket,
  IbkrOrderError,
  type OrderLookup,
  type SessionSupervisor,
} from '../../../src/client/index.ts'
import { clientOf, type Supervised, simulate, supervise } from './simulator-fixture.ts'
import { skippableClock, skipUntil } from './skippable-clock.ts'

const ACCOUNT = 'DU1234567'
const OTHER = 'DU7654321'
/** Limit order below the market, which is not filled. */
const waiting = { conid: 8314, side: 'BUY', quantity: 10, orderType: 'LMT', price: 290, tif: 'DAY' } as const
const confirm = ['o163', 'o10151', 'o10152', 'o10331']

async function up(options: Parameters<typeof supervise>[0] = {}): Promise<Supervised> {
  const supervised = await supervise({ mode: 'gateway', ...options }, { socket: false })
  supervised.simulator.controls.setPrice('IBM', 296)
  await supervised.session.ready()
  return supervised
}

/** Returns the queries of the order lists that the simulator sent. */
const lists = ({ simulator }: Supervised): readonly string[] =>
  simulator.record.requests({ path: '/v1/api/iserver/account/orders' }).map(({ query }) => query)

/** Loses the response to the next placement, which the simulator makes or not. Returns the client order ids. */
async function lose(supervised: Supervised, isMade: boolean, ...[account, orders]: LostPlacement) {
  const { session, simulator } = supervised
  simulator.controls.faults.add(`reset@POST /iserver/account/*/orders,times=1,processed=${isMade ? 'yes' : 'no'}`)
  const error: unknown = await session.placeOrders(account, orders, { confirm }).catch((reason: unknown) => reason)
  if (!IbkrOrderError.is(error, 'order-outcome-unknown')) throw error
  return error
}
type LostPlacement = Parameters<SessionSupervisor['placeOrders']>

const referencesOf = (error: IbkrOrderError): readonly string[] => error.orders.flatMap(({ cOID }) => cOID ?? [])

const find = (
  { clock, session }: Supervised,
  references: readonly string[],
  ...options: readonly [{ readonly account?: string }?]
): Promise<readonly OrderLookup[]> => skipUntil(clock, session.findOrders(references, ...options))

describe('searching for orders by their client order ids', () => {
  it('finds an order whose response was lost, although the first list of a session is empty', async () => {
    const supervised = await up()
    const lost = await lose(supervised, true, ACCOUNT, [waiting])
    const references = referencesOf(lost)
    expect(lost.hint).toContain(`session.findOrders(['${references[0]}'])`)
    const [found, missing] = await find(supervised, [...references, 'missing'])
    expect(found).toMatchObject({
      kind: 'found',
      reference: references[0],
      order: { orderReference: references[0], contractName: 'IBM', quantity: 10, status: 'Submitted' },
      children: [],
    })
    expect(missing).toMatchObject({ kind: 'not-found', reference: 'missing', account: ACCOUNT })
    expect(lists(supervised)).toEqual(['', 'force=true', ''])
    // Once IBKR's pacing allows a list at once, a list that contains the orders needs no further one.
    supervised.clock.skip(6_000)
    expect(await supervised.session.findOrders(references)).toMatchObject([{ kind: 'found' }])
    expect(lists(supervised)).toHaveLength(4)
  })

  it('reports not-found only after a complete order list', async () => {
    const supervised = await up()
    supervised.simulator.controls.coolOrders(1)
    const lost = await lose(supervised, false, ACCOUNT, [waiting])
    const [result] = await find(supervised, referencesOf(lost))
    expect(result).toMatchObject({ kind: 'not-found', readAt: expect.any(Number) })
    expect(lists(supervised)).toEqual(['', 'force=true', ''])
  })

  it('finds the exits of a bracket as the children of its entry', async () => {
    const supervised = await up()
    await supervised.session.request('POST /iserver/questions/suppress', { body: { messageIds: confirm } })
    const orders = bracket({
      parent: { ...waiting, cOID: 'entry' },
      takeProfit: { orderType: 'LMT', price: 305, tif: 'GTC' },
      stopLoss: { orderType: 'STP', price: 280, tif: 'GTC' },
    })
    const lost = await lose(supervised, true, ACCOUNT, orders)
    expect(referencesOf(lost)).toEqual(['entry'])
    const [result] = await find(supervised, referencesOf(lost))
    expect(result).toMatchObject({
      kind: 'found',
      order: { side: 'BUY' },
      children: [{ side: 'SELL' }, { side: 'SELL' }],
    })
  })

  it('cannot know whether another account has the order, unless that account is given', async () => {
    const supervised = await up({ accounts: [ACCOUNT, OTHER] })
    const references = referencesOf(await lose(supervised, true, OTHER, [waiting]))
    const [unknown] = await find(supervised, references)
    expect(unknown).toMatchObject({
      kind: 'unknown',
      reason: 'other-accounts',
      message: expect.stringMatching(/account DU1234567\..*may be DU7654321\./),
    })
    expect(await find(supervised, references, { account: OTHER })).toMatchObject([{ kind: 'found' }])
    expect(await find(supervised, references, { account: ACCOUNT })).toMatchObject([
      { kind: 'not-found', account: ACCOUNT },
    ])
  })

  it('sends no read while an order question is open, because a read voids the question', async () => {
    const supervised = await up()
    const { session } = supervised
    const far = { ...waiting, price: 200, cOID: 'far' }
    const asked: unknown = await session
      .placeOrders(ACCOUNT, [far], { caller: { kind: 'person' } })
      .catch((error: unknown) => error)
    if (!IbkrOrderError.is(asked) || !asked.response) throw asked
    const [blocked] = await find(supervised, ['far'])
    expect(blocked).toMatchObject({ kind: 'unknown', reason: 'question-open' })
    expect(lists(supervised)).toEqual([])
    expect(await answerQuestions(session, asked.response, () => 'confirm')).toMatchObject({ kind: 'accepted' })
    expect(await find(supervised, ['far'])).toMatchObject([{ kind: 'found' }])
  })

  it('gives up after 15 s without a complete list', async () => {
    const supervised = await up()
    supervised.simulator.controls.faults.add('500@/iserver/account/orders')
    const { now } = supervised.clock
    const before = now()
    const [unknown] = await find(supervised, ['mine'])
    expect(now() - before).toBeGreaterThan(14_000)
    expect(unknown).toMatchObject({
      kind: 'unknown',
      reason: 'no-complete-list',
      message: expect.stringMatching(/^No complete order list was read within 15 s: .*500/),
    })
  })

  it('ends at an abort and at the end of the session, and leaves no timer', async () => {
    const simulator = await simulate({ mode: 'gateway' })
    const clock = skippableClock()
    const client = clientOf(simulator, { clock })
    const session = client.connect({ socket: false })
    await session.ready()
    const silent = simulator.controls.faults.add('silence@/iserver/account/orders')
    const aborting = new AbortController()
    const aborted = session.findOrders(['mine'], { signal: aborting.signal })
    const outcome = expect(aborted).rejects.toMatchObject({
      code: 'aborted',
      message: expect.stringContaining('search'),
    })
    await expect.poll(() => silent.struck()).toBe(1)
    aborting.abort()
    await outcome
    const closed = expect(session.findOrders(['mine'])).rejects.toMatchObject({ code: 'client-closed' })
    await client.close()
    await closed
    expect(clock.pending).toBe(0)
  })

  it('rejects anything but a list of client order ids, and searches for none without a request', async () => {
    const supervised = await up()
    const { session } = supervised
    const search = (...given: readonly unknown[]): Promise<unknown> => Reflect.apply(session.findOrders, session, given)
    for (const given of [
      [undefined],
      ['mine'],
      [['']],
      [[1]],
      [['mine'], { accounts: 'DU1' }],
      [['mine'], { account: '' }],
    ])
      await expect(search(...given)).rejects.toMatchObject({ code: 'config-invalid' })
    expect(await session.findOrders([])).toEqual([])
    expect(lists(supervised)).toEqual([])
  })
})

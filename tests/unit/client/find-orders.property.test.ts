import fc from 'fast-check'
import { expect, it } from 'vitest'
import { IbkrError, type OrderLookup } from '../../../src/client/index.ts'
import { type FindOrdersDeps, findOrders } from '../../../src/client/orders/find-orders.ts'
import { ContractNames } from '../../../src/shared/domain/contract-name.ts'
import { propertyRuns } from '../../process/property-runs.ts'
import { type ManualClock, manualClock } from './manual-clock.ts'

/** Time in ms between two order lists, by IBKR's pacing. */
const PACING_MS = 5_000
const FULL = 1_000

/** What IBKR has, and how it responds to requests for the order list. */
interface Server {
  /** Number of orders with each reference. */
  readonly counts: Readonly<Record<string, number>>
  /** Number of other orders, which IBKR lists first. */
  readonly others: number
  /** Whether the cached list is older than the orders. */
  readonly isCacheOld: boolean
  /** Number of lists that IBKR returns before it has collected the orders. */
  readonly coldReads: number
  readonly isColdListPartial: boolean
  /** Whether each request fails, or finds the session lost; requests beyond the list do not. */
  readonly troubles: readonly ('none' | 'failure' | 'lost session')[]
  /** Time in ms until the first list may be read. */
  readonly wait: number
  readonly accounts: readonly string[]
}

function createSession(server: Server, clock: ManualClock): FindOrdersDeps {
  let [freeAt, reads, cold, isCacheOld] = [server.wait, 0, server.coldReads, server.isCacheOld]
  const listed = Object.entries(server.counts).flatMap(([reference, count]) =>
    Array.from({ length: count }, (_, index) => ({ reference, index })),
  )
  const rows = [
    ...Array.from({ length: server.others }, (_, index) => ({ orderId: 5_000 + index })),
    ...listed.map(({ reference }, index) => ({ orderId: 1 + index, order_ref: reference, status: 'Submitted' })),
  ]
  const respond = (force: boolean): unknown => {
    if (force) {
      isCacheOld = false
      return { orders: [], snapshot: false }
    }
    cold -= 1
    if (cold >= 0) return { orders: server.isColdListPartial ? rows.slice(0, 1) : [], snapshot: false }
    return { orders: (isCacheOld ? rows.slice(0, server.others) : rows).slice(0, FULL), snapshot: true }
  }
  const ready = { kind: 'ready', since: 0, accounts: { selected: 'DU1', accounts: server.accounts } }
  const session = {
    state: ready as object,
    async request({ beforeSend, params, signal }: Parameters<FindOrdersDeps['session']['request']>[0]) {
      await new Promise<void>((resolve, reject) => {
        const cancel = clock.after(Math.max(0, freeAt - clock.monotonic()), resolve)
        signal?.addEventListener('abort', () => {
          cancel()
          reject(new IbkrError('aborted', 'aborted'))
        })
      })
      beforeSend?.()
      freeAt = clock.monotonic() + PACING_MS
      const trouble = server.troubles[reads] ?? 'none'
      reads += 1
      session.state = trouble === 'lost session' ? { kind: 'degraded' } : ready
      if (trouble === 'failure') throw new IbkrError('network-failed', 'The connection broke.')
      if (trouble !== 'lost session') return respond(params?.['force'] === true)
      clock.after(700, () => {
        session.state = ready
      })
      return { orders: [], snapshot: true }
    },
  }
  const pacing = { estimate: () => Math.max(0, freeAt - clock.monotonic()) }
  const closing = new AbortController().signal
  const names = new ContractNames()
  return { session, clock, pacing, names, closing, hasOpenQuestion: () => false } as unknown as FindOrdersDeps
}

/** Moves the clock from timer to timer until the promise has settled. */
async function settle<T>(clock: ManualClock, work: Promise<T>): Promise<T> {
  let isOver = false
  const end = (): void => {
    isOver = true
  }
  work.then(end, end)
  for (;;) {
    await new Promise((resolve) => setImmediate(resolve))
    if (isOver) return work
    clock.next()
  }
}

const server: fc.Arbitrary<Server> = fc.record({
  counts: fc.record({ a: fc.constantFrom(0, 1, 2), b: fc.constantFrom(0, 1) }),
  others: fc.constantFrom(0, 3, FULL - 1, FULL + 5),
  isCacheOld: fc.boolean(),
  coldReads: fc.nat(2),
  isColdListPartial: fc.boolean(),
  troubles: fc.array(fc.constantFrom('none', 'failure', 'lost session'), { maxLength: 3 }),
  wait: fc.constantFrom(0, 800, 4_990),
  accounts: fc.constantFrom(['DU1'], ['DU1', 'DU2']),
})

it('never calls an order missing that IBKR has, never finds one that it lacks, and is sure if nothing is in the way', async () => {
  await fc.assert(
    fc.asyncProperty(server, async (ibkr) => {
      const clock = manualClock()
      const references = Object.keys(ibkr.counts)
      const results: readonly OrderLookup[] = await settle(clock, findOrders(createSession(ibkr, clock), references))
      expect(clock.monotonic()).toBeLessThanOrEqual(15_000)
      const total = ibkr.others + Object.values(ibkr.counts).reduce((sum, count) => sum + count, 0)
      const isClear = ibkr.troubles.every((trouble) => trouble === 'none') && ibkr.coldReads === 0 && total < FULL
      for (const [index, reference] of references.entries()) {
        const count = ibkr.counts[reference] ?? 0
        const { kind } = results[index] ?? {}
        if (count === 0) expect(kind).not.toBe('found')
        else expect(kind).not.toBe('not-found')
        if (kind === 'not-found') expect(ibkr.accounts).toEqual(['DU1'])
        if (isClear && count === 1) expect(kind).toBe('found')
        if (isClear && count === 0 && ibkr.accounts.length === 1) expect(kind).toBe('not-found')
        if (isClear && count > 1) expect(results[index]).toMatchObject({ kind: 'unknown', reason: 'several-orders' })
      }
    }),
    { numRuns: propertyRuns(1_000) },
  )
})

it('pauses between incomplete lists, also without the pacing of the client', async () => {
  const clock = manualClock()
  let reads = 0
  const request = async () => {
    reads += 1
    if (reads > 100) throw new IbkrError('network-failed', 'The connection broke.')
    return { orders: [], snapshot: false }
  }
  const state = { kind: 'ready', since: 0, accounts: { selected: 'DU1', accounts: ['DU1'] } }
  const deps = {
    session: { state, request },
    hasOpenQuestion: () => false,
    clock,
    pacing: { estimate: () => 0 },
    names: new ContractNames(),
  }
  const closing = new AbortController().signal
  await settle(clock, findOrders({ ...deps, closing } as unknown as FindOrdersDeps, ['a']))
  // Two lists at once, then two a second for 15 s.
  expect(reads).toBeLessThanOrEqual(33)
})

it.each<[string, Partial<Server>, object]>([
  [
    'is full and lacks the order',
    { others: FULL },
    { reason: 'list-truncated', message: 'IBKR truncated the order list of account DU1 at 1000 orders.' },
  ],
  [
    'has two orders with the reference',
    { counts: { a: 2 } },
    {
      reason: 'several-orders',
      message: 'Several orders have the client order id a: 1, 2. Check them in the order list.',
      orders: [{ orderId: '1' }, { orderId: '2' }],
    },
  ],
])('cannot know if the list %s', async (_, fields, unknown) => {
  const clock = manualClock()
  const plain: Server = {
    counts: { a: 1 },
    others: 0,
    isCacheOld: false,
    coldReads: 0,
    isColdListPartial: false,
    troubles: [],
    wait: 0,
    accounts: ['DU1'],
  }
  const search = findOrders(createSession({ ...plain, ...fields }, clock), ['a'])
  expect(await settle(clock, search)).toMatchObject([{ kind: 'unknown', ...unknown }])
})

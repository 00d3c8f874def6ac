import fc from 'fast-check'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { GuardRailFinding } from '../../../src/shared/contract/guard-rail-views.ts'
import { type GuardRails, NO_RAILS, type RailSinceFormat2 } from '../../../src/shared/domain/guard-rails.ts'
import { RpcError } from '../../../src/shared/rpc/rpc-error.ts'
import type { Contract } from '../../../src/simulator/contracts/contract.ts'
import { findContract } from '../../../src/simulator/contracts/find-contract.ts'
import { findInstrumentByName } from '../../../src/simulator/contracts/find-instrument.ts'
import {
  createOption,
  findOptionFamilyByClass,
  listExpirations,
  listStrikes,
} from '../../../src/simulator/contracts/options.ts'
import { isLongRun } from '../../process/long-run-tests.ts'
import { type PracticeHost, startPracticeHost } from '../../process/practice-host.ts'
import { readJson, readOptions } from '../../process/practice-options.ts'

/*
 * Sends random orders of every kind of instrument with random limits, and compares what the simulator received with
 * limits that this file computes on its own, from the simulator's contracts, quotes and positions.
 */

let host: PracticeHost
let accountId: string
let contracts: readonly Contract[]
/** Contracts that combos are made of: AAPL and its options of two months. */
let legs: readonly Contract[]
let quotes: ReadonlyMap<number, Quote>
let positions: ReadonlyMap<number, number>

interface Quote {
  readonly last: number
  readonly delta: number
}

/** A fill changes positions, so the server rejects every order of the property. */
const REJECTS_ORDERS = '503@/iserver/account/*/orders'

beforeAll(async () => {
  host = await startPracticeHost({ simulator: { marketMoves: false } })
  await vi.waitUntil(() => host.view()?.state.kind === 'ready', { timeout: 20_000 })
  const state = host.view()?.state
  accountId = state?.kind === 'ready' ? state.accounts.selected : ''
  const options = [...(await readOptions(host, 1)), ...(await readOptions(host, 2))]
  const now = host.clock.now()
  const ofIndex = findOptionFamilyByClass('FOP', 'ES')
  const [expiration] = ofIndex ? listExpirations(ofIndex, now) : []
  const onFuture = ofIndex && expiration && createOption(ofIndex, expiration, listStrikes(ofIndex)[8] ?? 0, 'C')
  const named = ['AAPL', 'IBM', 'BP.', 'EUR.USD', 'USD.JPY', 'ES', 'CL'].map((name) => findInstrumentByName(name, now))
  legs = [265598, ...options.map(({ conid }) => conid)].flatMap((conid) => findContract(conid) ?? [])
  contracts = [...named, onFuture, ...legs.slice(1)].filter((each) => each !== undefined)
  expect([contracts.length, legs.length]).toEqual([20, 13])

  // Positions that make some orders closing ones, and some sales covered.
  const [long, , , short] = legs.slice(1)
  for (const [contract, side, quantity, price] of [
    [long, 'BUY', 3, 40],
    [short, 'SELL', 2, 0.05],
  ] as const)
    await send([{ conid: contract?.conid, side, quantity, price, orderType: 'LMT', tif: 'DAY' }])
  const held = async () =>
    readJson<readonly { readonly conid: string; readonly position: number }[]>(
      host,
      `/portfolio2/${accountId}/positions`,
    )
  await readJson(host, '/portfolio/accounts')
  await vi.waitUntil(async () => {
    host.clock.skip(2_000)
    positions = new Map((await held()).map(({ conid, position }) => [Number(conid), position]))
    return positions.get(long?.conid ?? 0) === 3 && positions.get(short?.conid ?? 0) === -2
  })
  // One request for each contract, because an unknown conid fails the whole snapshot.
  const conids = contracts.flatMap((each) => [each.conid, ...(each.underlyingConid > 0 ? [each.underlyingConid] : [])])
  const known = new Map<number, Quote>()
  for (const conid of new Set(conids)) {
    const quote = await readQuote(conid)
    if (quote) known.set(conid, quote)
  }
  quotes = known
  host.simulator.controls.faults.add(REJECTS_ORDERS)
}, 60_000)
afterAll(() => host.close())

/** Reads the price and the delta of a contract. The first snapshot only opens the data feed. */
async function readQuote(conid: number): Promise<Quote | undefined> {
  for (let tries = 0; tries < 3; tries += 1) {
    host.clock.skip(1_000)
    const rows = await readJson<unknown>(host, '/iserver/marketdata/snapshot', { conids: conid, fields: '31,7308' })
    const [row] = (Array.isArray(rows) ? rows : []) as readonly Record<string, string>[]
    const last = Number(row?.['31']?.replace(/[CH,]/g, ''))
    if (last > 0) return { last, delta: Number(row?.['7308']) }
  }
  return undefined
}

/** Sends orders. Returns the code of the error, and the limits that stopped them. */
const send = async (
  orders: readonly object[],
): Promise<{ readonly code?: string; readonly findings?: readonly GuardRailFinding[] }> => {
  const path = `/iserver/account/${accountId}/orders`
  const request = { method: 'POST', path, query: [], body: JSON.stringify({ orders }) } as const
  try {
    await host.client.callBytes('requests.send', request)
    return {}
  } catch (error) {
    if (!(error instanceof RpcError)) throw error
    return { code: error.code, ...(error.detail as { readonly findings?: readonly GuardRailFinding[] }) }
  }
}

interface SomeOrder {
  /** Position of each contract in `contracts`, or in `legs` for a combo. */
  readonly legs: readonly { readonly at: number; readonly ratio: number }[]
  readonly isCombo: boolean
  readonly side: 'BUY' | 'SELL'
  readonly isMarket: boolean
  readonly quantity: number
  /** Price as a multiple of the last price. */
  readonly factor: number
}

const ratio = fc.constantFrom(-2, -1, 1, 2)
const single = fc.record({
  legs: fc.tuple(fc.record({ at: fc.integer({ min: 0, max: 19 }), ratio: fc.constant(1) })),
  isCombo: fc.constant(false),
  ...{ side: fc.constantFrom('BUY', 'SELL'), isMarket: fc.boolean(), quantity: fc.integer({ min: 1, max: 20 }) },
  factor: fc.double({ min: 0.8, max: 1.2, noNaN: true }),
})
const combo = fc.record({
  legs: fc.uniqueArray(fc.record({ at: fc.integer({ min: 0, max: 12 }), ratio }), {
    ...{ minLength: 2, maxLength: 4, selector: ({ at }: { readonly at: number }) => at },
  }),
  isCombo: fc.constant(true),
  ...{ side: fc.constantFrom('BUY', 'SELL'), isMarket: fc.constantFrom(false, false, false, true) },
  ...{ quantity: fc.integer({ min: 1, max: 10 }), factor: fc.double({ min: 0.8, max: 1.2, noNaN: true }) },
})
const someOrder: fc.Arbitrary<SomeOrder> = fc.oneof(single, combo) as fc.Arbitrary<SomeOrder>

/** Limits that some orders exceed and others do not. */
const LIMITS = {
  notional: [10_000, 100_000, 1_000_000],
  delta: [10, 100, 1_000],
  expiryLoss: [500, 5_000, 50_000],
  nakedShorts: [0, 1, 5],
  daysToExpiry: [7, 30, 60],
  position: [5, 15, 305, 320],
} as const
const someRail = (name: keyof typeof LIMITS) =>
  fc
    .record({ action: fc.constantFrom('refuse', 'refuse', 'warn'), limit: fc.constantFrom<number>(...LIMITS[name]) })
    .map((limits): Partial<GuardRails> => ({ [name]: limits }))
// With one limit, or two, no other one hides that it stops nothing.
const someRails: fc.Arbitrary<Partial<GuardRails>> = fc
  .uniqueArray(fc.constantFrom(...(Object.keys(LIMITS) as (keyof typeof LIMITS)[])), { minLength: 1, maxLength: 2 })
  .chain((names) => fc.tuple(...names.map(someRail)))
  .map((limits) => Object.assign({}, ...limits) as Partial<GuardRails>)

/** Prices of options change with the time that the test skips, and deltas have three digits. */
const SLACK = 0.95

interface KnownLeg {
  readonly contract: Contract
  /** Negative if it is sold. */
  readonly quantity: number
}

const isOption = ({ secType }: Contract): boolean => secType === 'OPT' || secType === 'FOP'
const lastOf = ({ conid }: Pick<Contract, 'conid'>): number | undefined => quotes.get(conid)?.last
const heldOf = ({ conid }: Contract): number => positions.get(conid) ?? 0

function legsOf({ legs: parts, isCombo, side, quantity }: SomeOrder): readonly KnownLeg[] {
  const sign = side === 'BUY' ? 1 : -1
  return parts.flatMap((leg) => {
    const contract = (isCombo ? legs : contracts)[leg.at]
    return contract ? [{ contract, quantity: sign * leg.ratio * quantity }] : []
  })
}

/** Returns the limit price of an order, as a multiple of the price of its legs. */
function priceOf(order: SomeOrder): number {
  const own = legsOf({ ...order, side: 'BUY', quantity: 1 })
  const last = own.reduce((sum, { contract, quantity }) => sum + quantity * (lastOf(contract) ?? 1), 0)
  return Math.round(last * order.factor * 100) / 100
}

function rowOf(order: SomeOrder) {
  const own = legsOf({ ...order, side: 'BUY', quantity: 1 })
  const parts = own.map(({ contract, quantity }) => `${contract.conid}/${quantity}`)
  const [first] = own
  return {
    ...(order.isCombo ? { conidex: `28812380;;;${parts.join(',')}` } : { conid: first?.contract.conid }),
    ...{ side: order.side, quantity: order.quantity, tif: 'DAY' },
    ...(order.isMarket ? { orderType: 'MKT' } : { orderType: 'LMT', price: priceOf(order) }),
  }
}

const RATES: Readonly<Record<string, number>> = { USD: 1, GBP: 1.3387, JPY: 0.0066, EUR: 1.1642 }

function notionalOf(order: SomeOrder): number {
  return legsOf(order).reduce((sum, { contract, quantity }) => {
    const { multiplier = 1, priceMagnifier, currency, underlyingConid } = contract
    const last = lastOf(isOption(contract) ? { conid: underlyingConid } : contract) ?? 0
    // A buy order with a limit pays at most that, a sell order gets at least that.
    const hasLimit = !order.isMarket && !order.isCombo && !isOption(contract)
    const price = last * (hasLimit ? Math.max(order.side === 'SELL' ? 1 : 0, order.factor) : 1)
    return sum + (Math.abs(quantity) * price * multiplier * (RATES[currency] ?? 0)) / priceMagnifier
  }, 0)
}

function deltaOf(order: SomeOrder): number {
  const sums = new Map<number, number>()
  for (const { contract, quantity } of legsOf(order)) {
    const { conid, underlyingConid, multiplier = 1, secType } = contract
    const units = secType === 'OPT' ? multiplier : 1
    const delta = isOption(contract) ? (quotes.get(conid)?.delta ?? Number.NaN) : 1
    const key = isOption(contract) ? underlyingConid : conid
    sums.set(key, (sums.get(key) ?? 0) + quantity * units * delta)
  }
  return Math.max(...[...sums.values()].map(Math.abs))
}

/** Returns the legs that open a position; of a combo all of them unless it only closes positions. */
function openingLegs(order: SomeOrder): readonly KnownLeg[] {
  const all = legsOf(order)
  const opened = all.map(({ contract, quantity }) => {
    const closable = Math.max(0, -Math.sign(quantity) * heldOf(contract))
    return { contract, quantity: Math.sign(quantity) * Math.max(0, Math.abs(quantity) - closable) }
  })
  const left = opened.filter(({ quantity }) => quantity !== 0)
  return left.length > 0 && order.isCombo ? all : left
}

/** Returns the largest loss by trying every price. Infinite if it is unlimited or has no value. */
function largestLossOf(order: SomeOrder): number {
  const opened = openingLegs(order)
  if (opened.length === 0 || (!order.isCombo && !opened.some(({ contract }) => isOption(contract)))) return 0
  const options = opened.filter(({ contract }) => isOption(contract))
  const isMixed = new Set(opened.map(({ contract }) => contract.multiplier)).size > 1
  if (new Set(options.map(({ contract }) => contract.expiry)).size !== 1 || isMixed) return Number.POSITIVE_INFINITY
  if (order.isCombo && order.isMarket) return Number.POSITIVE_INFINITY
  const multiplier = opened[0]?.contract.multiplier ?? 1
  const units = order.isCombo ? order.quantity : Math.abs(opened[0]?.quantity ?? 0)
  const price = order.isMarket ? (order.side === 'BUY' ? priceOf({ ...order, factor: 1 }) : 0) : priceOf(order)
  const cost = (order.side === 'BUY' ? price : -price) * multiplier * units
  const lossAt = (at: number): number =>
    opened.reduce((loss, { contract: { right, strike = 0 }, quantity }) => {
      const worth = right === undefined ? at : Math.max(0, right === 'C' ? at - strike : strike - at)
      return loss - quantity * multiplier * worth
    }, cost)
  if (lossAt(2e6) > lossAt(1e6) + 1) return Number.POSITIVE_INFINITY
  return Math.max(...Array.from({ length: 2_000 }, (_, index) => lossAt(index * 5)))
}

/** Counts naked short options by trying what covers each one. */
function countNaked(held: readonly KnownLeg[], underlying: number): number {
  const shares = held.filter(({ contract }) => contract.conid === underlying)
  const stock = shares.reduce((sum, { quantity }) => sum + quantity, 0)
  return (['C', 'P'] as const).reduce((total, right) => {
    const own = held.filter(({ contract }) => contract.underlyingConid === underlying && contract.right === right)
    const expand = (isLong: boolean): string[] =>
      own.flatMap(({ contract, quantity }) =>
        quantity > 0 === isLong ? Array<string>(Math.abs(quantity)).fill(contract.expiry ?? '') : [],
      )
    const longs = expand(true).sort()
    let naked = 0
    for (const expiry of expand(false).sort().toReversed()) {
      const at = longs.findIndex((each) => each >= expiry)
      if (at < 0) naked += 1
      else longs.splice(at, 1)
    }
    const cover = Math.floor(Math.max(0, right === 'C' ? stock : -stock) / 100)
    return total + Math.max(0, naked - cover)
  }, 0)
}

function addsNaked(order: SomeOrder, limit: number, soldShares: number): boolean {
  const held = [...positions].flatMap(([conid, quantity]): readonly KnownLeg[] => {
    const contract = findContract(conid)
    return contract ? [{ contract, quantity: conid === 265598 ? quantity - soldShares : quantity }] : []
  })
  const own = legsOf(order)
  const keys = new Set(own.map(({ contract }) => (isOption(contract) ? contract.underlyingConid : contract.conid)))
  return [...keys].some((key) => {
    const after = countNaked([...held, ...own], key)
    // An option on a future is covered by its future, and no future is held.
    return after > limit && after > countNaked(held, key)
  })
}

function daysToExpiryOf(order: SomeOrder): number {
  const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'America/New_York' }).format(host.clock.now())
  const timeOf = (date: string): number =>
    Date.parse(`${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)}T00:00:00Z`)
  const expiries = openingLegs(order).flatMap(({ contract: { expiry } }) =>
    expiry === undefined ? [] : [timeOf(expiry)],
  )
  return (Math.min(...expiries) - Date.parse(`${today}T00:00:00Z`)) / 86_400_000
}

/**
 * Reports whether an order makes a position larger than the limit, also with the other orders of its request. The
 * position of a currency pair is unknown.
 */
function exceedsPosition(orders: readonly SomeOrder[], limit: number): boolean {
  const sums = new Map<string, number>()
  return orders.flatMap(legsOf).some(({ contract, quantity }) => {
    if (contract.secType === 'CASH') return true
    const key = `${contract.conid} ${Math.sign(quantity)}`
    sums.set(key, (sums.get(key) ?? 0) + quantity)
    return Math.sign(quantity) * (heldOf(contract) + (sums.get(key) ?? 0)) > limit
  })
}

/** Shares that the working orders of Practice sell or buy at most. */
const WORKING = 100

/**
 * Returns the limits that are on and that the orders surely exceed. `possibly`: those that they may exceed with working
 * orders, at other prices.
 */
function exceededRails(rails: GuardRails, orders: readonly SomeOrder[], possibly = false): readonly RailSinceFormat2[] {
  const slack = possibly ? 1 / SLACK : SLACK
  const [digits, working] = possibly ? [2, WORKING] : [-2, 0]
  const isBeyond: Readonly<Record<RailSinceFormat2, boolean>> = {
    notional: orders.some((order) => notionalOf(order) * slack > rails.notional.limit),
    delta: orders.some((order) => deltaOf(order) * slack + digits > rails.delta.limit),
    expiryLoss: orders.some((order) => largestLossOf(order) * (order.isMarket ? slack : 1) > rails.expiryLoss.limit),
    nakedShorts: orders.some((order) => addsNaked(order, rails.nakedShorts.limit, working)),
    daysToExpiry: orders.some((order) => daysToExpiryOf(order) < rails.daysToExpiry.limit),
    position: exceedsPosition(orders, rails.position.limit - working),
    workingOrders: false,
  }
  return (Object.keys(isBeyond) as RailSinceFormat2[]).filter((name) => isBeyond[name] && rails[name].action !== 'off')
}

/** Each order takes several reads. The long run sends a few thousand. */
const RUNS = isLongRun ? 2_000 : 40

test('no order of any instrument leaves the host beyond a limit, and no other order of a single contract is stopped', async () => {
  const outcomes = { left: 0, stopped: 0, combosLeft: 0, optionsLeft: 0 }
  const exceededOften = new Map<string, number>()
  await fc.assert(
    fc.asyncProperty(someRails, fc.array(someOrder, { minLength: 1, maxLength: 2 }), async (limits, orders) => {
      const rails = { ...NO_RAILS, ...limits }
      await host.client.call('guardRails.change', { profileId: 'practice', rails })
      // The rate limit of the server recovers, and a list without the orders that left before shows that none works.
      host.clock.skip(6_000)
      await host.until('the session is ready', () => host.view()?.state.kind === 'ready', 120)
      await host.client.call('orders.refresh', {})
      host.simulator.record.clear()
      const { code, findings = [] } = await send(orders.map(rowOf))
      const sent = host.simulator.record.requests({ method: 'POST', path: /\/iserver\/account\// })
      const exceeded = exceededRails(rails, orders)
      for (const name of exceeded) exceededOften.set(name, (exceededOften.get(name) ?? 0) + 1)
      const isStopped = code === 'guard-rail-refused' || code === 'guard-rail-warning'
      expect({ code, sent: sent.length, exceeded }).toEqual({
        ...{ code, exceeded },
        sent: isStopped ? 0 : 1,
      })
      if (exceeded.length > 0)
        expect({ exceeded, rows: orders.map(rowOf), code }).toMatchObject({
          code: expect.stringMatching(/^guard-rail/) as string,
        })
      // An order of a single contract with a quote is stopped for no other reason.
      const [order] = orders
      const isKnown = order !== undefined && legsOf(order).every(({ contract }) => quotes.has(contract.conid))
      if (orders.length === 1 && isKnown && !order.isCombo) {
        const possible = exceededRails(rails, orders, true) as readonly string[]
        const others = findings.filter(({ rail }) => !possible.includes(rail))
        expect({ rows: orders.map(rowOf), others }).toMatchObject({ others: [] })
      }
      outcomes[isStopped ? 'stopped' : 'left'] += 1
      if (!isStopped && orders.some(({ isCombo }) => isCombo)) outcomes.combosLeft += 1
      if (!isStopped && orders.some((order) => legsOf(order).some(({ contract }) => isOption(contract))))
        outcomes.optionsLeft += 1
    }),
    { numRuns: RUNS, endOnFailure: true },
  )
  process.stdout.write(`${JSON.stringify({ ...outcomes, ...Object.fromEntries(exceededOften) })}\n`)
  // The outcomes are frequent, so that the property is not empty.
  expect(Math.min(outcomes.left, outcomes.stopped)).toBeGreaterThan(0)
  if (!isLongRun) return
  expect(Math.min(...Object.values(outcomes))).toBeGreaterThan(RUNS / 30)
  expect(exceededOften.size).toBe(6)
}, 1_800_000)

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { calculateAccountValue, projectMargin } from '../../../src/simulator/account/valuation.ts'
import { findInstrumentByName } from '../../../src/simulator/contracts/find-instrument.ts'
import { type Instrument, listLegs } from '../../../src/simulator/market/instruments.ts'
import type { OrderDraft } from '../../../src/simulator/orders/order.ts'
import { previewOrder } from '../../../src/simulator/orders/order-preview.ts'
import { requireCombo } from './require-combo.ts'
import { createTestState } from './test-simulator-state.ts'
import { draft } from './trading-fixture.ts'

const account = 'DU1234567'
const now = Date.UTC(2026, 8, 14, 14)

function named(name: string): Instrument {
  const found = findInstrumentByName(name, now)
  if (found === undefined) throw new Error(`The market has no ${name}`)
  return found
}

const putSpread = requireCombo(`${named('AAPL  261016P00245000').conid}/-1,${named('AAPL  261016P00235000').conid}/1`)

test.each([
  ['shares', named('AAPL'), 'BUY', 200],
  ['a sale of shares that also covers short calls', named('AAPL'), 'SELL', 500],
  ['a short put', named('AAPL  261016P00245000'), 'SELL', 3],
  ['a long call', named('AAPL  261016C00245000'), 'BUY', 3],
  ['a spread', putSpread, 'BUY', 2],
  ['a future', named('ESZ6'), 'SELL', 1],
  ['an option on a future', named('ESZ6 C6700'), 'SELL', 1],
  ['shares in pence', named('BP.'), 'BUY', 5000],
  ['a currency pair', named('AUD.CAD'), 'BUY', 5000],
] as const)(
  'the preview of %s shows margin and equity as the account has them after the trade',
  (_, instrument, side, quantity) => {
    const { state } = createTestState()
    const ledger = state.accounts.get(account)
    const trade = (traded: Instrument, buys: boolean, count: number) =>
      ledger.book({
        ...{ instrument: traded, side: buys ? 'BUY' : 'SELL', quantity: count, commission: 0 },
        price: state.market.quote(traded).last,
      })
    trade(named('AAPL  261016C00260000'), false, 2)
    const before = calculateAccountValue(ledger, state.market)
    const order = draft({ instrument, side, quantity })
    const preview = previewOrder(state, account, order) as Record<string, { current: string; after: string }>
    for (const leg of listLegs(instrument))
      trade(leg.instrument, leg.ratio > 0 === (side === 'BUY'), quantity * Math.abs(leg.ratio))
    const after = calculateAccountValue(ledger, state.market)
    const amount = (name: string, which: 'current' | 'after') => Number(preview[name]?.[which].replaceAll(',', ''))
    expect(amount('initial', 'current')).toBe(before.initialMargin)
    expect(amount('initial', 'after')).toBeCloseTo(after.initialMargin, 1)
    expect(amount('maintenance', 'after')).toBeCloseTo(after.maintenanceMargin, 1)
    // The preview of equity includes the commission.
    expect(Math.abs(amount('equity', 'after') - after.equityWithLoanValue)).toBeLessThan(20)
  },
)

test('measures available funds and buying power by the equity without options', () => {
  const { state } = createTestState()
  const ledger = state.accounts.get(account)
  ledger.book({ instrument: named('AAPL  261016C00245000'), side: 'BUY', quantity: 10, price: 12, commission: 0 })
  const value = calculateAccountValue(ledger, state.market)
  expect(value.optionValue).toBeGreaterThan(1000)
  expect(value.equityWithLoanValue).toBeCloseTo(value.netLiquidation - value.optionValue, 6)
  expect(value.availableFunds).toBeCloseTo(value.equityWithLoanValue - value.initialMargin, 6)
  expect(value.excessLiquidity).toBeCloseTo(value.equityWithLoanValue - value.maintenanceMargin, 6)
  expect(value.buyingPower).toBeCloseTo(2 * value.availableFunds, 6)
})

/** Places orders as a request with their drafts does, and returns the body of the response. */
function place(state: ReturnType<typeof createTestState>['state'], ...drafts: readonly OrderDraft[]): unknown {
  const inputs = drafts.map((each, at) => ({
    kind: 'order' as const,
    draft: each,
    references: {
      accountId: account,
      clientOrderId: at === 0 ? 'parent' : undefined,
      parentReference: at === 0 ? undefined : 'parent',
      singleGroup: false,
    },
  }))
  return JSON.parse(String(state.orderHandler.place(account, inputs).body))
}

const rejection =
  /^We are unable to accept your order\. .* Equity with Loan Value \[(-?[\d.]+) USD\] must exceed the new total Initial Margin of \[([\d.]+) USD\]\.$/

function readRejection(body: unknown): readonly number[] | undefined {
  const { error } = body as { readonly error?: string }
  return rejection
    .exec(error ?? '')
    ?.slice(1)
    .map(Number)
}

describe('buying power', () => {
  test.each([
    ['shares', named('AAPL'), 'BUY', 100],
    ['short shares', named('JPM'), 'SELL', 100],
    ['long options', named('AAPL  261016C00245000'), 'BUY', 5],
    ['short puts', named('AAPL  261016P00245000'), 'SELL', 5],
    ['spreads', putSpread, 'BUY', 10],
    ['futures', named('ESZ6'), 'BUY', 1],
  ] as const)('accepts as many %s as the margin allows, and rejects one step more', (_, instrument, side, step) => {
    const { state } = createTestState()
    const ask = (steps: number) => place(state, draft({ instrument, side, quantity: steps * step }))
    let [accepted, rejected] = [0, 10_000]
    while (rejected - accepted > 1) {
      const middle = Math.floor((accepted + rejected) / 2)
      const { before, after } = projectMargin(
        state.accounts.get(account),
        state.market,
        instrument,
        (side === 'BUY' ? 1 : -1) * middle * step,
      )
      if (after.equityWithLoanValue >= after.initial) accepted = middle
      else rejected = middle
      expect(before.initial).toBeGreaterThan(0)
    }
    expect(accepted).toBeGreaterThan(0)
    const body = ask(rejected)
    const [equity = 0, margin = 0] = readRejection(body) ?? []
    expect(margin).toBeGreaterThan(equity)
    expect(state.orderStore.all().some(({ quantity }) => quantity === rejected * step)).toBe(false)
    expect(ask(accepted)).toMatchObject([{ order_status: 'PreSubmitted' }])
  })

  test('shows the rejection in a preview, and accepts the order without the check', () => {
    const order = draft({ instrument: named('AAPL'), quantity: 100_000 })
    const { state } = createTestState()
    expect((previewOrder(state, account, order) as { readonly error: string }).error).toMatch(rejection)
    const unchecked = createTestState({ checkBuyingPower: false }).state
    expect(previewOrder(unchecked, account, order)).toMatchObject({ error: null })
    expect(place(unchecked, order)).toMatchObject([{ order_status: 'PreSubmitted' }])
  })

  test('does not judge the children of a bracket, which close what their parent opens', () => {
    const { state } = createTestState()
    const amd = named('AMD')
    state.market.setPrice(amd, 100)
    // Half of 15,000 times 100 is within the funds. A short sale of 15,000 on its own would be within them, too, one of 20,000 not.
    const parent = draft({ instrument: amd, quantity: 1000, clientOrderId: 'parent' })
    const child = draft({ instrument: amd, quantity: 20_000, side: 'SELL', kind: 'LMT', price: 110 })
    expect(readRejection(place(state, child))).toBeDefined()
    expect(place(state, parent, child)).toMatchObject([
      { order_status: 'PreSubmitted' },
      { order_status: 'PreSubmitted' },
    ])
  })

  test('judges the rest of a changed order', () => {
    const { state, clock } = createTestState()
    const ibm = named('IBM')
    const { id } = state.lifeCycle.submit(account, draft({ instrument: ibm, kind: 'LMT', price: 250, tif: 'GTC' }))
    clock.advance(1000)
    const change = (quantity: number) =>
      JSON.parse(
        String(
          state.orderHandler.modify(
            account,
            String(id),
            draft({ instrument: ibm, kind: 'LMT', price: 250, tif: 'GTC', quantity }),
          ).body,
        ),
      ) as unknown
    expect(readRejection(change(100_000))).toBeDefined()
    expect(state.orderStore.get(id)?.quantity).toBe(100)
    expect(change(200)).toMatchObject([{ order_id: String(id) }])
  })

  test('lets an account without funds buy back one side of an iron condor, which leaves the margin as it is', () => {
    const { state } = createTestState()
    const ledger = state.accounts.get(account)
    const condor = { C00165000: -1, C00175000: 1, P00160000: -1, P00150000: 1 }
    for (const [name, sign] of Object.entries(condor)) {
      const side = sign > 0 ? 'BUY' : 'SELL'
      ledger.book({ instrument: named(`AMD   261016${name}`), side, quantity: 1, price: 1, commission: 3_000_000 })
    }
    const put = named('AMD   261016P00160000')
    const { before, after } = projectMargin(ledger, state.market, put, 1)
    expect(after.initial).toBe(before.initial)
    expect(readRejection(place(state, draft({ instrument: put, quantity: 2 })))).toBeDefined()
    expect(place(state, draft({ instrument: put, quantity: 1 }))).toMatchObject([{ order_status: 'PreSubmitted' }])
  })

  test('never rejects an order that closes positions, however little the account has left', () => {
    const trades = [
      ...['AAPL', 'JPM', 'BP.', 'ESZ6', 'SPXW  260918P06700000', 'ESZ6 C6700', 'AAPL  261016C00245000'],
      ...['AAPL  261016C00255000', 'AAPL  261016C00265000', 'AAPL  261016P00245000', 'AAPL  261016P00235000'],
    ].map(named)
    const position = fc.record({
      which: fc.nat(trades.length - 1),
      quantity: fc.integer({ min: -40, max: 40 }).filter((quantity) => quantity !== 0),
    })
    fc.assert(
      fc.property(
        fc.array(position, { minLength: 1, maxLength: 8 }),
        fc.nat(15),
        fc.double({ min: 0.05, max: 1, noNaN: true }),
        (held, which, share) => {
          const { state } = createTestState()
          const ledger = state.accounts.get(account)
          for (const { which: at, quantity } of held) {
            const instrument = trades[at] ?? trades[0]
            if (instrument === undefined) continue
            const side = quantity > 0 ? 'BUY' : 'SELL'
            ledger.book({ instrument, side, quantity: Math.abs(quantity), price: 1, commission: 3_000_000 })
          }
          const open = ledger.positions().filter(({ quantity }) => quantity !== 0)
          const { instrument, quantity } = open[which % open.length] ?? { instrument: trades[0], quantity: 0 }
          if (instrument === undefined) return
          // A long option may cover a short one, so that its sale can add risk.
          if (quantity > 0 && (instrument.secType === 'OPT' || instrument.secType === 'FOP')) return
          // Shares may cover a short option in the same way.
          if (open.some((other) => other.instrument.underlyingConid === instrument.conid)) return
          const size = Math.max(1, Math.floor(Math.abs(quantity) * share))
          const body = place(state, draft({ instrument, side: quantity > 0 ? 'SELL' : 'BUY', quantity: size }))
          expect(readRejection(body)).toBeUndefined()
        },
      ),
      { numRuns: 100 },
    )
  })
})

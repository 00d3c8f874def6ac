import { describe, expect, it } from 'vitest'
import {
  arrivalPriceOf,
  averagePriceOf,
  commissionOf,
  costAgainst,
  costAgainstSpread,
  fillsOfTransitions,
  listFills,
} from '../../../src/renderer/features/orders/execution/execution-quality.ts'
import { joinPrices } from '../../../src/renderer/features/orders/execution/price-chart.tsx'
import { addQuotes } from '../../../src/renderer/features/orders/execution/use-order-prices.ts'

const trade = (executionId: string, time: number, quantity: number, price: string, commission?: string) => ({
  executionId,
  time,
  quantity,
  price,
  ...(commission !== undefined && { commission }),
})
const quoteAtFill = (filled: number, bid: number, ask: number) => ({ kind: 'fill', at: 0, filled, bid, ask }) as const

describe('execution quality', () => {
  const trades = [trade('b', 2_000, 30, '10.04', '0.35'), trade('a', 1_000, 20, '10.00')]

  it('lists the fills in chronological order with their quotes', () => {
    const fills = listFills(trades, [quoteAtFill(20, 9.98, 10), quoteAtFill(50, 10, 10.04)])
    expect(fills.map(({ id, quote }) => [id, quote?.ask])).toEqual([
      ['a', 10],
      ['b', 10.04],
    ])
    expect(averagePriceOf({ filled: 50 }, fills)).toBeCloseTo(10.024, 10)
    expect(commissionOf(fills)).toEqual({ sum: 0.35, pending: 1 })
    const spread = costAgainstSpread('BUY', fills)
    // (20 × 0.01 + 30 × 0.02) / 50
    expect(spread?.amount).toBeCloseTo(0.016, 10)
    expect(spread?.count).toBe(2)
  })

  it('shows no spread for a fill without a quote', () => {
    // Only the second fill has a recorded quote.
    const fills = listFills(trades, [quoteAtFill(20, 9.98, 10)])
    expect(fills.map(({ quote }) => quote?.filled)).toEqual([20, undefined])
    expect(costAgainstSpread('BUY', listFills(trades, []))).toBeUndefined()
  })

  it('uses the average price of the order if executions are missing', () => {
    const fills = listFills(trades.slice(1), [])
    expect(averagePriceOf({ filled: 50, averagePrice: '1,010.02' }, fills)).toBe(1010.02)
    expect(averagePriceOf({ filled: 50 }, fills)).toBeUndefined()
  })

  it('counts a higher price as a cost for a buy order and as a gain for a sell order', () => {
    expect(costAgainst('BUY', 101, 100)).toEqual({ amount: 1, basisPoints: 100 })
    expect(costAgainst('SELL', 101, 100)).toEqual({ amount: -1, basisPoints: -100 })
  })

  it('prefers the recorded mid to the last price and the price history', () => {
    const bars = { barMs: 60_000, bars: [{ at: 0, open: 9, close: 9 }] }
    const arrival = { kind: 'arrival', at: 5, last: 10.5 } as const
    expect(arrivalPriceOf([{ ...arrival, bid: 10, ask: 11 }], 5, bars)).toMatchObject({ of: 'mid', price: 10.5 })
    expect(arrivalPriceOf([{ ...arrival, age: 9_000 }], 5, bars)).toMatchObject({ of: 'last', price: 10.5, age: 9_000 })
    expect(arrivalPriceOf([], 5, bars)).toEqual({ kind: 'history', price: 9, at: 0, barMs: 60_000 })
    expect(arrivalPriceOf([], 60_000, bars)).toMatchObject({ kind: 'unknown' })
    expect(arrivalPriceOf([], undefined, bars)).toMatchObject({ kind: 'unknown' })
    expect(arrivalPriceOf([], 5, undefined)).toMatchObject({ kind: 'unknown' })
    expect(arrivalPriceOf([], 5, { ...bars, barMs: 900_000 })).toMatchObject({ kind: 'unknown' })
  })

  it('reads the fills of earlier days from the timeline', () => {
    const transition = (at: number, filled: number, averagePrice?: string) => ({
      ...{ at, filled, averagePrice, remaining: 0, text: '', status: 'Submitted', source: 'stream' as const },
    })
    const transitions = [transition(1, 0), transition(2, 20, '10.00'), transition(3, 50, '10.02')]
    expect(fillsOfTransitions(transitions, 0)).toEqual([
      { at: 2, quantity: 20, price: 10 },
      { at: 3, quantity: 30, price: 10.02 },
    ])
    // The first 20 may have been filled by several transitions that are not loaded.
    expect(fillsOfTransitions(transitions.slice(1), 1)).toEqual([{ at: 3, quantity: 30, price: 10.02 }])
  })
})

describe('prices of an order', () => {
  const none = { at: [], prices: [], note: undefined }

  it('adds live prices and leaves a gap for an interruption', () => {
    const quote = { conid: 1, availability: 'RpB' }
    const live = addQuotes(none, [
      { ...quote, at: 0 },
      { ...quote, at: 10, last: 'C9.00' },
      { ...quote, at: 20, last: '10.00' },
      { ...quote, at: 20, last: '10.00', staleSince: 25 },
      { ...quote, at: 40, last: '10.50' },
    ])
    expect(live).toEqual({ at: [20, 26, 40], prices: [10, null, 10.5], note: undefined })
    expect(addQuotes(none, [{ conid: 1, at: 5, last: '1', availability: 'DpB' }]).note).toBe('Prices are delayed.')
  })

  it('keeps at most 2,000 live prices', () => {
    let live = addQuotes(none, [])
    for (let at = 1; at <= 5_001; at += 1)
      live = addQuotes(live, [{ conid: 1, at, last: String(at), availability: 'RpB' }])
    expect(live.at.length).toBeLessThanOrEqual(2_000)
    expect(live.at.at(-1)).toBe(5_001)
    expect(live.at[0]).toBeLessThan(10)
  })

  it('joins the price history and live prices', () => {
    const bars = [0, 60_000, 120_000].map((at) => ({ at, open: 1, close: at / 60_000 + 1 }))
    const history = { kind: 'loaded', history: { barMs: 60_000, bars } } as const
    const live = { at: [130_000], prices: [9], note: undefined }
    expect(joinPrices(history, live, { from: 100_000, to: 140_000, isOver: false })).toEqual({
      at: [100_000, 120_000, 130_000, 140_000],
      prices: [null, 2, 9, null],
    })
    // An order of the newest bar has no earlier price.
    expect(joinPrices(history, none, { from: 125_000, to: 126_000, isOver: true })).toEqual({
      at: [125_000, 126_000],
      prices: [3, null],
    })
  })
})

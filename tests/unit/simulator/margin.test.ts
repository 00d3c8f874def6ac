import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { calculateMargins } from '../../../src/simulator/account/margin.ts'
import {
  calculateStrategyMargin,
  type OptionPosition,
  type UnderlyingPositions,
} from '../../../src/simulator/account/strategy-margin.ts'
import { findInstrumentByName } from '../../../src/simulator/contracts/find-instrument.ts'
import { marginExamples } from './margin-examples.ts'

const kinds = ['initial', 'maintenance'] as const
const now = Date.UTC(2026, 8, 14, 14)

function parseOption(text: string): OptionPosition {
  const [quantity, right, strike, , price, later] = text.trim().split(' ')
  const expiresAt = later === '+' ? 2 : 1
  return {
    ...{ quantity: Number(quantity), right: right === 'C' ? 'C' : 'P', strike: Number(strike), price: Number(price) },
    ...{ multiplier: 100, expiresAt },
  }
}

test.each(marginExamples)('$name', ({ price, shares = 0, options, underlying, initial, maintenance = initial }) => {
  const positions: UnderlyingPositions = {
    ...{ price, shares, options: options?.split(',').map(parseOption) ?? [] },
    shortOptions: { rate: underlying === 'index' ? 0.15 : 0.2 },
  }
  for (const [kind, expected] of [
    ['initial', initial],
    ['maintenance', maintenance],
  ] as const)
    expect(calculateStrategyMargin(positions, kind), kind).toBeCloseTo(expected, 6)
})

test('covers a call of an adjusted class with its own number of shares only', () => {
  const option = { ...parseOption('-1 C 100 @ 1'), multiplier: 150 }
  const margin = (shares: number) =>
    calculateStrategyMargin({ price: 95, shares, options: [option], shortOptions: { rate: 0.2 } }, 'initial')
  expect(margin(150)).toBe(7125)
  expect(margin(149)).toBe(149 * 47.5 + 15 * 150)
})

describe('for any positions', () => {
  const option = fc.record({
    right: fc.constantFrom('C' as const, 'P' as const),
    strike: fc.integer({ min: 10, max: 40 }).map((step) => step * 5),
    expiresAt: fc.integer({ min: 1, max: 2 }),
    multiplier: fc.constantFrom(100, 100, 150),
    price: fc.integer({ min: 1, max: 200 }).map((cents) => cents / 10),
    quantity: fc.integer({ min: -4, max: 4 }).filter((quantity) => quantity !== 0),
  })
  const positions = fc.record({
    price: fc.integer({ min: 1, max: 200 }),
    shares: fc.integer({ min: -500, max: 500 }),
    options: fc.array(option, { maxLength: 7 }),
    shortOptions: fc.constantFrom({ rate: 0.2 }, { perContract: { initial: 2000, maintenance: 1800 } }),
  })

  test('the margin is never below 0, and never above that of each position alone', () => {
    fc.assert(
      fc.property(positions, (all) => {
        for (const kind of kinds) {
          const margin = calculateStrategyMargin(all, kind)
          const alone = [
            { ...all, options: [] },
            ...all.options.map((each) => ({ ...all, shares: 0, options: [each] })),
          ].reduce((sum, each) => sum + calculateStrategyMargin(each, kind), 0)
          expect(margin).toBeGreaterThanOrEqual(0)
          expect(margin).toBeLessThanOrEqual(alone + 1e-6)
        }
      }),
      { numRuns: 300 },
    )
  })

  test('the initial margin is not below the maintenance margin of options', () => {
    fc.assert(
      fc.property(positions, (all) => {
        const options = { ...all, shares: 0 }
        const initial = calculateStrategyMargin(options, 'initial')
        expect(initial).toBeGreaterThanOrEqual(calculateStrategyMargin(options, 'maintenance') - 1e-6)
      }),
      { numRuns: 100 },
    )
  })
})

describe('of an account', () => {
  const prices: Readonly<Record<string, number>> = { AAPL: 250, ES: 6700, 'BP.': 540, SPX: 6700 }
  const margins = (...holdings: readonly (readonly [name: string, quantity: number, price?: number])[]) => {
    const given = new Map<string, number>()
    const held = holdings.map(([name, quantity, price]) => {
      const instrument = findInstrumentByName(name, now)
      if (instrument === undefined) throw new Error(`The market has no ${name}`)
      if (price !== undefined) given.set(instrument.localSymbol, price)
      return { instrument, quantity }
    })
    return calculateMargins(held, ({ localSymbol, symbol }) => given.get(localSymbol) ?? prices[symbol] ?? 0)
  }

  test('adds up underlyings, and converts shares in pence to USD', () => {
    expect(margins(['AAPL', 100])).toEqual({ initial: 12_500, maintenance: 6250 })
    const { initial } = margins(['AAPL', 100], ['BP.', 1000])
    expect(initial).toBeCloseTo(12_500 + 0.5 * 5400 * 1.3387, 2)
  })

  test('charges the margin of futures from a table, without an offset between months', () => {
    expect(margins(['ESZ6', 1], ['ESH7', -2])).toEqual({ initial: 72_000, maintenance: 65_400 })
  })

  test('needs the margin of a future for a short option on it, and the difference of the strikes for a spread', () => {
    expect(margins(['ESZ6 C6800', -1, 40])).toEqual({ initial: 26_000, maintenance: 23_800 })
    expect(margins(['ESZ6 C6800', -1, 40], ['ESZ6 C6900', 1, 20])).toEqual({ initial: 5000, maintenance: 5000 })
  })

  test('does not cover an index option that is settled later with one that is settled in the morning', () => {
    const [morning, close] = ['SPX   260918C06700000', 'SPXW  260918C06700000']
    expect(margins([morning, -1, 50], [close, 1, 50])).toEqual({ initial: 0, maintenance: 0 })
    expect(margins([morning, 1, 50], [close, -1, 50]).initial).toBeCloseTo((50 + 0.15 * 6700) * 100, 6)
  })

  test('ignores closed positions and long options', () => {
    expect(margins(['AAPL', 0], ['AAPL  261016C00245000', 5, 12])).toEqual({ initial: 0, maintenance: 0 })
  })
})

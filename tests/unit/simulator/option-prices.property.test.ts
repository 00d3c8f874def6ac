import fc from 'fast-check'
import { expect, test } from 'vitest'

import { indices } from '../../../src/simulator/contracts/indices.ts'
import { toExpirationTime } from '../../../src/simulator/contracts/opening-hours.ts'
import {
  createOption,
  listExpirations,
  listOptionFamilies,
  listStrikes,
  listWeeklyExpirations,
  type OptionFamily,
} from '../../../src/simulator/contracts/options.ts'
import { derivePrice, measureOption } from '../../../src/simulator/market/derived-prices.ts'
import { type Instrument, stocks } from '../../../src/simulator/market/instruments.ts'
import { calculateGreeks, type OptionTerms, priceOption } from '../../../src/simulator/market/option-pricing.ts'
import { propertyRuns } from '../../process/property-runs.ts'
import { derivativesStart } from './named-instrument.ts'

const between = (min: number, max: number) => fc.double({ min, max, noNaN: true })

const terms: fc.Arbitrary<OptionTerms> = fc
  .record({
    right: fc.constantFrom('C' as const, 'P' as const),
    spot: between(5, 7000),
    moneyness: between(0.6, 1.6),
    years: between(0.01, 3),
    volatility: between(0.05, 1.2),
    rate: between(-0.02, 0.1),
    yield: between(0, 0.08),
  })
  .map(({ moneyness, ...rest }) => ({ ...rest, strike: rest.spot * moneyness }))

test('greeks agree with differences of prices for any terms, with interest and dividends', () => {
  fc.assert(
    fc.property(terms, (each) => {
      const greeks = calculateGreeks(each)
      const at = (name: 'spot' | 'volatility' | 'years', step: number) =>
        priceOption({ ...each, [name]: each[name] + step })
      const slope = (name: 'spot' | 'volatility' | 'years', step: number) =>
        (at(name, step) - at(name, -step)) / (2 * step)
      const step = each.spot * 1e-3 * each.volatility * Math.sqrt(each.years)
      const bend = (at('spot', step) - 2 * priceOption(each) + at('spot', -step)) / step ** 2
      const deviation = each.volatility * Math.sqrt(each.years)
      expect(greeks?.delta).toBeCloseTo(slope('spot', step), 5)
      expect((greeks?.gamma ?? 0) * each.spot * deviation).toBeCloseTo(bend * each.spot * deviation, 4)
      expect((greeks?.vega ?? 0) / each.spot).toBeCloseTo(slope('volatility', 1e-4) / each.spot, 4)
      expect((greeks?.theta ?? 0) / each.spot).toBeCloseTo(-slope('years', each.years * 1e-4) / each.spot, 4)
    }),
    { numRuns: propertyRuns(4000), seed: 37 },
  )
})

test('call and put fulfil the parity for any terms, with interest and dividends', () => {
  fc.assert(
    fc.property(terms, (each) => {
      const { spot, strike, years, rate, yield: dividends } = each
      const forward = spot * Math.exp(-dividends * years) - strike * Math.exp(-rate * years)
      const difference = priceOption({ ...each, right: 'C' }) - priceOption({ ...each, right: 'P' })
      expect(difference / spot).toBeCloseTo(forward / spot, 12)
    }),
    { numRuns: propertyRuns(4000), seed: 37 },
  )
})

/** Families with options on a share, on indices with both kinds of settlement, and on futures. */
const families = [stocks[0]?.conid, ...indices.slice(0, 1).map(({ conid }) => conid), 11004968, 711000002].flatMap(
  (conid) => listOptionFamilies(conid ?? 0),
)

const markets = fc.record({
  family: fc.constantFrom(...families),
  /** Price of the underlying, as a share of the centre of the strikes. */
  level: between(0.5, 2),
  volatility: between(0.02, 2),
  /** Days since the chain was listed. Its first options have expired then. */
  day: between(0, 60),
})

/** Returns the midpoints of bid and ask before rounding, in a row for each expiration. */
function listMiddles(family: OptionFamily, price: number, volatility: number, at: number, count = Infinity) {
  const expirations = [...listExpirations(family, derivativesStart), ...listWeeklyExpirations(family, derivativesStart)]
  return expirations.slice(0, count).map((expiration) =>
    listStrikes(family).map((strike) => {
      const [call, put] = (['C', 'P'] as const).map((right) => createOption(family, expiration, strike, right))
      if (call === undefined || put === undefined) throw new Error('No option')
      const midpointOf = (option: typeof call) => derivePrice(option, { price, volatility }, at)
      const { pricing, expiry = '' } = call
      const delivered = pricing.kind === 'option' ? pricing.future : undefined
      const spot = delivered === undefined ? price : derivePrice(delivered, { price, volatility }, at)
      return {
        option: call,
        expiry,
        delivered: delivered?.conid,
        strike,
        spot,
        call: midpointOf(call),
        put: midpointOf(put),
      }
    }),
  )
}

test('midpoints of a chain satisfy put-call parity and allow no riskless profit', () => {
  fc.assert(
    fc.property(markets, ({ family, level, volatility, day }) => {
      const at = derivativesStart + day * 86_400_000
      const price = family.middle * level
      // Rounding errors of prices in double precision.
      const error = price * 1e-11
      // Compared without a matcher, because a chain has thousands of prices.
      const faults: string[] = []
      const require = (holds: boolean, what: string, option: Instrument) => {
        if (!holds) faults.push(`${option.localSymbol} ${what}`)
      }
      const chain = listMiddles(family, price, volatility, at)
      for (const row of chain) {
        for (const [number, { option, call, put, spot, strike }] of row.entries()) {
          require(Math.abs(call - put - (spot - strike)) <= error, 'breaks the parity', option)
          require(call >= Math.max(0, spot - strike) - error && call <= spot + error, 'is out of bounds', option)
          const [lower, higher] = [row[number - 1], row[number + 1]]
          if (lower === undefined || higher === undefined) continue
          const fall = lower.call - call
          require(fall >= -error && fall <= strike - lower.strike + error, 'makes a vertical spread free', option)
          require(2 * call <= lower.call + higher.call + error, 'makes a butterfly free', option)
        }
      }
      const rows = chain.toSorted((one, other) => (one[0]?.expiry ?? '').localeCompare(other[0]?.expiry ?? ''))
      for (const [number, row] of rows.entries()) {
        for (const [place, { option, call, delivered }] of row.entries()) {
          const later = rows[number + 1]?.[place]
          // Only options that deliver the same future are comparable.
          if (later === undefined || later.delivered !== delivered) continue
          require(call <= later.call + error, 'makes a calendar spread free', option)
        }
      }
      expect(faults).toEqual([])
    }),
    { numRuns: propertyRuns(100), seed: 37 },
  )
})

test('the shown volatility of a strike gives back its price', () => {
  fc.assert(
    fc.property(markets, ({ family, level, volatility }) => {
      const price = family.middle * level
      const [row = []] = listMiddles(family, price, volatility, derivativesStart, 1)
      for (const { option, call, spot, strike } of row) {
        const measures = measureOption(option, { price, volatility }, derivativesStart)
        const { expiry = '', pricing } = option
        const settlement = pricing.kind === 'option' ? pricing.settlement : 'PM'
        const years = (toExpirationTime(expiry, settlement) - derivativesStart) / (365 * 86_400_000)
        const shown = {
          right: 'C',
          spot,
          strike,
          years,
          rate: 0,
          yield: 0,
          volatility: measures?.impliedVolatility ?? 0,
        } as const
        expect(priceOption(shown)).toBeCloseTo(call, 9)
      }
    }),
    { numRuns: propertyRuns(20), seed: 37 },
  )
})

import { describe, expect, it } from 'vitest'
import { marginText } from '../../../src/renderer/features/orders/ticket/contract-line.tsx'
import {
  describeTerms,
  describeTick,
  lastDaysWarning,
  marketOrderWarning,
  reviewFacts,
} from '../../../src/renderer/features/orders/ticket/contract-texts.ts'
import { describeNet, sizeWithUnit, valueText } from '../../../src/renderer/features/orders/ticket/order-text.ts'
import { marginChange, totalText } from '../../../src/renderer/features/orders/ticket/ticket-preview.tsx'
import type { ContractRules } from '../../../src/shared/contract/ticket-views.ts'

const NOW = Date.UTC(2026, 11, 1, 15)
const share: ContractRules = { conid: 1, assetClass: 'STK', currency: 'USD', pointValue: 1 }
const call: ContractRules = {
  ...{ conid: 2, assetClass: 'OPT', currency: 'USD', multiplier: 100, pointValue: 100 },
  ...{ lastTradingDay: '2027-01-15', strike: 250, right: 'C', underlying: 1 },
  increments: [
    { lowerEdge: 0, increment: 0.01 },
    { lowerEdge: 3, increment: 0.05 },
  ],
}
const future: ContractRules = {
  ...{ conid: 3, assetClass: 'FUT', currency: 'USD', multiplier: 50, pointValue: 50 },
  ...{ lastTradingDay: '2026-12-18', longCutOff: '2026-12-16', shortCutOff: '2026-12-18' },
  increments: [{ lowerEdge: 0, increment: 0.25 }],
}
const pair: ContractRules = { conid: 4, assetClass: 'CASH', currency: 'USD', pointValue: 1 }
const at = (year: number, month: number, day: number): number => Date.UTC(year, month - 1, day, 15)

describe('what the ticket says about a contract', () => {
  it('says nothing about a share or a pair', () => {
    for (const rules of [share, pair]) {
      expect(describeTerms(rules, NOW)).toEqual([])
      expect(
        reviewFacts({ quantity: 5 }, rules, { underlying: undefined, value: '≈ 1', now: NOW, quote: undefined }),
      ).toEqual([
        ['Notional', undefined],
        ['Contract', ''],
      ])
      expect(marketOrderWarning(['MKT'], rules, undefined, undefined)).toBeUndefined()
      expect(lastDaysWarning(rules, 'BUY', NOW)).toBeUndefined()
    }
  })

  it('states multiplier and expiry of an option, and its notional by the underlying', () => {
    const underlying = { quote: { last: '258.1', bid: '258', ask: '258.2' } }
    const facts = reviewFacts({ quantity: 3 }, call, {
      underlying,
      value: '≈ USD 3,000.00',
      now: NOW,
      quote: undefined,
    })
    expect(facts).toEqual([
      ['Notional', '≈ USD 77,430.00 (quantity × 100 × underlying 258.10)'],
      ['Contract', 'Multiplier 100 · Expires 2027-01-15 (in 45 days)'],
    ])
  })

  it('states tick value, multiplier and last trading day of a future, whose value is its notional', () => {
    expect(describeTick(future, 6_700)).toBe('Tick 0.25 = USD 12.50')
    expect(
      reviewFacts({ quantity: 2 }, future, {
        underlying: undefined,
        value: '≈ USD 670,000.00',
        now: NOW,
        quote: undefined,
      }),
    ).toEqual([
      ['Notional', '≈ USD 670,000.00'],
      ['Contract', 'Multiplier 50 · Last trading day 2026-12-18 (in 17 days)'],
    ])
  })

  it('never counts a missing multiplier as 1', () => {
    const { multiplier: _, pointValue: __, ...unknown } = call
    const underlying = { quote: { last: '258.1' } }
    expect(describeTerms(unknown, NOW)[0]).toBe('Multiplier unknown')
    expect(
      reviewFacts({ quantity: 3 }, unknown, { underlying, value: undefined, now: NOW, quote: undefined })[0],
    ).toEqual(['Notional', 'Unknown: the multiplier of the contract is not known'])
    const { pointValue: ___, ...tickless } = future
    expect(describeTick(tickless, 6_700)).toBe('Tick 0.25')
  })

  it.each([
    [{ quote: { availability: 'N' } }, 'Unknown: there is no market data permission for the underlying'],
    [{ failure: 'timed out' }, 'Unknown: the underlying has no quote'],
    [undefined, 'Unknown: IBKR has sent no price of the underlying'],
  ])('says why there is no notional with the underlying %j', (underlying, text) => {
    const [notional] = reviewFacts({ quantity: 3 }, call, { underlying, value: undefined, now: NOW, quote: undefined })
    expect(notional).toEqual(['Notional', text])
  })
})

describe('a market order on an option', () => {
  const quote = { bid: '12.00', ask: '12.40', availability: 'RpB' }

  it('is warned of with spread and intrinsic value', () => {
    expect(marketOrderWarning(['MKT'], call, quote, { quote: { last: '258.1' } })).toEqual({
      title: 'A market order on an option fills at any price',
      reasons: [
        'Use a limit order to bound the price.',
        'Spread 0.40 (8 ticks), 3.3% of the price: bid 12.00, ask 12.40.',
        'Intrinsic value 8.10 at 258.10 of the underlying.',
      ],
    })
    const put = { ...call, right: 'P' } as const
    expect(marketOrderWarning(['LMT', 'MOC'], put, quote, { quote: { last: '258.1' } })?.reasons[2]).toBe(
      'Intrinsic value 0.00 at 258.10 of the underlying.',
    )
    expect(marketOrderWarning(['LMT'], call, quote, undefined)).toBeUndefined()
  })

  it.each([
    [{ availability: 'N' }, 'Spread unknown: there is no market data permission for the option.'],
    [{ ask: '0.05' }, 'Spread unknown: there is no bid, and the ask is 0.05.'],
    [{ bid: '0.05' }, 'Spread unknown: there is no ask.'],
    [undefined, 'Spread unknown: the quote is not loaded yet.'],
  ])('says why there is no spread with the quote %j', (known, text) => {
    expect(marketOrderWarning(['MKT'], call, known, undefined)?.reasons.slice(1)).toEqual([
      text,
      'Intrinsic value unknown: IBKR has sent no price of the underlying.',
    ])
  })
})

describe('the last days of a future', () => {
  it.each([
    [at(2026, 12, 8), 'BUY', undefined],
    [at(2026, 12, 10), 'BUY', 'IBKR’s cut-off for long positions is in 6 days'],
    [at(2026, 12, 10), 'SELL', undefined],
    [at(2026, 12, 15), 'SELL', 'Last trading day is in 3 days'],
    [at(2026, 12, 17), 'BUY', 'IBKR’s cut-off for long positions was yesterday'],
    [at(2026, 12, 18), 'SELL', 'Last trading day is today'],
    [at(2026, 12, 19), 'BUY', undefined],
  ] as const)('are warned of at %i for %s as %s', (now, side, title) => {
    expect(lastDaysWarning(future, side, now)?.title).toBe(title)
  })

  it('state what happens, and both days if both are near', () => {
    expect(lastDaysWarning(future, 'BUY', at(2026, 12, 14))?.reasons).toEqual([
      'IBKR may close a long position after 2026-12-16, before first notice day or the last trading day.',
      'Trading ends on 2026-12-18. A position that is open then is settled in cash or delivered.',
    ])
  })
})

describe('the size of an order in words', () => {
  const named = (symbol: string, securityType: string) => ({ symbol, securityType })

  it.each([
    [{ quantity: 100 }, named('AAPL', 'STK'), undefined, '100'],
    [{ quantity: 1 }, named('AAPL 15JAN27 250 C', 'OPT'), undefined, '1 contract'],
    [{ quantity: 3 }, named('ES DEC26', 'FUT'), undefined, '3 contracts'],
    [{ quantity: 20_000 }, named('EUR.USD', 'CASH'), undefined, '20,000 EUR'],
    [{ cashQuantity: 2_500 }, named('AUD.CAD', 'CASH'), 'CAD', '2,500 CAD'],
    [{ quantity: 2 }, named('AAPL combo', 'BAG'), undefined, '2 combos'],
    [{ quantity: 1 }, named('+1 AAPL, −1 IBM', 'BAG'), undefined, '1 combo'],
  ])('of %j is in the unit of its contract %j', (order, contract, currency, text) => {
    expect(sizeWithUnit(order, contract, currency)).toBe(text)
  })

  it('states both amounts of a pair', () => {
    const order = { side: 'BUY', orderType: 'LMT', price: 1.25 } as const
    const usd = { currency: 'USD', pointValue: 1 }
    expect(valueText({ ...order, quantity: 20_000 }, {}, usd, named('EUR.USD', 'CASH'))).toBe(
      '≈ USD 25,000.00 (quantity × limit)',
    )
    expect(valueText({ ...order, cashQuantity: 25_000 }, {}, usd, named('EUR.USD', 'CASH'))).toBe(
      '≈ EUR 20,000.00 (amount ÷ limit)',
    )
    expect(valueText({ ...order, cashQuantity: 25_000 }, {}, usd, named('AAPL', 'STK'))).toBeUndefined()
  })
})

describe('a combo', () => {
  const vertical: ContractRules = {
    ...{ conid: 28812380, conidex: '28812380;;;2/1,5/-1', assetClass: 'BAG', currency: 'USD' },
    ...{ multiplier: 100, pointValue: 100, lastTradingDay: '2027-01-15', underlying: 1 },
    legs: [
      { ...call, ratio: 1, name: 'AAPL 15JAN27 250 C' },
      { ...call, conid: 5, strike: 260, ratio: -1, name: 'AAPL 15JAN27 260 C' },
    ],
  }
  const combo = { symbol: 'AAPL combo', securityType: 'BAG' }
  const underlying = { quote: { last: '258.1' } }
  const about = { underlying, quote: undefined, value: undefined, now: NOW }

  it.each([
    ['BUY', 1.2, 'You pay 1.20 per combo (debit)', 'You pay ≈ USD 240.00 (quantity × 100 × limit)'],
    ['BUY', -1.2, 'You receive 1.20 per combo (credit)', 'You receive ≈ USD 240.00 (quantity × 100 × limit)'],
    ['SELL', 1.2, 'You receive 1.20 per combo (credit)', 'You receive ≈ USD 240.00 (quantity × 100 × limit)'],
    ['SELL', -1.2, 'You pay 1.20 per combo (debit)', 'You pay ≈ USD 240.00 (quantity × 100 × limit)'],
    ['SELL', 0, 'You neither pay nor receive (even)', 'You pay ≈ USD 0.00 (quantity × 100 × limit)'],
  ] as const)('says who pays for %s at %d', (side, price, net, value) => {
    expect(describeNet(side, price, { pointValue: 100 })).toBe(net)
    const order = { side, orderType: 'LMT', quantity: 2, price } as const
    expect(valueText(order, { bid: '9', ask: '10' }, { currency: 'USD', pointValue: 100 }, combo)).toBe(value)
  })

  it('is valued at the market by a negative quote too, and not with different multipliers', () => {
    const order = { side: 'BUY', orderType: 'MKT', quantity: 1 } as const
    const quote = { bid: '-3.20', ask: '-2.60' }
    const usd = { currency: 'USD', pointValue: 100 }
    expect(valueText(order, quote, usd, combo)).toBe('You receive ≈ USD 260.00 (quantity × 100 × ask -2.60)')
    expect(valueText(order, quote, { currency: 'USD' }, combo)).toBe('Unknown: the legs have different multipliers')
    expect(describeNet('BUY', 245.1, {})).toBe(
      'You pay (debit), but the amount is unknown: the legs have different multipliers',
    )
  })

  it('states no total of a future, which is not paid for, and none of legs with different multipliers', () => {
    const { pointValue: _, ...mixed } = vertical
    expect(totalText('1,001 USD', vertical)).toBe('USD 1,001.00')
    expect(totalText('24,511 USD', mixed)).toBe('Unknown: the legs have different multipliers')
    expect(totalText('335,002.25 USD', future)).toBeUndefined()
    const spread = { ...vertical, legs: [{ ...future, ratio: 1, name: 'ES DEC26' }] }
    expect(totalText('12 USD', spread)).toBeUndefined()
    expect(totalText('201 USD', undefined)).toBe('USD 201.00')
  })

  it('states multiplier, expiry and the notional of all legs', () => {
    expect(reviewFacts({ quantity: 2 }, vertical, about)).toEqual([
      ['Notional', '≈ USD 103,240.00 (all legs, underlying 258.10)'],
      ['Contract', 'Multiplier 100 · Expires 2027-01-15 (in 45 days)'],
    ])
    const [first, second] = vertical.legs ?? []
    if (!first || !second) throw new Error('there are two')
    const calendar = { ...vertical, legs: [first, { ...second, lastTradingDay: '2027-02-19' }] }
    expect(describeTerms(calendar, NOW)[1]).toBe('First expiry 2027-01-15 (in 45 days)')
  })

  it('counts a leg of shares at its own price, and says if it has none', () => {
    const shares = { conid: 1, assetClass: 'STK', pointValue: 1, ratio: 100, name: 'AAPL' }
    const covered = { ...vertical, legs: [{ ...call, ratio: -1, name: 'AAPL 15JAN27 250 C' }, shares] }
    const notional = (legs: readonly { readonly conid: number; readonly last?: string }[]) =>
      reviewFacts({ quantity: 1 }, covered, { ...about, quote: { legs } })[0]?.[1]
    expect(notional([{ conid: 1, last: '258.00' }])).toBe('≈ USD 51,610.00 (all legs, underlying 258.10)')
    expect(notional([{ conid: 1 }])).toBe('Unknown: no price of AAPL')
  })

  it('is warned of as a market order, with its spread and the intrinsic value of its legs', () => {
    expect(marketOrderWarning(['MKT'], vertical, { bid: '4.80', ask: '5.40' }, underlying)).toEqual({
      title: 'A market order on a combo of options fills at any price',
      reasons: [
        'Use a limit order to bound the price.',
        'Spread 0.60: bid 4.80, ask 5.40.',
        'Intrinsic value 8.10 at 258.10 of the underlying.',
      ],
    })
    expect(marketOrderWarning(['MKT'], vertical, {}, underlying)?.reasons[1]).toBe(
      'Spread unknown: a leg has no bid or no ask.',
    )
    const futures = [future, { ...future, conid: 9 }].map((leg) => ({ ...leg, ratio: 1, name: 'ES' }))
    const spread = { ...vertical, lastTradingDay: '2026-12-18', legs: futures }
    expect(marketOrderWarning(['MKT'], spread, {}, undefined)).toBeUndefined()
    expect(lastDaysWarning(spread, 'BUY', at(2026, 12, 17))?.title).toBe('Last trading day is tomorrow')
    expect(lastDaysWarning(vertical, 'BUY', at(2027, 1, 14))).toBeUndefined()
  })
})

it('shows the margin of one contract with its source and age, or why it is unknown', () => {
  const about = { conid: 1, accountId: 'DU1', side: 'BUY', at: NOW } as const
  const context = { source: 'IBKR’s preview', baseCurrency: 'USD', now: NOW + 25_000 }
  const preview = {
    ...{
      initialMargin: { before: '0', after: '24,000' },
      maintenanceMargin: { before: '0', after: '21,800' },
      warnings: [],
    },
  }
  expect(marginText({ ...about, preview }, context)).toBe(
    'USD 24,000.00, maintenance USD 21,800.00 (IBKR’s preview, 25 s ago)',
  )
  expect(marginText(undefined, context)).toBe('… (IBKR’s preview)')
  expect(marginText({ ...about, failure: 'No response.' }, context)).toBe('unknown: No response. (IBKR’s preview)')
})

it('calculates the margin of one contract as a difference of two texts', () => {
  expect(marginChange({ before: '1,000', after: '24,450.5' }, 'USD')).toEqual({ amount: 23_450.5, currency: 'USD' })
  expect(marginChange({ before: '1,000 EUR', after: '500 EUR' }, 'USD')).toEqual({ amount: -500, currency: 'EUR' })
  expect(marginChange({ before: '—', after: '500' })).toBeUndefined()
})

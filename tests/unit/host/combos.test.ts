import { describe, expect, test } from 'vitest'
import { describeCombo, sumQuotes } from '../../../src/host/contracts/combos.ts'
import { combineRules } from '../../../src/host/ticket/combo-rules.ts'
import type { FoundContract } from '../../../src/shared/contract/order-views.ts'
import type { ContractRules } from '../../../src/shared/contract/ticket-views.ts'
import { ContractNames } from '../../../src/shared/domain/contract-name.ts'

const NOW = Date.UTC(2026, 10, 20, 12)
const call = (conid: number, strike: number, more: Partial<FoundContract> = {}): FoundContract => ({
  ...{ conid, symbol: `AAPL 15JAN27 ${strike} C`, name: 'Apple', exchange: 'SMART', securityType: 'OPT' },
  ...{ ticker: 'AAPL', currency: 'USD', expiry: '20270115', multiplier: 100, ...more },
})
const [low, high] = [call(1, 240), call(2, 250)]

describe('a combo that is entered as its legs', () => {
  const known = new Map(
    [
      low,
      high,
      call(3, 260, { currency: 'EUR' }),
      call(4, 270, { expiry: '20261119' }),
      call(5, 280, { currency: 'GBP' }),
      call(6, 290, { currency: 'GBP' }),
      call(7, 300, { currency: 'EUR' }),
    ].map((contract) => [contract.conid, contract]),
  )
  const find = (text: string) =>
    describeCombo(text, async (conid) => known.get(conid) ?? null, { names: new ContractNames(), now: NOW })

  test('has the conid of its currency, a name, and its legs in words', async () => {
    expect(await find('0;;;1/1,2/-1')).toEqual({
      ...{ conid: 28812380, conidex: '28812380;;;1/1,2/-1', symbol: 'AAPL combo', ticker: 'AAPL' },
      name: '+1 AAPL 15JAN27 240 C, −1 AAPL 15JAN27 250 C',
      ...{ currency: 'USD', securityType: 'BAG', exchange: 'SMART' },
    })
    expect(await find('58666491@LSE;;;5/1,6/-1')).toMatchObject({ conidex: '58666491@LSE;;;5/1,6/-1', exchange: 'LSE' })
  })

  test.each([
    [
      '0;;;1/1,3/-1',
      'All legs of a combo need the same currency. These have USD (AAPL 15JAN27 240 C) and EUR (AAPL 15JAN27 260 C).',
    ],
    ['0;;;1/1,4/-1', 'AAPL 15JAN27 270 C expired on 2026-11-19. Choose another leg.'],
    ['0;;;1/1,99/-1', 'IBKR has no contract with the conid 99. Check this leg.'],
    ['0;;;1/1,2/0', 'Leg 2 has the ratio 0.'],
    ['0;;;3/1,7/-1', 'IBKR documents no combos in EUR. Place an order for each leg.'],
    ['0;;;5/1,6/-1', 'A combo in GBP needs its exchange: 58666491@EXCHANGE;;;'],
    ['58666491;;;1/1,2/-1', 'Combos in USD begin with 28812380, not 58666491.'],
  ])('is refused with what to do: %s', async (text, problem) => {
    await expect(find(text)).rejects.toMatchObject({ code: 'not-found', message: expect.stringContaining(problem) })
  })
})

describe('the quote of a combo', () => {
  const id = { conid: 28812380, conidex: '28812380;;;1/1,2/-1' }
  const quote = (conid: number, bid: string, ask: string, last = bid, availability = 'RpB') => ({
    ...{ conid, bid, ask, last, availability },
    at: conid,
  })
  const legs = (second = quote(2, '7.00', '7.20'), contract = high) => [
    { conid: 1, ratio: 1, contract: low, quote: quote(1, '12.00', '12.40') },
    { conid: 2, ratio: -1, contract, quote: second },
  ]

  test('buys at the ask and sells at the bid, leg by leg', () => {
    expect(sumQuotes(id, legs())).toEqual({
      ...id,
      ...{ at: 1, bid: '4.80', ask: '5.40', last: '5.00', availability: 'RpB' },
      legs: [
        { conid: 1, last: '12.00' },
        { conid: 2, last: '7.00' },
      ],
    })
  })

  test('may be negative', () => {
    expect(sumQuotes(id, legs(quote(2, '15.00', '15.20')))).toMatchObject({ bid: '-3.20', ask: '-2.60' })
  })

  test.each([
    [quote(2, '', '', '', 'N'), /^No market data permission for AAPL 15JAN27 250 C\. Subscribe/, true],
    [quote(2, '7.00', '7.20', 'H7.10'), /^Trading in AAPL 15JAN27 250 C is halted\. Wait/, true],
    [quote(2, '', '0.05', '0.05'), /^AAPL 15JAN27 250 C has no bid or no ask\.$/, false],
  ])('names the leg that cannot be priced: %j', (second, problem, isRefused) => {
    const { problems, refusal } = sumQuotes(id, legs(second))
    expect(problems).toEqual([expect.stringMatching(problem)])
    expect(refusal).toBe(isRefused ? problems?.[0] : undefined)
  })

  test.each([
    ['H7.10', 'H4.90'],
    ['C7.10', 'C4.90'],
  ])('has the mark of a leg that is halted or closed: %s', (last, expected) => {
    expect(sumQuotes(id, legs(quote(2, '7.00', '7.20', last)))).toMatchObject({ last: expected })
  })

  test('has no price if the multiplier of an option is unknown, while a share needs none', () => {
    const { multiplier: _, ...option } = high
    const unknown = sumQuotes(id, legs(undefined, option))
    expect(unknown).toMatchObject({ problems: [expect.stringContaining('unknown multipliers')] })
    for (const field of ['bid', 'ask', 'last']) expect(unknown).not.toHaveProperty(field)
    const shares = legs().map((leg) => ({ ...leg, contract: { ...option, securityType: 'STK' } }))
    expect(sumQuotes(id, shares)).toMatchObject({ bid: '4.80', ask: '5.40' })
  })

  test('has no price if multipliers differ, and the least useful kind of market data of its legs', () => {
    const mixed = sumQuotes(id, legs(quote(2, '240.00', '240.10', '240.00', 'DPB'), call(2, 0, { multiplier: 10 })))
    expect(mixed).not.toHaveProperty('bid')
    expect(mixed).toMatchObject({ availability: 'DPB', problems: [expect.stringContaining('different multipliers')] })
  })
})

test('allows for a combo what all of its legs allow, and claims no tick and no common multiplier', () => {
  const option: ContractRules = {
    ...{ conid: 1, assetClass: 'OPT', currency: 'USD', multiplier: 100, pointValue: 100, underlying: 9 },
    ...{ lastTradingDay: '2027-01-15', strike: 240, right: 'C', orderTypes: ['LMT', 'MKT', 'STP'] },
    timesInForce: [{ timeInForce: 'DAY' }, { timeInForce: 'IOC', orderTypes: ['MKT', 'LMT'] }, { timeInForce: 'GTC' }],
    increments: [{ lowerEdge: 0, increment: 0.01 }],
    accounts: ['DU1', 'DU2'],
  }
  const other: ContractRules = {
    ...option,
    ...{ conid: 2, lastTradingDay: '2026-12-18', orderTypes: ['LMT', 'MKT', 'STP'], accounts: ['DU1'] },
    timesInForce: [{ timeInForce: 'DAY' }, { timeInForce: 'IOC' }],
  }
  const legOf = (rules: ContractRules, ratio: number) => ({
    conid: rules.conid,
    ratio,
    name: `leg ${rules.conid}`,
    rules,
  })
  const id = { conid: 28812380, conidex: '28812380;;;1/1,2/-1' }
  const rules = combineRules(id, [legOf(option, 1), legOf(other, -1)])
  expect(rules).toMatchObject({
    ...{ ...id, assetClass: 'BAG', currency: 'USD', multiplier: 100, pointValue: 100, underlying: 9 },
    ...{
      lastTradingDay: '2026-12-18',
      // Of the types that all legs allow, only these two.
      orderTypes: ['LMT', 'MKT'],
      cashTypes: [],
      canBeNegative: true,
      accounts: ['DU1'],
    },
    timesInForce: [{ timeInForce: 'DAY' }, { timeInForce: 'IOC', orderTypes: ['MKT', 'LMT'] }],
    legs: [
      { conid: 1, ratio: 1, name: 'leg 1', strike: 240, right: 'C' },
      { conid: 2, ratio: -1 },
    ],
  })
  expect(rules).not.toHaveProperty('increments')
  const adjusted = combineRules(id, [legOf(option, 1), legOf({ ...other, multiplier: 10, pointValue: 10 }, -1)])
  for (const field of ['multiplier', 'pointValue']) expect(adjusted).not.toHaveProperty(field)
  const share: ContractRules = { conid: 9, assetClass: 'STK', currency: 'USD', pointValue: 1 }
  expect(combineRules(id, [legOf(option, -1), legOf(share, 100)])).toMatchObject({ underlying: 9 })
  const { orderTypes: _, ...unknown } = other
  expect(combineRules(id, [legOf(option, 1), legOf(unknown, -1)])).not.toHaveProperty('orderTypes')
})

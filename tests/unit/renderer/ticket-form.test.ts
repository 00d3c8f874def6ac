import { describe, expect, it } from 'vitest'
import { NO_ATTACHED, newGroupOrder } from '../../../src/renderer/features/orders/ticket/attached/attached-form.ts'
import {
  checkTicket as check,
  fillsOutside,
  type TicketContext,
} from '../../../src/renderer/features/orders/ticket/check-ticket.ts'
import { sizeText, valueText } from '../../../src/renderer/features/orders/ticket/order-text.ts'
import { spreadText } from '../../../src/renderer/features/orders/ticket/quote-prices.tsx'
import {
  areSameDefaults,
  defaultsFrom,
  describeDefaults,
} from '../../../src/renderer/features/orders/ticket/ticket-defaults.tsx'
import { EMPTY_TICKET, formOf, type TicketForm } from '../../../src/renderer/features/orders/ticket/ticket-form.ts'
import { moneyText } from '../../../src/renderer/features/orders/ticket/ticket-preview.tsx'
import type { ContractRules } from '../../../src/shared/contract/ticket-views.ts'
import { orderFieldsOf } from '../../../src/shared/domain/attached-orders.ts'

const contract = { conid: 265598, symbol: 'AAPL', name: 'Apple Inc', exchange: 'NASDAQ', securityType: 'STK' }
const NOW = Date.UTC(2026, 10, 20, 12)
const checkTicket = (form: TicketForm, selectedAccount: string | undefined, more: Partial<TicketContext> = {}) =>
  check(form, { now: NOW, selectedAccount, ...more })
const ticket = (given: Partial<TicketForm>): TicketForm => ({ ...EMPTY_TICKET, contract, quantity: '100', ...given })

describe('order ticket', () => {
  it('reports every missing field', () => {
    expect(checkTicket(EMPTY_TICKET, undefined)).toMatchObject({
      kind: 'invalid',
      problems: {
        contract: expect.stringMatching(/symbol/),
        accountId: expect.stringMatching(/Connect/),
        quantity: expect.stringMatching(/greater than 0/),
        limitPrice: expect.stringMatching(/price/),
      },
    })
  })

  it('requires only the prices of the selected order type', () => {
    expect(checkTicket(ticket({ orderType: 'MKT', limitPrice: '5' }), 'DU1')).toMatchObject({
      kind: 'ready',
      order: { orderType: 'MKT', accountId: 'DU1' },
    })
    const market = checkTicket(ticket({ orderType: 'MKT', limitPrice: '5' }), 'DU1')
    expect(market.kind === 'ready' && 'price' in market.order).toBe(false)
  })

  it.each([
    { orderType: 'MKT' },
    { orderType: 'LMT', limitPrice: '8.5' },
    { orderType: 'STP', stopPrice: '9' },
    { orderType: 'STOP_LIMIT', stopPrice: '9', limitPrice: '8.5', outsideRegularHours: true, allOrNone: true },
    { orderType: 'TRAIL', trailingAmount: '2', trailingUnit: '%' },
    { orderType: 'TRAILLMT', stopPrice: '9', limitPrice: '8.5', trailingAmount: '0.5' },
    { orderType: 'MIT', stopPrice: '9' },
    { orderType: 'LIT', stopPrice: '9', limitPrice: '8.5', quantityUnit: 'cash' },
    { orderType: 'MIDPRICE', limitPrice: '9' },
    { orderType: 'MIDPRICE' },
  ] as const)('restores the ticket from its order: %j', (given) => {
    const form = ticket({ accountId: 'DU1', side: 'SELL', timeInForce: 'GTC', ...given })
    const checked = checkTicket(form, undefined)
    expect(checked.kind === 'ready' && formOf(checked.order, contract)).toEqual(form)
  })

  it('sends the stop or trigger price as auxPrice if the order also has a limit', () => {
    const sent = (fields: Partial<TicketForm>) => checkTicket(ticket({ stopPrice: '9', ...fields }), 'DU1')
    for (const orderType of ['STP', 'MIT'] as const) expect(sent({ orderType })).toMatchObject({ order: { price: 9 } })
    for (const orderType of ['STOP_LIMIT', 'LIT'] as const)
      expect(sent({ orderType, limitPrice: '8.5' })).toMatchObject({ order: { price: 8.5, auxPrice: 9 } })
  })

  it.each([
    ['0', 'Enter a trailing percentage greater than 0 and below 100.'],
    ['100', 'Enter a trailing percentage greater than 0 and below 100.'],
    ['', 'Enter a trailing percentage.'],
  ])('rejects a trailing stop of "%s" percent', (trailingAmount, problem) => {
    const checked = checkTicket(ticket({ orderType: 'TRAIL', trailingUnit: '%', trailingAmount }), 'DU1')
    expect(checked).toMatchObject({ problems: { trailingAmount: problem } })
  })

  it('rejects a time in force that the order type does not support', () => {
    expect(checkTicket(ticket({ orderType: 'MOC', timeInForce: 'GTC' }), 'DU1')).toMatchObject({
      problems: { timeInForce: 'A market on close order in AAPL supports only DAY.' },
    })
  })

  const rules = {
    conid: 265598,
    currency: 'USD',
    orderTypes: ['LMT', 'MKT', 'STP'],
    cashTypes: ['MKT'],
    outsideHoursTypes: ['LMT'],
    timesInForce: [{ timeInForce: 'DAY' }, { timeInForce: 'IOC', orderTypes: ['MKT'] }],
    increments: [
      { lowerEdge: 0, increment: 0.0001 },
      { lowerEdge: 1, increment: 0.05 },
    ],
    quantityDigits: 0,
    canBeNegative: false,
    accounts: ['DU1'],
  } as const

  it.each([
    [{ limitPrice: '187.32' }, { limitPrice: 'Use 187.30 or 187.35: the tick is 0.05.' }],
    [{ limitPrice: '0.50001' }, { limitPrice: 'Use 0.5000 or 0.5001: the tick is 0.0001.' }],
    [{ limitPrice: '0.00005' }, { limitPrice: 'Use 0.0001: the tick is 0.0001.' }],
    [{ limitPrice: '-1' }, { limitPrice: 'Enter a price greater than 0.' }],
    [{ orderType: 'MIDPRICE' }, { orderType: 'AAPL does not allow midprice orders. Choose another type.' }],
    [{ limitPrice: '1', timeInForce: 'IOC' }, { timeInForce: 'A limit order in AAPL supports only DAY.' }],
    [{ limitPrice: '1', timeInForce: 'GTC' }, { timeInForce: 'A limit order in AAPL supports only DAY.' }],
    [{ limitPrice: '1', quantity: '1.5' }, { quantity: 'Enter a whole number.' }],
    [{ limitPrice: '1', quantityUnit: 'cash' }, { quantity: 'A limit order in AAPL does not support a cash amount.' }],
    [{ limitPrice: '1', accountId: 'DU2' }, { accountId: 'Account DU2 may not trade this contract.' }],
  ] as const)('applies the rules of the contract to %j', (given, problems) => {
    expect(checkTicket(ticket(given), 'DU1', { rules })).toMatchObject({ kind: 'invalid', problems })
    expect(checkTicket(ticket({ limitPrice: '187.35' }), 'DU1', { rules }).kind).toBe('ready')
  })

  const bracket = { ...NO_ATTACHED, kind: 'bracket', exitUnit: 'price', takeProfit: '190', exitTime: 'DAY' } as const
  const member = { ...newGroupOrder('SELL', '100'), stopPrice: '180' }
  it.each([
    [
      { ...bracket, stopLossType: 'STOP_LIMIT', stopLoss: '180', stopLossLimit: '179' },
      { stopLossType: 'AAPL does not allow stop limit orders. Choose another type.' },
    ],
    [{ ...bracket, exitTime: 'GTC' }, { exitTime: 'A limit order in AAPL supports only DAY.' }],
    [{ group: [{ ...member, quantity: '1.5' }] }, { 'group.0.quantity': 'Enter a whole number.' }],
    [{ group: [{ ...member, quantity: '2,5' }] }, { 'group.0.quantity': expect.stringMatching(/decimal point/) }],
    [
      { group: [{ ...member, orderType: 'MIT' }] },
      { 'group.0.orderType': 'AAPL does not allow market if touched orders. Choose another type.' },
    ],
  ] as const)('applies the rules of the contract to the attached orders %j', (given, problems) => {
    const attached = { ...NO_ATTACHED, kind: 'oca', ...given } as const
    expect(checkTicket(ticket({ limitPrice: '187.35', attached }), 'DU1', { rules })).toEqual({
      kind: 'invalid',
      problems,
    })
  })

  it('requires a take profit to be allowed by the contract', () => {
    const noLimits = { ...rules, orderTypes: ['MKT', 'STP'] } as const
    expect(checkTicket(ticket({ orderType: 'MKT', attached: bracket }), 'DU1', { rules: noLimits })).toMatchObject({
      problems: { takeProfit: 'AAPL does not allow limit orders. Leave the take profit empty.' },
    })
  })

  it('requires each order of a group to support the time in force of the ticket', () => {
    const attached = { ...NO_ATTACHED, kind: 'oca', group: [member] } as const
    const group = ticket({ limitPrice: '187.35', timeInForce: 'IOC', attached })
    expect(checkTicket(group, 'DU1')).toEqual({
      kind: 'invalid',
      problems: { timeInForce: 'A stop order in AAPL supports only DAY, GTC.' },
    })
  })

  it.each([
    ['SPX', 'Choose SPY or ES, or an option on it (type SPX, a month, a strike, and C or P).'],
    ['ES', 'Choose one of its futures, or an option on it (type ES, a month, a strike, and C or P).'],
  ])('says what to trade instead of the index %s', (symbol, instead) => {
    const index = { ...contract, symbol, securityType: 'IND' }
    const checked = checkTicket(ticket({ contract: index, limitPrice: '1' }), 'DU1', {})
    const problem = `${symbol} is an index, which cannot be traded. ${instead}`
    expect(checked).toMatchObject({ problems: { contract: problem } })
  })

  it('rejects an expired contract from the day after its last trading day', () => {
    const check = (lastTradingDay: string) =>
      checkTicket(ticket({ limitPrice: '1' }), 'DU1', { rules: { ...rules, lastTradingDay } })
    expect(check('2026-11-19')).toMatchObject({
      problems: { contract: 'AAPL expired on 2026-11-19. Choose another contract.' },
    })
    expect(check('2026-11-20').kind).toBe('ready')
  })

  it.each([
    ['OPG', { timeInForce: 'A limit order in AAPL supports only DAY, GTC, IOC.' }],
    ['OVT', { timeInForce: 'A limit order in AAPL supports only DAY, GTC, IOC.' }],
    ['GTC', undefined],
  ] as const)('offers the times in force that IBKR lists for a future, such as %s', (timeInForce, problems) => {
    const future: ContractRules = {
      ...{ conid: 1, assetClass: 'FUT', pointValue: 50 },
      timesInForce: [
        { timeInForce: 'IOC', orderTypes: ['MKT', 'LMT'] },
        { timeInForce: 'GTC' },
        { timeInForce: 'DAY' },
      ],
    }
    const checked = checkTicket(ticket({ limitPrice: '1', timeInForce }), 'DU1', { rules: future })
    if (problems) expect(checked).toMatchObject({ problems })
    else expect(checked.kind).toBe('ready')
  })

  it.each([
    [{ quantity: '100', outsideRegularHours: true }, 'Limit, DAY, quantity 100, fills outside RTH'],
    [{ quantity: '', quantityUnit: 'cash' }, 'Limit, DAY, quantity in cash'],
    [{ quantity: '', quantityUnit: 'position' }, 'Limit, DAY, quantity % of position'],
    [{ quantity: '50', quantityUnit: 'position' }, 'Limit, DAY, quantity 50% of position'],
  ] as const)('compares every value of the defaults with %j', (given, text) => {
    const [saved, current] = [ticket({ quantity: given.quantity }), ticket(given)].map(defaultsFrom)
    if (!saved || !current) throw new Error('there are two')
    expect(areSameDefaults(saved, current)).toBe(false)
    expect(areSameDefaults(current, { ...current })).toBe(true)
    expect(describeDefaults(current)).toBe(text)
  })

  it.each([
    ['FUT', undefined, true],
    ['FOP', undefined, true],
    ['', 'FUT', true],
    ['FUT', 'STK', undefined],
    ['OPT', undefined, undefined],
  ])(
    'sets manualIndicator for the asset class "%s" of the contract and "%s" of its rules to %s',
    (securityType, assetClass, stated) => {
      const form = ticket({ contract: { ...contract, securityType }, limitPrice: '1' })
      const checked = checkTicket(form, 'DU1', {
        rules: assetClass === undefined ? undefined : { conid: 1, assetClass, pointValue: 50 },
      })
      expect(checked.kind === 'ready' && checked.order.manualIndicator).toBe(stated)
    },
  )

  it('omits the permission for fills outside RTH if the contract does not allow it', () => {
    const market = ticket({ orderType: 'MKT', outsideRegularHours: true })
    expect(checkTicket(market, 'DU1')).toMatchObject({ order: { outsideRegularHours: true } })
    const checked = checkTicket(market, 'DU1', { rules })
    expect(checked.kind === 'ready' && checked.order).not.toHaveProperty('outsideRegularHours')
  })

  it.each([
    ['STK', ['LMT'], 'MKT', 'no'],
    ['STK', ['LMT'], 'LMT', 'yes'],
    ['STK', undefined, 'MKT', 'yes'],
    // IBKR's list is empty for options. It then says nothing about a type.
    ['OPT', [], 'LMT', 'unstated'],
    ['STK', [], 'LMT', 'unstated'],
    ['FUT', [], 'STP', 'yes'],
  ] as const)('of %s with the types %j outside RTH, says of %s whether it may fill then: %s', (...given) => {
    const [assetClass, outsideHoursTypes, type, fills] = given
    expect(fillsOutside(type, { conid: 1, assetClass, ...(outsideHoursTypes && { outsideHoursTypes }) })).toBe(fills)
    const spread = { conid: 1, assetClass: 'BAG', outsideHoursTypes: [] }
    const legs = ['FUT', assetClass].map((each) => ({ conid: 1, ratio: 1, name: '', assetClass: each }))
    expect(fillsOutside(type, { ...spread, legs })).toBe(assetClass === 'FUT' ? 'yes' : 'unstated')
  })

  it('converts a percentage of the position to a quantity, rounded down', () => {
    const percent = (quantity: string, position?: number) =>
      checkTicket(ticket({ limitPrice: '1', quantityUnit: 'position', quantity }), 'DU1', { position })
    expect(percent('33', 100)).toMatchObject({ order: { quantity: 33 } })
    expect(percent('50', -75)).toMatchObject({ order: { quantity: 37 } })
    expect(percent('100', 3)).toMatchObject({ order: { quantity: 3 } })
    expect(percent('1', 3)).toMatchObject({ problems: { quantity: '1% of 3 is less than one unit.' } })
    expect(percent('50', 0)).toMatchObject({ problems: { quantity: 'There is no position in AAPL.' } })
    expect(percent('50')).toMatchObject({ problems: { quantity: expect.stringMatching(/not loaded yet/) } })
    expect(percent('1001', 5)).toMatchObject({ problems: { quantity: expect.stringMatching(/up to 1,000/) } })
  })

  it('sends a cash amount instead of a quantity', () => {
    const checked = checkTicket(ticket({ orderType: 'MKT', quantityUnit: 'cash', quantity: '5,000' }), 'DU1', { rules })
    expect(checked).toMatchObject({ order: { cashQuantity: 5_000 } })
    expect(checked.kind === 'ready' && checked.order).not.toHaveProperty('quantity')
    expect(sizeText({ cashQuantity: 5_000 }, 'JPY')).toBe('5,000 JPY')
    expect(sizeText({ cashQuantity: 5_000 })).toBe('5,000 in cash')
  })

  it.each([
    ['1,977.6 USD', undefined, 'USD 1,977.60'],
    ['1,977.60 USD (10 Shares)', undefined, 'USD 1,977.60 (10 Shares)'],
    ['-12,345', 'JPY', '-JPY 12,345'],
    ['12,345', undefined, '12,345'],
    ['—', 'USD', '—'],
  ])('formats the amount "%s" of a preview with the decimals of its currency', (text, currency, shown) => {
    expect(moneyText(text, currency)).toBe(shown)
  })

  it('states the spread as an amount and in ticks', () => {
    expect(spreadText('187.30', '187.40', rules.increments)).toBe('Spread 0.10 (2 ticks)')
    expect(spreadText('C187.3', '187.45', [])).toBe('Spread 0.15')
    expect(spreadText(undefined, '187.45', [])).toBeUndefined()
    expect(spreadText('188', '187', [])).toBeUndefined()
  })

  it.each(['1e5', '12x', '0x10', '', '-', 'NaN'])('rejects the price "%s"', (limitPrice) => {
    expect(checkTicket(ticket({ limitPrice }), 'DU1').kind).toBe('invalid')
  })

  it('sends a combo by its legs, at a negative price too, and states that a person entered one with a future', () => {
    const conidex = '28812380;;;1/1,2/-1'
    const combo = { ...contract, conid: 28812380, conidex, symbol: 'ES combo', securityType: 'BAG' }
    const legs = ['FUT', 'FUT'].map((assetClass, index) => ({
      ...{ conid: index + 1, ratio: 1, name: 'ES', assetClass, pointValue: 50 },
    }))
    const about = { conid: 28812380, conidex, assetClass: 'BAG', canBeNegative: true, legs }
    const checked = checkTicket(ticket({ contract: combo, limitPrice: '-1.25' }), 'DU1', { rules: about })
    expect(checked).toMatchObject({ order: { conid: 28812380, conidex, price: -1.25, manualIndicator: true } })
    if (checked.kind !== 'ready') throw new Error('the ticket is ready')
    expect(orderFieldsOf(checked.order)).toMatchObject({ conidex, price: -1.25 })
    expect(orderFieldsOf(checked.order)).not.toHaveProperty('conid')
    const shares = { ...about, legs: [{ conid: 1, ratio: 1, name: 'AAPL', assetClass: 'STK' }] }
    const ofShares = checkTicket(ticket({ contract: combo, limitPrice: '-1.25' }), 'DU1', { rules: shares })
    expect(ofShares.kind === 'ready' && ofShares.order).not.toHaveProperty('manualIndicator')
  })

  it('takes no order for a contract without multiplier or with a leg that cannot be priced, but changes one', () => {
    const option = { conid: 1, assetClass: 'OPT' } as const
    const problem = expect.stringMatching(/^IBKR states no multiplier for .*Choose another contract/) as string
    const leg = { ...option, ratio: 1, name: 'AAPL 15JAN27 240 C' }
    const combo = { conid: 1, assetClass: 'BAG', pointValue: 100, legs: [leg] }
    const form = ticket({ limitPrice: '1' })
    for (const about of [option, combo])
      expect(checkTicket(form, 'DU1', { rules: about })).toMatchObject({ problems: { contract: problem } })
    const known = { ...option, pointValue: 100 }
    expect(checkTicket(form, 'DU1', { rules: known }).kind).toBe('ready')
    const refusal = 'Trading in AAPL 15JAN27 240 C is halted.'
    expect(checkTicket(form, 'DU1', { rules: known, refusal })).toMatchObject({ problems: { contract: refusal } })
    const before = checkTicket(form, 'DU1')
    const changed = before.kind === 'ready' ? before.order : undefined
    expect(checkTicket(form, 'DU1', { rules: option, refusal, changed }).kind).toBe('ready')
  })

  it('names the leg of a combo that has expired', () => {
    const legs = [{ conid: 1, ratio: 1, name: 'AAPL 19NOV26 240 C', lastTradingDay: '2026-11-19' }]
    const combo = { ...contract, conidex: '28812380;;;1/1,2/-1', securityType: 'BAG' }
    const about = { conid: 265598, assetClass: 'BAG', lastTradingDay: '2026-11-19', legs }
    expect(checkTicket(ticket({ contract: combo, limitPrice: '1' }), 'DU1', { rules: about })).toMatchObject({
      problems: { contract: 'AAPL 19NOV26 240 C expired on 2026-11-19. Choose another contract.' },
    })
  })

  it('allows negative prices of spreads', () => {
    const spread = { ...contract, securityType: 'BAG' }
    expect(checkTicket(ticket({ contract: spread, limitPrice: '-0.05' }), 'DU1').kind).toBe('ready')
    expect(checkTicket(ticket({ limitPrice: '1', quantity: '-5' }), 'DU1').kind).toBe('invalid')
  })

  it.each(['0', '-1'])('rejects %s as the price of a stock', (limitPrice) => {
    expect(checkTicket(ticket({ limitPrice }), 'DU1')).toMatchObject({
      problems: { limitPrice: 'Enter a price greater than 0.' },
    })
  })

  it('rejects text that is not a number and quantities that are out of range', () => {
    expect(checkTicket(ticket({ limitPrice: 'abc', quantity: 'ten' }), 'DU1')).toMatchObject({
      problems: { limitPrice: 'Enter a number.', quantity: 'Enter a number.' },
    })
    for (const quantity of ['1 000', "1'000", '1.000.000'])
      expect(checkTicket(ticket({ limitPrice: '1', quantity }), 'DU1')).toMatchObject({
        problems: { quantity: 'Enter a number such as 1,000 or 12.5.' },
      })
    // In many countries, this is 1,000.
    expect(checkTicket(ticket({ limitPrice: '1', quantity: '1.000' }), 'DU1')).toMatchObject({
      problems: { quantity: '1.000 is ambiguous. Enter 1,000 or 1.' },
    })
    expect(checkTicket(ticket({ limitPrice: '1', quantity: '0' }), 'DU1')).toMatchObject({
      problems: { quantity: 'Enter a quantity greater than 0, up to 1,000,000,000.' },
    })
  })

  it.each(['241,96', '1,5', '10,5', '2,41.5', '1,2345', ',500', '1,000,00'])(
    'rejects the misplaced comma in %s',
    (typed) => {
      const problem = 'Use a decimal point, such as 12.5. Commas group thousands.'
      expect(checkTicket(ticket({ limitPrice: typed, quantity: typed }), 'DU1')).toMatchObject({
        problems: { limitPrice: problem, quantity: problem },
      })
    },
  )

  it('reads numbers with grouped thousands', () => {
    expect(checkTicket(ticket({ limitPrice: '24,196.5', quantity: '1,000,000' }), 'DU1')).toMatchObject({
      order: { price: 24_196.5, quantity: 1_000_000 },
    })
  })

  it('states the approximate value of the order', () => {
    const order = { side: 'BUY', orderType: 'LMT', quantity: 1e9, price: 240 } as const
    const quote = { bid: '239.80', ask: '239.90', last: 'C242.62' }
    const share = { pointValue: 1 }
    expect(valueText(order, quote, share)).toBe('≈ 240,000,000,000.00 (quantity × limit)')
    expect(valueText(order, quote, { ...share, currency: 'JPY' })).toBe('≈ JPY 240,000,000,000 (quantity × limit)')
    expect(valueText({ ...order, quantity: 2 }, quote, { pointValue: 50 })).toBe('≈ 24,000.00 (quantity × 50 × limit)')
    const market = { orderType: 'MKT', quantity: 10 } as const
    expect(valueText({ ...market, side: 'BUY' }, quote, share)).toBe('≈ 2,399.00 (quantity × ask 239.90)')
    expect(valueText({ ...market, side: 'SELL' }, quote, share)).toBe('≈ 2,398.00 (quantity × bid 239.80)')
    expect(valueText({ ...market, side: 'SELL' }, { last: 'C242.62' }, share)).toBe(
      '≈ 2,426.20 (quantity × last C242.62)',
    )
    expect(valueText({ ...market, side: 'SELL' }, {}, share)).toBeUndefined()
  })

  it('values a share quoted in pence in pounds', () => {
    const order = { side: 'BUY', orderType: 'LMT', quantity: 150, price: 542.3 } as const
    expect(valueText(order, {}, { currency: 'GBP', pointValue: 0.01 })).toBe('≈ GBP 813.45 (quantity × 0.01 × limit)')
    expect(valueText(order, {}, { currency: 'GBP' })).toBe('Unknown: the multiplier of the contract is not known')
  })

  it('states the value of a stop order by its limit or its stop, not by the ask', () => {
    const order = { side: 'SELL', quantity: 5 } as const
    const quote = { bid: '239.88', ask: '239.89', last: '240' }
    const usd = { currency: 'USD', pointValue: 1 }
    expect(valueText({ ...order, orderType: 'STP', price: 230 }, quote, usd)).toBe('≈ USD 1,150.00 (quantity × stop)')
    const limited = { ...order, orderType: 'STOP_LIMIT', price: 229, auxPrice: 230 } as const
    expect(valueText(limited, quote, usd)).toBe('≈ USD 1,145.00 (quantity × limit)')
    const trailing = { ...order, orderType: 'TRAIL', trailing: { unit: '%', amount: 5 } } as const
    expect(valueText(trailing, quote, usd)).toBe('≈ USD 1,140.00 (quantity × first stop)')
    const capless = { ...order, orderType: 'MIDPRICE', price: 0 } as const
    expect(valueText(capless, quote, usd)).toBe('≈ USD 1,199.40 (quantity × bid 239.88)')
  })
})

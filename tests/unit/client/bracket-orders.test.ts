import { describe, expect, it } from 'vitest'
import { type Bracket, bracket, type NewOrder } from '../../../src/client/index.ts'

const parent: NewOrder = { conid: 265598, side: 'BUY', quantity: 10, orderType: 'LMT', price: 180, tif: 'DAY' }
const takeProfit = { orderType: 'LMT', price: 200, tif: 'GTC' } as const
const stopLoss = { orderType: 'STP', price: 170, tif: 'GTC' } as const

const build = (input: unknown): readonly NewOrder[] => bracket(input as Bracket as never)

describe('bracket()', () => {
  it('returns parent, take profit and stop loss, and links the exits to the client order id of the parent', () => {
    const [entry, profit, loss] = bracket({ parent: { ...parent, manualIndicator: false }, takeProfit, stopLoss })
    const inherited = { conid: 265598, side: 'SELL', quantity: 10, manualIndicator: false, parentId: entry.cOID }
    expect(entry).toEqual({ ...parent, manualIndicator: false, cOID: expect.stringMatching(/^.{20,64}$/) })
    expect(profit).toEqual({ ...inherited, ...takeProfit })
    expect(loss).toEqual({ ...inherited, ...stopLoss })
    expect(bracket({ parent, takeProfit, stopLoss })[0].cOID).not.toBe(entry.cOID)
  })

  it('keeps a given client order id of the parent, and a given quantity of an exit', () => {
    const [entry, exit, ...others] = bracket({
      parent: { ...parent, cOID: 'mine' },
      stopLoss: { ...stopLoss, quantity: 4 },
    })
    expect([entry.cOID, exit.parentId, exit.quantity, others]).toEqual(['mine', 'mine', 4, []])
  })

  const sell = { ...parent, side: 'SELL' }
  const market = { conid: 1, side: 'BUY', quantity: 1, orderType: 'MKT', tif: 'DAY' }
  it.each([
    ['a misspelled part', { parent, takeProfit, stoploss: stopLoss }, 'no part "stoploss": did you mean stopLoss?'],
    ['an exit with a client order id', { parent, stopLoss: { ...stopLoss, cOID: 'x' } }, 'only the parent has one'],
    ['a take profit of a BUY below the entry', { parent, takeProfit: { ...takeProfit, price: 179 } }, 'above 180'],
    ['a take profit of a BUY at the entry', { parent, takeProfit: { ...takeProfit, price: 180 } }, 'above 180'],
    ['a stop loss of a BUY above the entry', { parent, stopLoss: { ...stopLoss, price: 181 } }, 'below 180'],
    ['a take profit of a SELL above the entry', { parent: sell, takeProfit }, 'below 180'],
    ['a stop loss of a SELL below the entry', { parent: sell, stopLoss }, 'above 180'],
    [
      'the stop price of a stop limit above the entry',
      { parent, stopLoss: { orderType: 'STOP_LIMIT', price: 170, auxPrice: 185, tif: 'DAY' } },
      'below 180',
    ],
    [
      'a stop loss beyond the take profit of a market entry',
      { parent: market, takeProfit, stopLoss: { ...stopLoss, price: 210 } },
      'below its take profit',
    ],
    [
      'the limit of a stop limit above the entry',
      { parent, stopLoss: { orderType: 'STOP_LIMIT', price: 185, auxPrice: 170, tif: 'DAY' } },
      'stop loss limit of a BUY must be below 180',
    ],
    ['no exit', { parent }, 'a take profit, a stop loss or both'],
    ['no argument', undefined, 'must be an object'],
    ['no parent', { takeProfit }, 'must have a parent'],
    ['no side', { parent: { ...parent, side: 'UP' }, takeProfit }, 'BUY or SELL'],
    [
      'a parent that is sized by cash beside an exit without a quantity',
      { parent: { conid: 1, side: 'BUY', cashQty: 500, orderType: 'MKT', tif: 'DAY' }, takeProfit },
      'needs a quantity',
    ],
  ])('rejects a bracket with %s', (_name, input, message) => {
    expect(() => build(input)).toThrow(
      expect.objectContaining({ code: 'config-invalid', message: expect.stringContaining(message) }),
    )
  })

  it('accepts a bracket with valid prices, or with prices that cannot be compared', () => {
    const trailing = { orderType: 'TRAIL', trailingType: '%', trailingAmt: 5, tif: 'GTC' }
    expect(build({ parent: market, stopLoss })).toHaveLength(2)
    expect(build({ parent, takeProfit, stopLoss: trailing })).toHaveLength(3)
    expect(
      build({ parent: sell, takeProfit: { ...takeProfit, price: 170 }, stopLoss: { ...stopLoss, price: 190 } }),
    ).toHaveLength(3)
  })
})

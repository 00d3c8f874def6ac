import { expect, test } from 'vitest'
import {
  formatFilled,
  formatRemaining,
  formatSize,
  formatTrade,
  isFilled,
  pairCurrency,
  sizeOf,
} from '../../../src/shared/domain/order-size.ts'

test('shows an order by cash quantity in money, with a full bar when it is filled', () => {
  const pair = { quantity: 2806.46, filled: 2499.99, remaining: 0, status: 'Filled', averagePrice: '0.89' } as const
  const order = { ...pair, cashQuantity: 2500, cashCurrency: 'CAD', filledCurrency: 'CAD' }
  expect(formatFilled(order)).toBe('2,499.99 of 2,500 CAD')
  expect(formatSize(order)).toBe('2,500 CAD')
  expect(sizeOf(order).share).toBe(1)
  expect(isFilled(order)).toBe(true)
})

test('converts the filled shares of an order by cash quantity to money', () => {
  const order = { quantity: 4, filled: 3, remaining: 1, status: 'Submitted', averagePrice: '242.10' } as const
  const byCash = { ...order, cashQuantity: 1000, cashCurrency: 'USD' }
  expect(formatFilled(byCash)).toBe('726.3 of 1,000 USD')
  expect(formatRemaining(byCash)).toBe('273.7 USD')
  expect(formatFilled({ ...byCash, filled: 0 })).toBe('0 of 1,000 USD')
  expect(isFilled(byCash)).toBe(false)
  // Without an average price, only the number of shares is known.
  expect(formatFilled({ ...byCash, averagePrice: '' })).toBe('3 of 4')
  expect(formatSize({ ...byCash, averagePrice: '' })).toBe('1,000 USD')
})

test('does not convert shares to more money than the order may spend, as prices in pence would', () => {
  const order = { quantity: 184, filled: 150, remaining: 34, status: 'Submitted', averagePrice: '542.3' } as const
  const pence = { ...order, cashQuantity: 1000, cashCurrency: 'GBP' }
  expect(formatFilled(pence)).toBe('150 of 184')
  expect(formatRemaining(pence)).toBe('34')
  expect(formatSize(pence)).toBe('1,000 GBP')
  expect(sizeOf(pence).share).toBeCloseTo(150 / 184)
  expect(isFilled(pence)).toBe(false)
  const { quantity: _, ...unsized } = pence
  expect([formatFilled(unsized), sizeOf(unsized).share]).toEqual(['150', 0])
})

test('never compares an amount of money with a number of units', () => {
  const order = { quantity: 10, filled: 2_000, filledCurrency: 'CAD', status: 'Submitted' } as const
  expect(isFilled(order)).toBe(false)
  expect(formatFilled(order)).toBe('2,000 CAD')
  expect(sizeOf(order).share).toBe(0)
})

test('shows an amount in cash without a known currency, and reads the currency from the name of a pair', () => {
  expect(formatSize({ cashQuantity: 2_500 })).toBe('2,500 in cash')
  expect(formatSize({ cashQuantity: 2_500, cashCurrency: pairCurrency('AUD.CAD') })).toBe('2,500 CAD')
  expect(['BRK.B', 'AAPL', 'EUR.USD.X'].map(pairCurrency)).toEqual([undefined, undefined, undefined])
})

test('states that an amount is unknown', () => {
  expect(formatSize({ status: 'Submitted' })).toBe('unknown quantity')
  expect(formatFilled({ status: 'Submitted' })).toBe('unknown quantity')
  expect(formatFilled({ status: 'Submitted', quantity: 5 })).toBe('unknown part of 5')
  expect(formatRemaining({ status: 'Submitted', quantity: 5 })).toBe('unknown quantity')
})

test.each([
  ['100', 'AAPL', '100 AAPL'],
  ['3 contracts', 'ES DEC26', '3 contracts ES DEC26'],
  ['20,000', 'EUR.USD', '20,000 EUR for USD'],
  ['20,000 EUR', 'EUR.USD', '20,000 EUR for USD'],
  ['2,500 USD', 'EUR.USD', 'EUR for 2,500 USD'],
  ['2,500 in cash', 'EUR.USD', 'EUR for 2,500 in cash'],
  ['2,500 USD', 'AAPL', '2,500 USD AAPL'],
])('describes %s of %s by what is traded for what', (size, name, text) => {
  expect(formatTrade(size, name)).toBe(text)
})

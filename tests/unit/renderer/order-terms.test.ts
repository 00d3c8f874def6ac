import { expect, test } from 'vitest'
import { orderTermsOf } from '../../../src/renderer/features/confirmation/index.ts'
import { anOrder } from './an-order.ts'

test('describes an order by type and prices, without a word twice', () => {
  expect(orderTermsOf(anOrder({ orderType: 'Limit', limitPrice: '240.55' }))).toBe('limit 240.55')
  expect(orderTermsOf(anOrder({ orderType: 'STOP_LIMIT', stopPrice: '240', limitPrice: '239' }))).toBe(
    'stop limit, stop 240, limit 239',
  )
  expect(orderTermsOf(anOrder({ orderType: 'MOC' }))).toBe('market on close')
  expect(orderTermsOf(anOrder({ orderType: 'Pegged' }))).toBe('Pegged')
})

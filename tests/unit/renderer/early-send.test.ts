import { expect, test } from 'vitest'
import { type CheckedOrder, isBlockedBy, maySendUnseen } from '../../../src/renderer/features/guard-rails/early-send.ts'
import type { GuardRailFinding } from '../../../src/shared/contract/guard-rail-views.ts'

const finding = (rail: GuardRailFinding['rail'], action: GuardRailFinding['action'] = 'off'): GuardRailFinding => ({
  rail,
  action,
  message: 'M',
})
const common = { accountId: 'DU1', conid: 1, side: 'BUY', orderType: 'MKT', timeInForce: 'DAY' } as const
const shares: CheckedOrder = { kind: 'ticket', order: { ...common, quantity: 1e9 } }
const cash: CheckedOrder = { kind: 'ticket', order: { ...common, cashQuantity: 1e9 } }
const request = (order: object): CheckedOrder => ({
  kind: 'request',
  request: {
    method: 'POST',
    path: '/iserver/account/DU1/orders',
    query: [],
    body: JSON.stringify({ orders: [order] }),
  },
})

test.each([
  ['an unusual quantity', shares, 'quantity', false],
  ['an unusual quantity of a cash order', cash, 'quantity', false],
  ['an unusual quantity in the explorer', request({ quantity: 1e9 }), 'quantity', false],
  ['an unusual cash amount', cash, 'value', false],
  ['an unusual cash amount in the explorer', request({ cashQty: 1e9 }), 'value', false],
  ['an unusual value of a quantity, which needs reads', shares, 'value', true],
  ['an unusual value of a quantity in the explorer', request({ quantity: 1 }), 'value', true],
  ['an unusual price, which needs reads', cash, 'collar', true],
] as const)('decides whether an order may be sent before the user saw %s', (_, order, rail, may) => {
  expect(maySendUnseen(order, [finding(rail)])).toBe(may)
  expect(maySendUnseen(order, [])).toBe(true)
})

test('blocks an order on a refusal, and on a warning until the user accepts it', () => {
  expect(isBlockedBy([finding('quantity')], false)).toBe(false)
  expect(isBlockedBy([finding('quantity', 'warn')], false)).toBe(true)
  expect(isBlockedBy([finding('quantity', 'warn')], true)).toBe(false)
  expect(isBlockedBy([finding('value', 'refuse'), finding('quantity', 'warn')], true)).toBe(true)
})

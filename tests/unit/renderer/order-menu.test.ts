import { expect, test } from 'vitest'
import { orderMenu } from '../../../src/renderer/features/orders/blotter/order-menu.ts'
import type { ConsoleOrder } from '../../../src/shared/domain/console-orders.ts'
import { anOrder } from './an-order.ts'

const disabledFor = (order: ConsoleOrder): readonly string[] =>
  orderMenu([order], new Map()).flatMap(({ id, disabled }) => (disabled ? [id] : []))

test('offers no trade that depends on the side of an exercise', () => {
  const { side, ...order } = anOrder({ status: 'Filled', otherSide: 'EXER' })
  expect(disabledFor({ ...order, side: side ?? 'BUY' })).not.toContain('repeat')
  expect(disabledFor(order)).toEqual(expect.arrayContaining(['change', 'edit', 'repeat', 'reverse']))
})

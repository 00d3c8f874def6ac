import { expect, test, vi } from 'vitest'
import { executionsOf } from '../../../src/renderer/features/account/executions-pane.tsx'
import { showBottomTab, showExecutionsOf, useExecutionsFilter } from '../../../src/renderer/features/orders/index.ts'

vi.mock('../../../src/renderer/stores/navigation-store.ts', () => ({ goTo: () => undefined }))

test('lists the executions of an order until another tab is shown', () => {
  const filter = () => useExecutionsFilter.getState().orderId
  showExecutionsOf('7')
  expect(filter()).toBe('7')
  showBottomTab('executions')
  expect(filter()).toBeUndefined()
  const rows = new Map(['7', '8', undefined].map((orderId, index) => [String(index), trade(String(index), orderId)]))
  const data = { rows, status: { health: { kind: 'waiting' } }, failure: undefined } as const
  expect([...(executionsOf(data, '7').rows?.keys() ?? [])]).toEqual(['0'])
  expect(executionsOf(data, undefined)).toBe(data)
})

const trade = (executionId: string, orderId: string | undefined) => ({
  executionId,
  ...(orderId !== undefined && { orderId }),
})

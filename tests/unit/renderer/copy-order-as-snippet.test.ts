import { afterEach, expect, it, vi } from 'vitest'
import { copyAsSnippet } from '../../../src/renderer/features/orders/order-actions.ts'
import { useSessionStore } from '../../../src/renderer/stores/session-store.ts'
import { anOrder } from './an-order.ts'

const writeText = vi.fn(async (_code: string) => undefined)
vi.stubGlobal('navigator', { clipboard: { writeText } })

afterEach(() => useSessionStore.setState({ view: undefined }))

it.each([
  ['of a stock without', 'STK', false],
  ['of a future with', 'FUT', true],
] as const)('copies code for an order %s the statement that a person entered it', async (_, securityType, has) => {
  useSessionStore.setState({ view: { profile: { kind: 'gateway', baseUrl: 'https://localhost:5000' } } as never })
  await copyAsSnippet(anOrder({ limitPrice: '9.5', securityType }))
  const code = writeText.mock.lastCall?.[0] ?? ''
  expect(code).toContain('/iserver/account/DU1/orders')
  expect(code.includes('manualIndicator')).toBe(has)
})

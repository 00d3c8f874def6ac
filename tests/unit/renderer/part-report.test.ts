import { expect, test } from 'vitest'
import { reportParts } from '../../../src/renderer/features/orders/ticket/attached/part-report.ts'

const entry = { name: 'Entry', outcome: 'accepted', orderId: '7', status: 'Submitted' } as const
const profit = { name: 'Take profit', outcome: 'accepted', status: 'PreSubmitted' } as const

test('reports nothing if every order was accepted', () => {
  expect(reportParts('bracket', [entry, profit])).toBeUndefined()
  expect(reportParts(undefined)).toBeUndefined()
})

test('names the rejected order, and says that nothing works if IBKR keeps the others inactive', () => {
  const parts = [
    { ...entry, status: 'Inactive' },
    { name: 'Stop loss', outcome: 'rejected', text: 'Invalid price.\nThe others were saved.' },
  ] as const
  const report = reportParts('bracket', parts)
  expect(report).toMatchObject({ title: 'IBKR accepted 1 of 2 orders of the bracket', outcomeUnknown: false })
  expect(report?.message).toBe(
    'Entry: order 7, Inactive. Stop loss: rejected: Invalid price. Nothing of it is working: IBKR keeps the other orders inactive.',
  )
})

test('warns of an entry without exits that the response does not mention', () => {
  const report = reportParts('bracket', [entry, { name: 'Stop loss', outcome: 'missing' }])
  expect(report?.outcomeUnknown).toBe(true)
  expect(report?.message).toContain('The entry may be working without its exits. Check the order list')
})

import { expect, test } from 'vitest'
import { orderFields } from '../../../src/shared/catalogue/details/order-fields.ts'
import { operations } from '../../../src/shared/catalogue/operations.ts'
import { listPreconditions, preconditionTexts } from '../../../src/shared/catalogue/precondition.ts'

/* Facts that were measured against the live API in 2026 and differ from IBKR's documents: docs/ibkr-facts.md. */

const operationNamed = (id: string) => operations.find((operation) => operation.id === id)
const helpOf = (id: string, parameter?: string): string | undefined => {
  const operation = operationNamed(id)
  return parameter === undefined ? operation?.help : operation?.query?.find(({ name }) => name === parameter)?.help
}

test('does not offer extOperator, and warns that it causes status 500', () => {
  const field = orderFields.find(({ name }) => name === 'extOperator')
  expect(field).not.toHaveProperty('required')
  expect(field?.help).toMatch(/Omit it.*8089/)
  expect(helpOf('orders.cancel', 'extOperator')).toMatch(/Omit it.*8089/)
})

test('warns that IBKR rejects a new alert, and names TWS and Client Portal instead', () => {
  const save = operationNamed('alerts.save')
  expect(save && listPreconditions(save)).toContain('alert-filter')
  expect(preconditionTexts['alert-filter'].sentence).toMatch(/403.*TWS or Client Portal/)
})

test('says that the contracts of an option need its strikes first', () => {
  const info = operationNamed('contracts.secdef-info')
  expect(info && listPreconditions(info)).toContain('contract-searched')
  expect(preconditionTexts['contract-searched'].sentence).toMatch(/Search the symbol first.*its strikes/)
})

test('warns that profit and loss is empty before a subscription to the topic spl', () => {
  const profit = operationNamed('accounts.pnl')
  expect(profit && listPreconditions(profit)).toContain('profit-subscribed')
  expect(preconditionTexts['profit-subscribed'].sentence).toMatch(/subscribed to the topic spl/)
})

test.each([
  ['market-data.history', 'startTime', /^End of the window/],
  ['market-data.history', 'direction', /SPY and QQQ/],
  ['market-data.history', 'period', /lower case/],
  ['market-data.unsubscribe', undefined, /smd .* WebSocket/],
  ['market-data.unsubscribe-all', undefined, /smd .* WebSocket/],
  ['orders.preview', undefined, /first order.*warns/],
  ['orders.status', undefined, /503 or 400.*not an outage/],
  ['contracts.schedule-by-symbol', 'exchange', /SMART returns an empty list/],
  ['notifications.unread', undefined, /second or two after a login/],
])('the help of %s %s states the measured behaviour', (id, parameter, words) => {
  expect(helpOf(id, parameter)).toMatch(words)
})

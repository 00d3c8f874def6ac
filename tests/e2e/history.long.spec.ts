import { expect, expectAccessible, waitForAuthentication } from './console-fixture.ts'
import { testOnGateway as test } from './gateways-fixture.ts'

test.use({
  gatewayOptions: {
    tls: false,
    faults: ['large=2280000@/iserver/scanner/params', 'large=2000000@/trsrv/stocks'],
  },
})

test('does not report responses as identical if only their saved prefixes match', async ({ window }) => {
  await waitForAuthentication(window)
  const path = window.getByRole('textbox', { name: 'Path', exact: true })
  const response = window.getByRole('region', { name: 'Response', exact: true })
  const list = window.getByRole('grid', { name: 'Requests, newest first' })
  const rows = list.getByRole('row').filter({ has: window.getByRole('gridcell') })
  for (const [asked, size] of [
    ['/iserver/scanner/params', '2.28 MB'],
    ['/trsrv/stocks?symbols=AAPL', '2.00 MB'],
  ] as const) {
    await path.fill(asked)
    await window.keyboard.press('Control+Enter')
    await expect(response).toContainText(size)
  }

  await window.getByRole('link', { name: 'History' }).press('Enter')
  await expect(rows).toHaveCount(2)
  await rows.first().dblclick()
  await expect(window.getByRole('complementary', { name: 'Request details' })).toContainText('first megabyte')
  await expect(window.getByRole('dialog')).toHaveCount(0)
  await expect(rows).toHaveCount(2)

  await rows.first().click({ modifiers: ['Control'] })
  await rows.last().click({ modifiers: ['Control'] })
  await list.press('c')
  const compare = window.getByRole('complementary', { name: 'Comparison of two responses' })
  await expect(compare.getByRole('status')).toHaveText('The saved parts are identical')
  await expect(compare.getByRole('note')).toContainText('Shows the first 200,000 characters')
  await expect(compare).toContainText('first 1.00 MB of 2.28 MB')
  await expect(compare).toContainText('first 1.00 MB of 2.00 MB')
  await expectAccessible(window)
})

import { authenticated, expect, test } from './console-test.ts'

test('a reload keeps the request that is written: method and path, no values', async ({ window }) => {
  await authenticated(window)
  const path = window.getByRole('textbox', { name: 'Path' })
  await path.fill('https://localhost:5000/v1/api/iserver/secdef/search?symbol=MSFT')
  await expect(path).toHaveValue('/iserver/secdef/search?symbol=MSFT')
  await expect(window.getByText('Without localhost:5000')).toBeVisible()
  await window.reload()
  await expect(path).toHaveValue('/iserver/secdef/search')
  await expect(window.getByRole('textbox', { name: 'Value of symbol' })).not.toHaveValue('MSFT')
})

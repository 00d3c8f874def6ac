import { expect, expectAccessible, test, waitForAuthentication } from '../console-fixture.ts'

test.use({
  userAgent: 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36',
})

test('names the supported versions in an older browser, and opens anyway', async ({ window }) => {
  await waitForAuthentication(window)
  const notice = window.getByRole('alert').filter({ hasText: 'This browser is too old for IBKR Console.' })
  await expect(notice).toContainText('Use Chrome, Edge or Chromium 140, Firefox 140 or Safari 18, or a newer version.')
  const covered = await window.evaluate(() => document.elementFromPoint(innerWidth / 2, innerHeight / 2)?.id)
  expect(covered).toBe('old-browser')
  await expectAccessible(window)
  await notice.getByRole('button', { name: 'Open anyway' }).click()
  await expect(notice).toBeHidden()
  await window.getByRole('link', { name: /^Orders/ }).click()
  await expect(window.getByRole('grid', { name: 'Orders' })).toBeVisible()
})

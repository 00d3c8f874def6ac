import { authenticated, expect, test } from './console-test.ts'

test('a request is taken home as code: the language is kept, one key copies, Escape leads back', async ({
  window,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await authenticated(window)
  const path = window.getByRole('textbox', { name: 'Path' })
  await path.fill('/portfolio/{{accountId}}/summary?name=a%20b')
  await window.keyboard.press('Control+e')

  const pane = window.getByRole('complementary', { name: 'Snippet' })
  const language = pane.getByRole('radiogroup', { name: 'Language' })
  await expect(language.getByRole('radio', { name: 'TypeScript' })).toBeFocused()
  await expect(pane.getByRole('region', { name: 'Code' })).toContainText('/v1/api/portfolio/DU1234567/summary')
  await window.keyboard.press('ArrowRight')
  await expect(language.getByRole('radio', { name: 'ibkr-client' })).toBeChecked()
  await window.keyboard.press('c')
  await expect(window.getByRole('status', { name: 'Notifications' })).toContainText('Copied the snippet')
  const copied = await window.evaluate(() => navigator.clipboard.readText())
  expect(copied).toContain("require('ibkr-client')")
  expect(copied).toContain('path: "portfolio/DU1234567/summary"')
  expect(copied).toContain('name: "a b"')
  await window.keyboard.press('Escape')
  await expect(pane).toHaveCount(0)
  await expect(path).toBeFocused()

  await window.reload()
  await authenticated(window)
  const button = window.getByRole('button', { name: 'Snippet', exact: true })
  await button.click()
  await expect(button).toHaveAttribute('aria-expanded', 'true')
  await expect(language.getByRole('radio', { name: 'ibkr-client' })).toBeChecked()
  await expect(pane).toContainText('portfolio/DU1234567/summary')
  await path.fill('/tickle')
  await language.getByText('curl').click()
  await expect(pane).toContainText('Under OAuth 1.0a every request is signed')
  await expect(pane.getByRole('button', { name: 'Copy' })).toHaveCount(0)
  await pane.getByRole('button', { name: 'Close the snippet' }).click()
  await expect(button).toBeFocused()
})

import type { Page } from '@playwright/test'
import { expect, expectAccessible, test, waitForAuthentication } from '../console-fixture.ts'
import { runCommand } from '../keyboard-user.ts'

test('focuses a dialog while it loads over a slow connection', async ({ window }) => {
  let release = (): void => undefined
  const released = new Promise<void>((resolve) => {
    release = resolve
  })
  await window.route(/\/notifications-dialog-.*\.js$/, async (route) => {
    await released
    await route.continue()
  })
  await waitForAuthentication(window)
  const waiting = window.getByRole('dialog', { name: 'Loading…' })
  const current = window.getByRole('navigation', { name: 'Views' }).locator('[aria-current="page"]')

  await runCommand(window, 'Notifications…')
  await expect(waiting).toBeVisible()
  for (const key of ['g', 'o', 'n']) await window.keyboard.press(key)
  await expect(current).toHaveText(/Explorer/)
  await expectAccessible(window)
  await window.keyboard.press('Escape')
  await expect(waiting).toBeHidden()

  await runCommand(window, 'Notifications…')
  await expect(waiting).toBeVisible()
  release()
  const dialog = window.getByRole('dialog', { name: 'Notifications' })
  await expect(dialog).toBeVisible()
  await expect(waiting).toHaveCount(0)
  await expect(dialog.locator(':focus')).toHaveCount(1)
  await window.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
})

/** Blocks the code of a part of the window. Returns a function that allows it again. */
async function blockPart(window: Page, name: string): Promise<() => Promise<void>> {
  const chunk = new RegExp(`/${name}-.*\\.js$`)
  await window.route(chunk, (route) => route.abort())
  return () => window.unroute(chunk)
}

/** Removes the reports of blocked requests. */
const expectOnlyBlockedRequests = (complaints: string[]): void =>
  expect(new Set(complaints.splice(0))).toEqual(new Set(['Failed to load resource: net::ERR_FAILED']))

const FAILURE = 'Could not load this part of the window'

test('says that a view cannot be loaded, and shows it as soon as it can', async ({ window, complaints }) => {
  const allow = await blockPart(window, 'history-view')
  await window.goto(`${new URL(window.url()).origin}/#/history`)
  await window.reload()
  await waitForAuthentication(window)
  const failure = window.getByRole('main').getByRole('alert')
  await expect(failure).toContainText(FAILURE)
  await expect(failure).toContainText('Retrying. If this continues, reload the window.')
  await expect(failure.getByRole('button', { name: 'Reload window' })).toBeVisible()
  await allow()
  await expect(window.getByText('No requests yet')).toBeVisible()
  await expect(failure).toBeHidden()
  expectOnlyBlockedRequests(complaints)
})

test('says in a dialog that a list, a menu or a dialog cannot be loaded', async ({ window, complaints }) => {
  const parts = ['select-list', 'menu-popover', 'cancel-all-dialog', 'notifications-dialog']
  const allow = await Promise.all(parts.map((part) => blockPart(window, part)))
  const failure = window.getByRole('alertdialog', { name: FAILURE })
  // Select lists and menus are also loaded after the start.
  await window.reload()
  await waitForAuthentication(window)

  const method = window.getByRole('combobox', { name: 'Method' })
  await method.click()
  await expect(failure).toContainText('Retrying. If this continues, reload the window.')
  await expectAccessible(window)
  await window.keyboard.press('Escape')
  await expect(failure).toBeHidden()
  await expect(method).toBeFocused()

  await window.getByRole('link', { name: /^Orders/ }).click()
  const grid = window.getByRole('grid', { name: 'Orders' })
  const row = grid.getByRole('row').filter({ hasText: 'NVDA' }).first()
  await row.click({ button: 'right' })
  await expect(failure).toBeVisible()
  await failure.getByRole('button', { name: 'Close' }).click()
  await expect(failure).toBeHidden()

  await grid.focus()
  await window.keyboard.press('Shift+Delete')
  await expect(failure).toContainText('No more cancel requests are sent.')
  await window.keyboard.press('Escape')
  await expect(failure).toBeHidden()

  await runCommand(window, 'Notifications…')
  await expect(failure).toBeVisible()
  for (const each of allow) await each()
  await expect(window.getByRole('dialog', { name: 'Notifications' })).toBeVisible()
  await expect(failure).toBeHidden()
  expectOnlyBlockedRequests(complaints)
})

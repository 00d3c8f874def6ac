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

test('says that a view cannot be loaded, and shows it as soon as it can', async ({ window, complaints }) => {
  let isBroken = true
  await window.route(/\/history-view-.*\.js$/, (route) =>
    isBroken
      ? route.fulfill({ contentType: 'text/javascript', body: 'throw new Error("no history")' })
      : route.continue(),
  )
  await window.goto(`${new URL(window.url()).origin}/#/history`)
  await window.reload()
  await waitForAuthentication(window)
  await expect(window.getByText('Could not load this part of the window')).toBeVisible()
  await expect(window.getByRole('button', { name: 'Reload window' })).toBeVisible()
  isBroken = false
  await window.getByRole('button', { name: 'Reload window' }).click()
  await expect(window.getByText('No requests yet')).toBeVisible()
  complaints.length = 0
})

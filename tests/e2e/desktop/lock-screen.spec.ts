import { desktopOf, expect, waitForAuthentication } from '../console-fixture.ts'
import { test } from '../keys-fixture.ts'
import { unlockVault } from '../wizard-user.ts'

test.use({ sealed: 'Sealed' })

test('locks the vault when the screen locks', async ({ window, console }) => {
  await expect(window.getByRole('dialog', { name: 'Unlock vault' })).toBeVisible()
  await unlockVault(window)
  await waitForAuthentication(window)
  await window.keyboard.press('g')
  await window.keyboard.press('p')
  const profile = window.getByRole('region', { name: 'Profile Sealed' })
  await expect(profile).toContainText('Console vault, unlocked')
  await desktopOf(console).evaluate(({ powerMonitor }) => powerMonitor.emit('lock-screen'))
  await expect(profile).toContainText('Console vault, locked')
  await waitForAuthentication(window)
})

import { desktopOf, expect, test, waitForAuthentication } from '../../console-fixture.ts'
import { choose } from '../../select-user.ts'

/* Tests of the stand-in for Electron itself. */

test('records desktop calls, and throws an error for missing parts of the Electron stand-in', async ({
  window,
  console,
}) => {
  const desktop = desktopOf(console)
  await waitForAuthentication(window)

  await test.step('throws an error that names the missing part of the Electron stand-in', async () => {
    const errors = await desktop.evaluate(({ app, BrowserWindow, dialog, session }) => {
      const attempts: (() => unknown)[] = [
        () => app.getAppMetrics(),
        () => BrowserWindow.getAllWindows()[0]?.setKiosk(true),
        () => session.defaultSession.clearCache(),
        () => dialog.showCertificateTrustDialog({} as Electron.CertificateTrustDialogOptions),
      ]
      return attempts.map((attempt) => {
        try {
          return String(attempt())
        } catch (error) {
          return (error as Error).message
        }
      })
    })
    expect(errors).toEqual([
      'stand-in: app.getAppMetrics is not implemented',
      'stand-in: BrowserWindow.setKiosk is not implemented',
      'stand-in: session.clearCache is not implemented',
      'stand-in: dialog.showCertificateTrustDialog is not implemented',
    ])
  })

  await test.step('sandboxes every process before the program is ready', async () => {
    const calls = await desktop.evaluate(({ app }) =>
      (app as unknown as { standin: { calls: { name: string }[] } }).standin.calls.map(({ name }) => name),
    )
    expect(calls).toContain('app.enableSandbox')
  })

  await test.step('shows a desktop notification of a fill while the window has no focus', async () => {
    await desktop.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.blur())
    await window.keyboard.press('g')
    await window.keyboard.press('o')
    await window.keyboard.press('n')
    const ticket = window.getByRole('form', { name: 'Order ticket' })
    await ticket.getByRole('combobox', { name: 'Symbol' }).fill('AAPL')
    await window.getByRole('option', { name: /AAPL/ }).first().click()
    await ticket.getByLabel('Quantity').fill('7')
    await choose(ticket.getByLabel('Order type'), 'Market')
    await ticket.getByRole('button', { name: 'Review order' }).click()
    await window.getByRole('dialog', { name: 'Review order' }).getByRole('button', { name: 'Place order' }).click()
    const yes = window.getByRole('alertdialog').getByRole('button', { name: 'Place order' })
    const row = window.getByRole('grid', { name: 'Orders' }).getByRole('row').filter({ hasText: 'AAPL' })
    await expect(async () => {
      if (await yes.isVisible()) await yes.click()
      await expect(row.filter({ hasText: 'Market' }).first()).toContainText('Filled', { timeout: 1_000 })
    }).toPass()
    const shown = () =>
      desktop.evaluate(({ app }) =>
        (app as unknown as { standin: { calls: { name: string; args: string[] }[] } }).standin.calls
          .filter(({ name }) => name === 'Notification.show')
          .map(({ args }) => args.join(': ')),
      )
    await expect
      .poll(shown)
      .toContainEqual(expect.stringMatching(/^Filled: BUY 7 AAPL: at [\d.]+ on average · PRACTICE$/))
  })
})

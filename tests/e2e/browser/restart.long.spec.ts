import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startConsole } from '../../process/console-process.ts'
import { choose } from '../choose-option.ts'
import { expect, test, waitForAuthentication } from '../console-fixture.ts'

test('asks the user to open the new address after the console restarts', async ({ page }) => {
  const home = mkdtempSync(join(tmpdir(), 'ibkr-console-restart-'))
  const first = await startConsole({ home })
  await page.goto(first.url)
  await waitForAuthentication(page)
  // Opens a select before the console stops, because its code loads on first use.
  await choose(page.getByRole('combobox', { name: 'Method' }), 'POST')
  const { port } = new URL(first.url)
  await first.stop()
  await expect(page.getByText(/Connection to the console lost\. The console stopped\. Data is \d/)).toBeVisible()
  await expect(page.getByRole('button', { name: /Retry/ })).toBeVisible()

  await page.getByRole('textbox', { name: 'Path' }).fill('/iserver/questions/suppress/reset')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('region', { name: 'Response', exact: true })).toContainText(
    'Not sent: not connected to the console',
  )
  await expect(page.getByRole('treeitem', { name: /^Recent/ })).toHaveCount(0)

  const second = await startConsole({ home, flags: ['--port', port] })
  await expect(page.getByText('This window is no longer authorised: the console was restarted')).toBeVisible()
  await second.stop()
  rmSync(home, { recursive: true, force: true })
})

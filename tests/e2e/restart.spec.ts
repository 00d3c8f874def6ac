import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startConsole } from '../process/console-process.ts'
import { authenticated, expect, test } from './console-test.ts'

test('a window of a console that was restarted says that it needs the new address, and does not claim that an order left', async ({
  page,
}) => {
  const home = mkdtempSync(join(tmpdir(), 'ibkr-console-restart-'))
  const first = await startConsole({ home })
  await page.goto(first.url)
  await authenticated(page)
  const { port } = new URL(first.url)
  await first.stop()
  await expect(
    page.getByText(/Connection to the console lost\. The console stopped\. What you see is \d/),
  ).toBeVisible()

  await page.getByRole('combobox', { name: 'Method' }).selectOption('POST')
  await page.getByRole('textbox', { name: 'Path' }).fill('/iserver/questions/suppress/reset')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('region', { name: 'Answer', exact: true })).toContainText(
    'Not sent: the console is not connected',
  )
  await expect(page.getByRole('list', { name: 'Recent requests' })).toHaveCount(0)

  const second = await startConsole({ home, flags: ['--port', port] })
  await expect(page.getByText('The console was restarted and does not know this window.')).toBeVisible()
  await second.stop()
  rmSync(home, { recursive: true, force: true })
})

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

import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { unzipSync } from 'fflate'
import { choose } from './choose-option.ts'
import { test as base, expect, expectAccessible, waitForAuthentication } from './console-fixture.ts'
import { createFileUser, type FileUser } from './file-dialog-user.ts'
import { runCommand } from './keyboard-user.ts'

const test = base.extend<{ readonly files: FileUser }>({
  files: async ({ console, home }, use) => {
    const folder = join(home, 'files')
    mkdirSync(folder)
    await use(await createFileUser(console, folder))
  },
})

test('saves and loads files', async ({ window, files }) => {
  await waitForAuthentication(window)

  await test.step('reports that there is no response to save', async () => {
    await window.keyboard.press('Control+s')
    await expect(window.getByText('No response body to save.')).toBeVisible()
    await window.keyboard.press('Control+o')
    await expect(window.getByText('A GET request has no body.')).toBeVisible()
  })

  await test.step('shows the diagnostics before they are saved as a zip file', async () => {
    await window.keyboard.press('Control+k')
    await window.keyboard.type('export diagnostics')
    await window.keyboard.press('Enter')
    const dialog = window.getByRole('dialog', { name: 'Export diagnostics' })
    await dialog.getByRole('tab', { name: /timings\.json/ }).click()
    await expect(dialog.getByRole('region', { name: 'Content of timings.json' })).toContainText('"session": "ready"')
    await expectAccessible(window)
    const saved = await files.save(() => dialog.getByRole('button', { name: 'Save zip file…' }).click())
    expect(saved.name).toMatch(/^ibkr-console-diagnostics-.+\.zip$/)
    expect(Object.keys(unzipSync(saved.bytes))).toContain('console.log')
    await expect(dialog).toBeHidden()
  })

  await test.step('saves a response unchanged under a descriptive file name', async () => {
    const response = window.getByRole('region', { name: 'Response', exact: true })
    await window.getByRole('textbox', { name: 'Path' }).fill('/portfolio/accounts')
    await window.keyboard.press('Control+Enter')
    // The body arrives after the head and moves the content below.
    await expect(response.getByRole('tree')).toBeVisible()
    const saved = await files.save(() => response.getByRole('button', { name: 'Save as file…' }).click())
    expect(saved.name).toBe('portfolio-accounts.json')
    await response.getByRole('tab', { name: 'Raw' }).click()
    const raw = response.getByRole('region', { name: 'Raw response' })
    await expect.poll(() => raw.textContent()).toBe(saved.bytes.toString())

    await window.getByRole('textbox', { name: 'Path' }).fill('/iserver/nothing/here')
    await window.keyboard.press('Control+Enter')
    await expect(response).toContainText('404')
    await expect(response.getByRole('tabpanel')).toBeVisible()
    expect((await files.save(() => window.keyboard.press('Control+s'))).name).toBe('iserver-nothing-here.html')
  })

  await test.step('loads a body from a file and explains why a file is invalid', async () => {
    await choose(window.getByRole('combobox', { name: 'Method' }), 'POST')
    await window.getByRole('textbox', { name: 'Path' }).fill('/iserver/secdef/search')
    await window.getByRole('tab', { name: /Body/ }).click()
    const load = window.getByRole('button', { name: 'Load from file…' })
    await window.getByRole('radiogroup', { name: 'Edit the body as' }).getByText('JSON').click()
    const body = window.getByRole('textbox', { name: 'JSON body' })
    const mark = Buffer.from([0xef, 0xbb, 0xbf])
    const search = Buffer.concat([mark, Buffer.from('{"symbol": "TSLA"}')])
    await files.load({ name: 'search.json', bytes: search }, () => load.click())
    await expect(window.getByText('Loaded search.json, 18 B.')).toBeVisible()
    await expect(body).toHaveText('{"symbol": "TSLA"}')
    await window.keyboard.press('Control+Enter')
    await expect(window.getByRole('region', { name: 'Response', exact: true })).toContainText('TESLA')

    const notices = window.getByRole('status', { name: 'Notifications' })
    const refusal = (words: string) => notices.locator('.toast').filter({ hasText: words })
    for (const [name, bytes, words] of [
      ['picture.png', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0xff]), 'Not loaded: The file is not UTF-8 text.'],
      ['wide.txt', Buffer.from('{"a":1}', 'utf16le'), 'Not loaded: The file is not UTF-8 text.'],
      ['long.txt', Buffer.alloc(1_000_001, 'x'), 'Not loaded: The text is longer than 1,000,000 characters.'],
      ['huge.json', Buffer.alloc(4_000_001, 'x'), 'Not loaded: The file is larger than the limit of 4 MB'],
    ] as const) {
      await files.load({ name, bytes }, () => window.keyboard.press('Control+o'))
      await expect(refusal(words)).toBeVisible()
      await expect(body).toHaveText('{"symbol": "TSLA"}')
      await refusal(words).getByRole('button', { name: 'Dismiss' }).click()
      await expect(refusal(words)).toHaveCount(0)
    }
  })

  await test.step('saves a snippet under a file name that matches its language', async () => {
    await choose(window.getByRole('combobox', { name: 'Method' }), 'GET')
    await window.getByRole('textbox', { name: 'Path' }).fill('/iserver/accounts')
    await window.keyboard.press('Control+e')
    const pane = window.getByRole('complementary', { name: 'Snippet' })
    const saved = await files.save(() => pane.getByRole('button', { name: 'Save as file…' }).click())
    expect(saved.name).toBe('request.mjs')
    const code = pane.getByRole('region', { name: 'Code' })
    await expect.poll(() => code.textContent()).toBe(saved.bytes.toString())
    await pane.getByText('ibkr-client', { exact: true }).click()
    await expect(pane).toContainText('request.cjs')
    expect((await files.save(() => window.keyboard.press('Control+Shift+s'))).name).toBe('request.cjs')
  })

  await test.step('exports orders, executions and positions as CSV from the menus of their rows', async () => {
    await window.keyboard.press('Escape')
    await window.getByRole('navigation', { name: 'Views' }).getByRole('link', { name: 'Orders' }).click()
    const exported = async (name: string, symbol: string, item: string): Promise<string | undefined> => {
      const row = window.getByRole('grid', { name }).getByRole('row').filter({ hasText: symbol }).first()
      await expect(row).toBeVisible()
      await row.click({ button: 'right' })
      const saved = await files.save(() => window.getByRole('menuitem', { name: item }).click())
      expect(saved.bytes.toString()).toContain(symbol)
      return `${saved.name}: ${saved.bytes.toString().split('\r\n')[0]}`
    }
    expect(await exported('Orders', 'NVDA', 'Export all shown as CSV…')).toMatch(
      /^ibkr-orders-[\d-]+\.csv: \ufefforder_id,account,contract/,
    )
    await window.keyboard.press('b')
    expect(await exported('Executions today (New York)', 'GOOGL', 'Export all as CSV…')).toMatch(
      /^ibkr-executions-[\d-]+\.csv: \ufefftime,execution_id,order_id/,
    )
    await runCommand(window, 'Show positions')
    expect(await exported('Positions', 'AAPL', 'Export all as CSV…')).toMatch(
      /^ibkr-positions-[\d-]+\.csv: \ufeffaccount,contract,conid/,
    )
  })
})

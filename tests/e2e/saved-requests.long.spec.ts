import { expect, expectAccessible, test, waitForAuthentication } from './console-fixture.ts'

test('keeps favourites, saved requests and variables after a reload, and sends requests from both fields', async ({
  window,
}) => {
  await waitForAuthentication(window)
  await window.keyboard.press('/')
  await window.getByRole('searchbox', { name: 'Search operations' }).fill('secdef/search')
  await window.keyboard.press('ArrowDown')
  const row = window.getByRole('treeitem', { name: /\/iserver\/secdef\/search/ }).first()
  await expect(row).toBeFocused()
  await window.keyboard.press('f')
  await expect(row.getByRole('button', { name: /favourites/ })).toHaveAttribute('aria-pressed', 'true')
  await window.keyboard.press('Enter')
  await expect(window.locator('[role="tree"] [tabindex="0"]')).toHaveCount(1)
  // A search may move a selected row down. The row still opens.
  await window.getByRole('searchbox', { name: 'Search operations' }).fill('iserver')
  await window.keyboard.press('ArrowDown')
  await expect(window.getByRole('treeitem', { level: 2 }).first()).toBeFocused()
  await expect(row).not.toBeFocused()

  const symbol = window.getByRole('textbox', { name: 'Value of symbol' })
  await symbol.fill('{{mySymbol}}')
  await window.keyboard.press('Control+Enter')
  await expect(symbol).toHaveAccessibleDescription(/mySymbol.*no value yet/)
  await window.getByRole('button', { name: 'Define' }).click()
  const variables = window.getByRole('dialog', { name: 'Variables of Practice' })
  await variables.getByRole('textbox', { name: 'Value' }).fill('-----BEGIN PRIVATE KEY-----')
  await variables.getByRole('button', { name: 'Define' }).click()
  await expect(variables.getByRole('alert')).toContainText('looks like a secret')
  await expectAccessible(window)
  await variables.getByRole('textbox', { name: 'Value' }).fill('TSLA')
  await variables.getByRole('button', { name: 'Define' }).click()
  await expect(variables).toHaveCount(0)
  await window.keyboard.press('Control+Enter')
  await expect(window.getByRole('region', { name: 'Response', exact: true })).toContainText('TESLA')

  await window.getByRole('button', { name: 'Save the request…' }).click()
  const dialog = window.getByRole('dialog', { name: 'Save the request' })
  await dialog.getByRole('textbox', { name: 'Name' }).fill('My symbol')
  await dialog.getByRole('combobox', { name: 'Folder' }).fill('Mornings')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(dialog).toHaveCount(0)
  await window.getByRole('searchbox', { name: 'Search operations' }).fill('')
  await expectAccessible(window)

  await window.reload()
  await waitForAuthentication(window)
  await expect(window.getByRole('treeitem', { name: /^Mornings/ })).toBeVisible()
  await expect(window.getByRole('treeitem', { name: /^Favourites/ })).toBeVisible()
  await window.getByRole('treeitem', { name: /My symbol/ }).click()
  await expect(symbol).toHaveValue('{{mySymbol}}')

  const saved = window.getByRole('treeitem', { name: /My symbol/ })
  await saved.focus()
  await window.keyboard.press('F2')
  const renaming = window.getByRole('dialog', { name: 'Rename or move' })
  await renaming.getByRole('textbox', { name: 'Name' }).fill('<b>My symbol</b>')
  await renaming.getByRole('combobox', { name: 'Folder' }).fill('Evenings')
  await renaming.getByRole('button', { name: 'Rename' }).click()
  await expect(window.getByRole('treeitem', { name: /^Evenings/ })).toBeVisible()
  await expect(saved).toBeFocused()
  await expect(saved).toContainText('<b>My symbol</b>')
  await window.keyboard.press('Delete')
  await expect(saved).toHaveCount(0)
  await expect(window.locator('[role="treeitem"]:focus')).toHaveCount(1)
  await window.keyboard.press('Control+z')
  await expect(saved).toBeVisible()

  await test.step('sends the request of an operation opened from the search field', async () => {
    await window.keyboard.press('/')
    await window.getByRole('searchbox', { name: 'Search operations' }).fill('iserver/accounts')
    await window.keyboard.press('Enter')
    await expect(window.getByRole('textbox', { name: 'Path' })).toHaveValue('/iserver/accounts')
    await window.keyboard.press('Control+Enter')
    await expect(window.locator('.response-url:visible')).toContainText('/iserver/accounts')
    await expect(window.getByRole('region', { name: 'Response', exact: true })).toContainText('200')
  })

  await test.step('lets the user define a missing variable from the path field', async () => {
    const path = window.getByRole('textbox', { name: 'Path', exact: true })
    await path.fill('/portfolio/{{mine}}/meta')
    await window.keyboard.press('Control+Enter')
    await expect(path).toHaveAccessibleDescription(/mine.*no value yet/)
    await window.getByRole('button', { name: 'Define' }).click()
    const variables = window.getByRole('dialog', { name: 'Variables of Practice' })
    await variables.getByRole('textbox', { name: 'Value' }).fill('DU1234567')
    await variables.getByRole('button', { name: 'Define' }).click()
    await expect(path).toBeFocused()
    await window.keyboard.press('Control+Enter')
    await expect(window.locator('.response-url:visible')).toContainText('/portfolio/DU1234567/meta')
    await expect(window.getByRole('region', { name: 'Response', exact: true })).toContainText('200')
  })

  await test.step('shows at least eight lines of a response at 1024 × 700', async () => {
    await window.setViewportSize({ width: 1024, height: 700 })
    await window.keyboard.press('Control+k')
    await window
      .getByRole('combobox', { name: 'Search commands and operations' })
      .fill('GET /portfolio/{accountId}/positions/{pageId}')
    await window.keyboard.press('Enter')
    const row = window.getByRole('treeitem', { selected: true })
    await expect(row).toBeInViewport()
    await expect(row).toContainText('/positions/{pageId}')

    await expect(window.getByRole('checkbox', { name: 'Send sort' })).toBeVisible()
    await window.keyboard.press('Control+Enter')
    const response = window.getByRole('region', { name: 'Response', exact: true })
    await expect(response.getByRole('tree')).toBeVisible()
    await expect(window.getByRole('button', { name: /optional parameter/ })).toBeVisible()
    const heights = () =>
      window.evaluate(() => {
        // Responses of other open requests are hidden.
        const heightOf = (selector: string): number =>
          Math.max(0, ...[...document.querySelectorAll(selector)].map(({ clientHeight }) => clientHeight))
        return {
          lines: heightOf('.json-tree') / 20,
          share: heightOf('.response') / heightOf('.explorer-main'),
          page: document.documentElement.scrollHeight,
        }
      })
    const below = await heights()
    expect(below.lines).toBeGreaterThanOrEqual(8)
    expect(below.share).toBeGreaterThanOrEqual(0.5)
    expect(below.page).toBe(700)

    // The response stays beside the request after a reload.
    await window.keyboard.press('Control+\\')
    await expect.poll(async () => (await heights()).share).toBeGreaterThan(below.share)
    await expectAccessible(window)

    // Each orientation of the splitter has its own saved size.
    const form = window.locator('.request-form')
    const widthOf = async (): Promise<number> => (await form.boundingBox())?.width ?? 0
    const before = await widthOf()
    const handle = window.getByRole('separator', { name: 'Request pane size' })
    await handle.focus()
    for (let step = 0; step < 3; step += 1) await window.keyboard.press('ArrowLeft')
    await expect.poll(widthOf).toBeLessThan(before)
    const chosen = await widthOf()
    await window.keyboard.press('Control+\\')
    await window.keyboard.press('Control+\\')
    await expect.poll(widthOf).toBeCloseTo(chosen, -1)

    await window.reload()
    await waitForAuthentication(window)
    await expect(window.getByRole('button', { name: 'Show the response below the request' })).toBeVisible()
    await expect.poll(widthOf).toBeCloseTo(chosen, -1)
  })
})

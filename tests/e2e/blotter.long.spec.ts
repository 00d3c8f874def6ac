import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { choose } from './choose-option.ts'
import { expect, expectAccessible, pasteClipboard, test, waitForAuthentication } from './console-fixture.ts'
import { runCommand } from './keyboard-user.ts'

const grid = (window: Page) => window.getByRole('grid', { name: 'Orders' })
const headings = (window: Page) => grid(window).getByRole('columnheader').allTextContents()
const heading = (window: Page, name: string) =>
  grid(window).getByRole('columnheader', { name }).getByRole('button', { name })
const widthOf = async (window: Page, name: string): Promise<number> =>
  (await grid(window).getByRole('columnheader', { name }).boundingBox())?.width ?? 0

/** Reads the column settings from the saved layout file. */
const remembered = (home: string): unknown => {
  const file = join(home, 'layouts.json')
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).profiles?.practice?.current?.columns : undefined
}

test('restores the layout of the blotter after a reload', async ({ window, home, complaints }) => {
  await waitForAuthentication(window)
  await window.keyboard.press('g')
  await window.keyboard.press('o')
  await expect(grid(window).getByRole('row', { name: /AAPL/ })).toBeVisible()

  await test.step('moves, resizes and hides columns by keyboard', async () => {
    await heading(window, 'Placed').focus()
    await window.keyboard.press('ArrowRight')
    await expect(heading(window, 'Symbol')).toBeFocused()
    const before = await widthOf(window, 'Symbol')
    await window.keyboard.press('Shift+ArrowRight')
    await expect.poll(() => widthOf(window, 'Symbol')).toBeCloseTo(before + 12, 0)
    await window.keyboard.press('Control+Shift+ArrowLeft')
    await expect.poll(() => headings(window).then((all) => all.slice(0, 2))).toEqual(['Symbol', 'Placed'])
    await expect(heading(window, 'Symbol')).toBeFocused()
    await window.keyboard.press('Enter')
    await expect(grid(window).getByRole('columnheader', { name: 'Symbol' })).toHaveAttribute('aria-sort', 'ascending')
    await expect(grid(window).getByRole('row').nth(1)).toContainText('AAPL')

    await runCommand(window, 'Order columns')
    const columns = window.getByRole('group', { name: 'Columns' })
    await columns.getByRole('checkbox', { name: 'Stop' }).uncheck()
    await expectAccessible(window)
    await window.keyboard.press('Escape')
    await expect(columns).toBeHidden()
    await expect.poll(() => headings(window)).not.toContain('Stop')

    // The layout file is written shortly after the last change, so the test waits.
    await expect.poll(() => remembered(home)).toMatchObject({ hidden: expect.arrayContaining(['stop']) })
    await window.reload()
    await expect(grid(window).getByRole('row').nth(1)).toContainText('AAPL')
    await expect.poll(() => headings(window).then((all) => all.slice(0, 2))).toEqual(['Symbol', 'Placed'])
    await expect.poll(() => headings(window)).not.toContain('Stop')
    await expect.poll(() => widthOf(window, 'Symbol')).toBeCloseTo(before + 12, 0)
  })

  await test.step('moves and resizes columns by dragging', async () => {
    const limit = await grid(window).getByRole('columnheader', { name: 'Limit' }).boundingBox()
    const time = await grid(window).getByRole('columnheader', { name: 'Placed' }).boundingBox()
    if (!limit || !time) throw new Error('there are no headings')
    await window.mouse.move(limit.x + 20, limit.y + 10)
    await window.mouse.down()
    await window.mouse.move(time.x + 10, time.y + 10, { steps: 4 })
    await window.mouse.up()
    await expect.poll(() => headings(window).then((all) => all.slice(0, 3))).toEqual(['Symbol', 'Limit', 'Placed'])
    // The end of a drag must not sort the list.
    await expect(grid(window).getByRole('columnheader', { name: 'Symbol' })).toHaveAttribute('aria-sort', 'ascending')

    const symbol = await grid(window).getByRole('columnheader', { name: 'Symbol' }).boundingBox()
    if (!symbol) throw new Error('there is no heading')
    await window.mouse.move(symbol.x + symbol.width - 3, symbol.y + 10)
    await window.mouse.down()
    await window.mouse.move(symbol.x + symbol.width + 57, symbol.y + 10, { steps: 4 })
    await window.mouse.up()
    await expect.poll(() => widthOf(window, 'Symbol')).toBeCloseTo(symbol.width + 60, 0)
  })

  await test.step('saves a filter as a named view', async () => {
    const rows = grid(window)
      .getByRole('row')
      .filter({ has: window.getByRole('gridcell') })
    // Initially, the list contains five orders of the current day.
    const all = 5
    await expect(rows).toHaveCount(all)
    await window.getByRole('button', { name: 'Filter', exact: true }).click()
    await window.getByLabel('Side').click()
    const sell = window.getByRole('option', { name: 'SELL', exact: true })
    await expect(sell).toBeVisible()
    // A click outside the options of a select closes only the options.
    await window.mouse.click(5, 400)
    await expect(sell).toBeHidden()
    await choose(window.getByLabel('Side'), 'SELL')
    await window.keyboard.press('Escape')
    await expect(window.getByRole('button', { name: 'Filter (1)' })).toBeFocused()
    await window.getByRole('searchbox', { name: 'Filter orders' }).fill('nvda')
    await expect(rows).toHaveCount(1)

    await runCommand(window, 'Saved order views')
    await expect(window.getByLabel('Save current view as')).toBeFocused()
    await expectAccessible(window)
    await window.keyboard.type('Selling NVIDIA')
    await window.keyboard.press('Enter')
    const views = window.getByRole('button', { name: 'Saved views: Selling NVIDIA' })
    await expect(views).toBeVisible()

    await window.getByRole('searchbox', { name: 'Filter orders' }).fill('')
    await expect(window.getByRole('button', { name: /Selling NVIDIA, modified/ })).toBeVisible()
    await window.getByRole('button', { name: 'Filter (1)' }).click()
    await window.getByRole('button', { name: 'Clear' }).click()
    await expect(rows).toHaveCount(all)
    await runCommand(window, 'Show view: Selling NVIDIA')
    await expect(rows).toHaveCount(1)

    await views.click()
    await window.getByRole('button', { name: 'Delete the view Selling NVIDIA' }).click()
    await expect(window.getByText('No saved views in this profile')).toBeVisible()
  })

  await test.step('keeps the selection when the list is sorted', async () => {
    await window.keyboard.press('Escape')
    await window.getByRole('button', { name: 'Filter (1)' }).click()
    await window.getByRole('button', { name: 'Clear' }).click()
    await window.getByRole('searchbox', { name: 'Filter orders' }).fill('')
    const selected = grid(window).getByRole('row', { selected: true })
    await grid(window).focus()
    await window.keyboard.press('Home')
    await window.keyboard.press('Shift+ArrowDown')
    await expect(selected).toHaveCount(2)
    await heading(window, 'Symbol').click()
    await expect(grid(window).getByRole('columnheader', { name: 'Symbol' })).toHaveAttribute('aria-sort', 'descending')
    await expect(selected).toHaveCount(2)

    await grid(window).focus()
    await window.keyboard.press('Control+c')
    await expect(window.getByText('2 rows copied')).toBeVisible()
    const lines = (await pasteClipboard(window)).split('\n')
    expect(lines.map((line) => line.split('\t').length)).toEqual(Array(2).fill((await headings(window)).length))

    await window.keyboard.press('Shift+F10')
    const menu = window.getByRole('menu')
    await expect(menu.getByRole('menuitem', { name: /^Cancel \d working orders?…/ })).toBeFocused()
    await expectAccessible(window)
    await window.keyboard.press('Escape')
    await expect(menu).toBeHidden()
    await expect(grid(window)).toBeFocused()
    await window.keyboard.press('ArrowDown')
    await expect(selected).toHaveCount(1)
    // A cleared selection is not restored when the cursor moves.
    await window.keyboard.press('ArrowUp')
    await expect(selected).toHaveCount(1)

    // Delete and M act on the highlighted rows, not on the row that was clicked last.
    const row = (symbol: string) => grid(window).getByRole('row').filter({ hasText: symbol })
    await row('NVDA').click()
    await window.keyboard.press('Escape')
    await row('IBM').click({ modifiers: ['Control'] })
    await row('AAPL').click({ modifiers: ['Control'] })
    await expect(window.getByText('3 selected')).toBeVisible()
    await window.keyboard.press('Delete')
    await expect(window.getByRole('alertdialog', { name: 'Cancel 3 working orders?' })).toBeVisible()
    await window.keyboard.press('Escape')
    await row('NVDA').click({ modifiers: ['Control'] })
    await row('AAPL').click({ modifiers: ['Control'] })
    await expect(selected).toHaveCount(1)
    await expect(selected).toContainText('IBM')
    await window.keyboard.press('Delete')
    await expect(window.getByRole('alertdialog', { name: 'Cancel this order?' })).toContainText('IBM')
    await window.keyboard.press('Escape')

    await selected.click({ button: 'right' })
    await menu.getByRole('menuitem', { name: 'Show in journal' }).click()
    await expect(window.getByRole('grid', { name: 'Journal, newest first' })).toBeVisible()
    await window.getByRole('gridcell', { name: 'Submitted', exact: true }).first().click({ button: 'right' })
    await menu.getByRole('menuitem', { name: 'Copy cell' }).click()
    expect(await pasteClipboard(window)).toBe('Submitted')

    // In the panel below the orders, neither shortcut acts on the order list.
    await window.getByRole('grid', { name: 'Journal, newest first' }).focus()
    await window.keyboard.press('m')
    await window.keyboard.press('Shift+Delete')
    await expect(window.getByRole('alertdialog')).toBeHidden()
    await expect(window.getByRole('form', { name: 'Order ticket' })).toBeHidden()
    await runCommand(window, 'Cancel all working orders that are shown')
    await expect(window.getByRole('alertdialog', { name: 'Cancel 3 working orders?' })).toBeVisible()
    await window.keyboard.press('Escape')
  })

  await test.step('recovers from damaged column settings', async () => {
    await window.evaluate(() =>
      localStorage.setItem('ibkr-console.columns.journal-list', '{"hidden":[],"widths":null}'),
    )
    await window.reload()
    await expect(window.getByRole('grid', { name: 'Journal, newest first' })).toBeVisible()
    const dates = await window.evaluateHandle(() => Date.prototype.toISOString)
    await window.evaluate(() => {
      Date.prototype.toISOString = () => {
        throw new Error('no dates today')
      }
    })
    await window.getByRole('link', { name: 'Stream' }).click()
    const failure = window.getByRole('alert').filter({ hasText: 'Stream cannot be shown' })
    await expect(failure).toContainText('no dates today')
    expect(complaints.splice(0).join('')).toContain('no dates today')
    await window.evaluate((original) => {
      Date.prototype.toISOString = original
    }, dates)
    await expectAccessible(window)
    await failure.getByRole('button', { name: 'Try again' }).click()
    await expect(window.getByRole('grid', { name: 'Frames, newest first' })).toBeVisible()
    await window.getByRole('link', { name: /^Orders/ }).click()
    await expect(grid(window)).toBeVisible()
  })
})

test('fits the columns to the remaining width when a pane opens and after it is resized', async ({ window }) => {
  await waitForAuthentication(window)
  await window.setViewportSize({ width: 1_600, height: 900 })
  await window.keyboard.press('g')
  await window.keyboard.press('o')
  await expect(grid(window).getByRole('row', { name: /AAPL/ })).toBeVisible()
  /** Differences in px: of the widths of row and list, and of the positions of the last column and its heading. */
  const misfit = () =>
    window.evaluate(() => {
      const list = document.querySelector('#blotter')
      const row = list?.querySelector<HTMLElement>('.grid-row')
      const left = (selector: string): number =>
        Math.round(list?.querySelector(selector)?.getBoundingClientRect().left ?? -1)
      return {
        row: (row?.offsetWidth ?? -1) - (list?.clientWidth ?? 0),
        column: left('.grid-row .grid-cell:last-child') - left('.grid-heading:last-of-type'),
      }
    })
  const fits = { row: 0, column: 0 }
  const separator = window.getByRole('separator', { name: 'Side pane size' })
  const paneWidth = async (): Promise<number> =>
    Math.round((await window.locator('.side-pane').boundingBox())?.width ?? 0)
  expect(await misfit()).toEqual(fits)

  await test.step('fits in the frame in which the pane opens', async () => {
    const widths = await window.evaluate(
      () =>
        new Promise<readonly (number | undefined)[]>((resolve) => {
          const list = document.querySelector<HTMLElement>('#blotter')
          // Called after the list has adapted to its new width, and before the frame is shown.
          const observer = new ResizeObserver(() => {
            if (!document.querySelector('.side-pane')) return
            observer.disconnect()
            resolve([list?.querySelector<HTMLElement>('.grid-row')?.offsetWidth, list?.clientWidth])
          })
          if (list) observer.observe(list)
          list?.querySelector<HTMLElement>('.grid-row')?.click()
        }),
    )
    expect(widths[0]).toBe(widths[1])
    expect(await misfit()).toEqual(fits)
  })

  await test.step('still fits after the handle was moved and another order was opened', async () => {
    const before = await paneWidth()
    await separator.focus()
    for (let press = 0; press < 2; press += 1) await window.keyboard.press('ArrowLeft')
    await expect.poll(paneWidth).toBeGreaterThan(before)
    const wide = await paneWidth()
    await grid(window).getByRole('row').nth(3).click()
    await expect(window.locator('.side-pane .transition').first()).toBeVisible()
    expect(await misfit()).toEqual(fits)
    await window.keyboard.press('Escape')
    await expect(window.locator('.side-pane')).toBeHidden()
    expect(await misfit()).toEqual(fits)
    await grid(window).getByRole('row').nth(2).click()
    await expect(window.locator('.side-pane .transition').first()).toBeVisible()
    expect(await paneWidth()).toBe(wide)
    expect(await misfit()).toEqual(fits)
  })

  await test.step('fits in a window that is too narrow for the size of the pane', async () => {
    await window.keyboard.press('Escape')
    await window.setViewportSize({ width: 740, height: 700 })
    await grid(window).getByRole('row').nth(1).click()
    await expect(window.locator('.side-pane .transition').first()).toBeVisible()
    await expect.poll(async () => (await misfit()).column).toBe(0)
  })
})

import type { Locator } from '@playwright/test'
import { choose } from './choose-option.ts'
import { expect, longStep, test, waitForAuthentication } from './console-fixture.ts'
import { runCommand } from './keyboard-user.ts'

/** Waits until the whole text is visible. */
const isReadInFull = (text: Locator): Promise<void> =>
  expect.poll(() => text.evaluate(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)).toBe(false)

test('shows essential text in full at 900 px and wider', async ({ window }) => {
  await waitForAuthentication(window)

  await test.step('shows profile and session state in full at 900 px', async () => {
    await window.setViewportSize({ width: 900, height: 700 })
    // For Practice, the title bar shows the badge instead of the name.
    await isReadInFull(window.locator('.title-bar .environment-badge'))
    await isReadInFull(window.locator('.session-pill-text'))
  })

  await test.step('collapses the navigation to icons with tooltips', async () => {
    const navigation = window.getByRole('navigation', { name: 'Views' })
    const isCollapsed = async (): Promise<boolean> => ((await navigation.boundingBox())?.width ?? 0) < 60
    await expect.poll(isCollapsed).toBe(true)
    await window.getByRole('banner').hover()
    await navigation.getByRole('link', { name: 'Stream' }).hover()
    await expect(window.getByRole('tooltip')).toHaveText(/Stream\s*G\s*W/)
    await window.getByRole('button', { name: /^Theme/ }).hover()
    await expect(window.getByRole('tooltip')).toHaveText(/Theme/)
    await expect(window.getByRole('tooltip')).toBeInViewport({ ratio: 1 })
    await navigation.getByRole('button', { name: 'Expand the navigation' }).click()
    await expect.poll(isCollapsed).toBe(false)
    await window.reload()
    await waitForAuthentication(window)
    await expect.poll(isCollapsed).toBe(false)
    await window.keyboard.press('Control+b')
    await expect.poll(isCollapsed).toBe(true)
  })

  await test.step('never lets the page grow taller than the window', async () => {
    await window.setViewportSize({ width: 1024, height: 700 })
    for (const view of ['Orders', 'Stream', 'History', 'Session', 'Profiles', 'Explorer']) {
      await window.getByRole('navigation', { name: 'Views' }).getByRole('link', { name: view }).click()
      const page = await window.evaluate(() => {
        for (const hidden of document.querySelectorAll('.visually-hidden')) hidden.scrollIntoView()
        const { documentElement: html, body } = document
        return { heights: [html.scrollHeight, body.scrollHeight], top: html.scrollTop + body.scrollTop }
      })
      expect({ view, ...page }).toEqual({ view, heights: [700, 700], top: 0 })
    }
  })

  await test.step('keeps New order in the row of the toolbar above 99 orders', async () => {
    await window.getByRole('navigation', { name: 'Views' }).getByRole('link', { name: 'Orders' }).click()
    const toolbar = window.locator('.blotter-toolbar')
    for (const width of [1280, 1024, 900]) {
      await window.setViewportSize({ width, height: 700 })
      const height = await toolbar.evaluate((bar) => {
        bar.dataset['many'] = 'true'
        for (const count of bar.querySelectorAll('.choice .count')) count.textContent = '1,234'
        return bar.getBoundingClientRect().height
      })
      expect({ width, isOneRow: height < 50 }).toEqual({ width, isOneRow: true })
      await isReadInFull(toolbar.getByRole('button', { name: 'New order' }))
    }
    await window.setViewportSize({ width: 1024, height: 700 })
  })

  await test.step('places toasts where they do not cover rows or controls', async () => {
    await window.getByRole('navigation', { name: 'Views' }).getByRole('link', { name: 'Orders' }).click()
    // All default columns fit without scrolling.
    await isReadInFull(window.getByRole('grid', { name: 'Orders' }))
    const heading = (name: string) =>
      window.getByRole('grid', { name: 'Orders' }).getByRole('columnheader', { name, exact: true })
    const cells = window.locator(
      '#blotter .grid-cell:is([data-column="side"], [data-column="status"], [data-column="last"])',
    )
    const cutCells = () =>
      cells.evaluateAll((all) =>
        all.filter((cell) => cell.scrollWidth > cell.clientWidth).map((cell) => cell.textContent),
      )
    // Beside a pane, the columns that a trader watches are visible in full without scrolling.
    for (const [key, pane] of [
      ['i', 'Inbox'],
      ['n', 'Order ticket'],
    ] as const) {
      await window.keyboard.press(key)
      await expect(window.getByRole('complementary', { name: pane })).toBeVisible()
      for (const name of ['Symbol', 'Side', 'Status', 'Qty', 'Filled', 'Limit', 'Stop', 'Last', 'Distance'])
        await expect(heading(name)).toBeInViewport({ ratio: 1 })
      await expect.poll(cutCells).toEqual([])
      if (pane === 'Inbox') await window.keyboard.press(key)
    }
    await expect(window.getByRole('complementary', { name: 'Inbox' })).toBeHidden()
    const buttons = window.locator('main button:visible, [aria-label="Status"] :is([role="switch"], .kill-button)')
    const places = () =>
      buttons.evaluateAll((all) =>
        all.map((button) => {
          const { left, top } = button.getBoundingClientRect()
          return [button.textContent, left, top]
        }),
      )
    await expect(window.getByRole('button', { name: 'Review order' })).toBeInViewport({ ratio: 1 })
    const before = await places()
    await runCommand(window, 'Change the selected order…')
    await expect(window.locator('.toast')).toBeVisible()
    await expect.poll(places).toEqual(before)
    const covered = await window.evaluate(() => {
      const { top, bottom, left, right } =
        document.querySelector('.toast-list')?.getBoundingClientRect() ?? new DOMRect()
      return ['.frame-main', '.status-bar .profile-button', '.session-pill', '.status-actions'].filter((part) => {
        const box = document.querySelector(part)?.getBoundingClientRect() ?? new DOMRect()
        return box.top < bottom && box.bottom > top && box.left < right && box.right > left
      })
    })
    expect(covered).toEqual([])
    await window.getByRole('button', { name: 'Dismiss' }).click()
  })

  await test.step('keeps every part of the window usable at 200% zoom', async () => {
    await window.emulateMedia({ reducedMotion: 'reduce' })
    await window.setViewportSize({ width: 640, height: 400 })
    const ticket = window.getByRole('form', { name: 'Order ticket' })
    for (const label of ['Symbol', 'Quantity', 'Order type']) {
      await expect(ticket.getByLabel(label)).toBeInViewport({ ratio: 1 })
    }
    await ticket.getByRole('button', { name: 'Review order' }).focus()
    await expect(ticket.getByRole('button', { name: 'Review order' })).toBeInViewport({ ratio: 1 })
    await expect(window.getByRole('switch', { name: 'Armed' })).toBeInViewport({ ratio: 1 })
    await expect(window.getByRole('button', { name: /^Kill switch/ })).toBeInViewport({ ratio: 1 })
    await window.keyboard.press('Control+k')
    for (const option of [0, 1, 2]) await expect(window.getByRole('option').nth(option)).toBeInViewport({ ratio: 1 })
    const moving = () =>
      document.getAnimations().filter(({ effect }) => Number(effect?.getTiming().duration) > 1).length
    expect(await window.evaluate(moving)).toBe(0)
    await window.keyboard.press('Escape')
    await expect(window.getByRole('option')).toHaveCount(0)
    await expect(async () => {
      // A tooltip opens only if the pointer enters the button after the palette has closed.
      await window.mouse.move(1, 1)
      await window.getByRole('complementary', { name: 'Order ticket' }).getByRole('button', { name: 'Close' }).hover()
      await expect(window.getByRole('tooltip')).toBeVisible({ timeout: 3_000 })
    }).toPass()
    await window.keyboard.press('Escape')
    await expect(ticket).toBeHidden()
    await expect(window.getByRole('tooltip')).toBeHidden()
    await expect(window.getByRole('grid', { name: 'Orders' })).toBeVisible()
    await window.getByRole('navigation', { name: 'Views' }).getByRole('link', { name: 'Explorer' }).click()
    for (const row of [0, 1, 2]) await expect(window.getByRole('treeitem').nth(row)).toBeInViewport({ ratio: 0.9 })
    await window.emulateMedia({ reducedMotion: null })
    await window.setViewportSize({ width: 1024, height: 700 })
  })

  await runCommand(window, 'Place orders')
  await test.step('enables placing a bracket only after the user has seen all its orders', async () => {
    await choose(
      window.getByRole('combobox', { name: 'Order template' }),
      'Bracket: entry, profit target and stop loss',
    )
    const question = window.getByRole('alertdialog')
    const place = question.getByRole('button', { name: 'Place orders' })
    const legs = question.getByRole('region', { name: 'Orders' }).getByRole('listitem')
    for (const viewport of [
      { width: 1280, height: 800 },
      { width: 1024, height: 700 },
    ]) {
      await window.setViewportSize(viewport)
      await window.keyboard.press('Control+Enter')
      await expect(legs).toHaveCount(3)
      for (const leg of await legs.all()) await expect(leg).toBeInViewport({ ratio: 1 })
      await expect(place).toBeEnabled()
      await window.keyboard.press('Escape')
      await expect(question).toBeHidden()
    }
    await window.getByRole('radiogroup', { name: 'Edit the body as' }).getByText('JSON').click()
    const order = { conid: 265598, side: 'BUY', quantity: 1, orderType: 'LMT', price: 1, tif: 'DAY' }
    const orders = Array.from({ length: 12 }, (_, at) => ({ ...order, cOID: `leg-${at}` }))
    await window.getByRole('textbox', { name: 'JSON body' }).fill(JSON.stringify({ orders }))
    await window.keyboard.press('Control+Enter')
    await expect(legs).toHaveCount(12)
    await expect(question.getByRole('region', { name: 'Orders' })).toBeFocused()
    await expect(place).toBeDisabled()
    await window.keyboard.press('End')
    await expect(legs.last()).toBeInViewport({ ratio: 1 })
    await expect(place).toBeEnabled()
    await window.keyboard.press('Escape')
    await window.getByRole('radiogroup', { name: 'Edit the body as' }).getByText('Form').click()
  })

  await longStep('shows the controls above the body while a snippet is open', async () => {
    await choose(window.getByRole('combobox', { name: 'Order template' }), 'Trailing stop')
    await window.keyboard.press('Control+e')
    await expect(window.getByRole('region', { name: 'Code' })).toBeVisible()
    for (const width of [900, 1440]) {
      await test.step(`shows the controls above the body while a snippet is open at ${width} px`, async () => {
        await window.setViewportSize({ width, height: 700 })
        await isReadInFull(window.locator('.request-form .tabs-row'))
        await expect(window.getByText('JSON', { exact: true })).toBeInViewport({ ratio: 1 })
        await expect(window.getByRole('button', { name: 'Copy' }).first()).toBeInViewport({ ratio: 1 })
      })
    }
  })
})

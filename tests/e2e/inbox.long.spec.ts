import type { Page } from '@playwright/test'
import { choose } from './choose-option.ts'
import { expect, expectAccessible, waitForAuthentication } from './console-fixture.ts'
import { profileSwitcher, switchToNewGateway, testOnGateway as test } from './gateways-fixture.ts'
import { waitForDialogKeys } from './keyboard-user.ts'
import { openConsole } from './start-console.ts'

test.use({ gatewayOptions: { askQuestions: false, fillSeconds: 0.2 } })

const pane = (window: Page) => window.getByRole('complementary', { name: 'Inbox' })
const bell = (window: Page) => window.getByRole('banner').getByRole('button', { name: /^Inbox/ })
const events = (window: Page) => pane(window).getByRole('grid', { name: 'Events, newest first' })
const row = (window: Page, name: RegExp) => events(window).getByRole('row', { name })

/** Shows the events of one kind, because a long list has only its visible rows. */
const showEvents = (window: Page, kind: 'All events' | 'Connection' | 'Notices from IBKR'): Promise<void> =>
  choose(pane(window).getByRole('combobox', { name: 'Events to show' }), kind)

test('keeps the events of each profile after reconnects and a restart', async ({
  window,
  console: program,
  gateway,
  gateways,
  host,
  home,
  browser,
  complaints,
}) => {
  const { controls } = gateway
  await waitForAuthentication(window)
  await window.keyboard.press('i')
  await expect(pane(window)).toBeVisible()
  await expect(bell(window)).toHaveAccessibleName('Inbox, 4 unread')

  await test.step('shows one pair of entries for a connection that drops several times', async () => {
    for (const lost of [/Connection lost W/, /Connection lost 2 times/, /Connection lost 3 times/]) {
      controls.dropSockets()
      // The loss removes the entry of the previous reconnect. A drop before the loss is noticed would not count.
      await expect(row(window, lost)).toHaveCount(1)
      await expect(row(window, /Connection restored/)).toHaveCount(1)
    }
  })

  await test.step('combines hundreds of fills into few entries', async () => {
    for (let order = 0; order < 400; order += 1)
      controls.addOrder({ symbol: order % 2 === 0 ? 'IBM' : 'MSFT', side: 'BUY', quantity: 1, kind: 'MKT' })
    await expect(row(window, /more orders filled IBM, MSFT · within a minute/)).toBeVisible({ timeout: 60_000 })
    await expectAccessible(window, ['light', 'dark'])
    await showEvents(window, 'Connection')
    await expect(row(window, /Connection lost 3 times/)).toHaveCount(1)
    await showEvents(window, 'All events')
  })

  await test.step('shows no events of another profile', async () => {
    const second = await gateways.start({ askQuestions: false })
    await switchToNewGateway(window, 'Second', second.apiUrl)
    await expect(row(window, /Connection lost/)).toHaveCount(0)
    second.controls.bulletin({ id: 1, message: 'Only for the second profile' })
    await expect(row(window, /Bulletin from IBKR Only for the second profile/)).toHaveCount(1)
    await window.keyboard.press('Control+p')
    await expect(profileSwitcher(window).getByRole('combobox', { name: 'Search profiles' })).toBeFocused()
    await window.keyboard.insertText('Lab')
    await waitForDialogKeys(window)
    await window.keyboard.press('Enter')
    await waitForAuthentication(window)
    await showEvents(window, 'Connection')
    await expect(row(window, /Connection lost 3 times/)).toHaveCount(1)
    await showEvents(window, 'Notices from IBKR')
    await expect(row(window, /Only for the second profile/)).toHaveCount(0)
  })

  await pane(window).getByRole('button', { name: 'Mark all as read' }).click()
  await expect(bell(window)).toHaveAccessibleName('Inbox')
  await program.stop()

  await test.step('restores entries and read state after a restart', async () => {
    const again = await openConsole(host, { home, watch: () => undefined, browser: async () => browser.newPage() })
    await waitForAuthentication(again.page)
    await expect(bell(again.page)).toHaveAccessibleName('Inbox')
    if (!(await pane(again.page).isVisible())) await again.page.keyboard.press('i')
    await showEvents(again.page, 'Connection')
    await expect(row(again.page, /Connection lost 3 times/)).toHaveCount(1)
    await again.stop()
    // The test stops the console of the pages, which log errors.
    complaints.splice(0)
  })
})

import type { Page } from '@playwright/test'
import { choose } from './choose-option.ts'
import { expect, expectAccessible, waitForAuthentication } from './console-fixture.ts'
import { testOnGateway as test } from './gateways-fixture.ts'

test.use({ gatewayOptions: { askQuestions: false, fillSeconds: 0.2 } })

const pane = (window: Page) => window.getByRole('complementary', { name: 'Inbox' })
const bell = (window: Page) => window.getByRole('banner').getByRole('button', { name: /^Inbox/ })
const row = (window: Page, name: RegExp) =>
  pane(window).getByRole('grid', { name: 'Events, newest first' }).getByRole('row', { name })
const show = (window: Page, events: string): Promise<void> =>
  choose(pane(window).getByRole('combobox', { name: 'Events to show' }), events)

test('mutes kinds of events in the inbox', async ({ window, gateway }) => {
  const { controls } = gateway
  await waitForAuthentication(window)
  await window.keyboard.press('i')
  await expect(bell(window)).toHaveAccessibleName('Inbox, 4 unread')

  await test.step('mutes the kind of an event, and lists it as muted', async () => {
    controls.bulletin({ id: 1, message: 'First' })
    await row(window, /Bulletin from IBKR First/).click({ button: 'right' })
    await window.getByRole('menuitem', { name: 'Mute “Notice from IBKR”' }).click()
    await expect(pane(window).getByText('Muted: Notice from IBKR')).toBeVisible()
    await expect(bell(window)).toHaveAccessibleName('Inbox')
    await expect(row(window, /Bulletin/)).toHaveCount(0)
    // The next event arrives after a muted one.
    controls.bulletin({ id: 2, message: 'Second' })
    controls.addOrder({ symbol: 'IBM', side: 'BUY', quantity: 3, kind: 'MKT' })
    await expect(row(window, /Filled: BUY 3 IBM/)).toHaveCount(1)
    await expect(bell(window)).toHaveAccessibleName('Inbox, 1 unread')
    await expect(row(window, /Bulletin/)).toHaveCount(0)
  })

  await test.step('shows and unmutes muted events', async () => {
    await pane(window).getByRole('button', { name: 'Show', exact: true }).click()
    await expect(row(window, /Bulletin from IBKR Second/)).toHaveCount(1)
    await expectAccessible(window)
    await pane(window).getByRole('button', { name: 'Unmute “Notice from IBKR”' }).click()
    await expect(bell(window)).toHaveAccessibleName('Inbox, 6 unread')
    await show(window, 'All events')
    await expect(row(window, /Bulletin from IBKR Second/)).toHaveCount(1)
  })

  await test.step('keeps the switches of the panel after a reload, with the notification settings', async () => {
    const panel = pane(window).getByRole('group', { name: 'Kinds of events' })
    const openPanel = (): Promise<void> => pane(window).getByRole('button', { name: 'Kinds of events' }).click()
    await openPanel()
    await panel.getByRole('checkbox', { name: 'Order filled' }).uncheck()
    await expect(row(window, /Filled: BUY 3 IBM/)).toHaveCount(0)
    await expectAccessible(window)
    await window.reload()
    await waitForAuthentication(window)
    await expect(bell(window)).toHaveAccessibleName('Inbox, 5 unread')
    await pane(window).getByRole('button', { name: 'Notification settings…' }).click()
    const dialog = window.getByRole('dialog', { name: 'Notifications' })
    await expect(dialog.getByRole('checkbox', { name: 'Order filled: desktop' })).toBeDisabled()
    await dialog.getByRole('checkbox', { name: 'Order filled: inbox' }).check()
    await expect(dialog.getByRole('checkbox', { name: 'Order filled: desktop' })).toBeChecked()
    await dialog.getByRole('button', { name: 'Done' }).click()
    await expect(bell(window)).toHaveAccessibleName('Inbox, 6 unread')
  })
})

test('shows a fill that arrives while the window is in front', async ({ window, gateway }) => {
  const { controls } = gateway
  await waitForAuthentication(window)
  const sign = window.getByRole('status', { name: 'Fills' })
  const buttons = (): Promise<unknown> =>
    Promise.all(
      ['Search commands', 'Inbox', 'Theme', 'Keyboard shortcuts'].map((name) =>
        window
          .getByRole('banner')
          .getByRole('button', { name: new RegExp(`^${name}`) })
          .boundingBox(),
      ),
    )

  await test.step('names order, quantity and price, moves no button and takes no focus', async () => {
    const search = window.getByLabel('Search operations')
    await search.focus()
    const before = await buttons()
    controls.addOrder({ symbol: 'IBM', side: 'BUY', quantity: 3, kind: 'MKT' })
    await expect(sign).toHaveText(/^Filled: BUY 3 IBMat [\d.]+ on average$/)
    // The sign stays under the pointer.
    await sign.hover()
    expect(await buttons()).toEqual(before)
    await expect(search).toBeFocused()
    // IBKR's notices at the start may arrive later than the fill.
    await expect(bell(window)).toHaveAccessibleName(/^Inbox, [1-5] unread$/)
    await expectAccessible(window, ['light', 'dark'])
    await window.mouse.move(0, 300)
  })

  await test.step('combines fills in quick succession', async () => {
    controls.addOrder({ symbol: 'MSFT', side: 'SELL', quantity: 4, kind: 'MKT' })
    controls.addOrder({ symbol: 'AAPL', side: 'BUY', quantity: 5, kind: 'MKT' })
    await expect(sign).toContainText('+ 2 more')
    await sign.hover()
    expect(await buttons()).not.toContain(null)
  })

  await test.step('opens the fills in the inbox', async () => {
    await sign.getByRole('button').click()
    await expect(sign).toHaveText('')
    await expect(pane(window).getByRole('combobox', { name: 'Events to show' })).toContainText('Fills')
    await expect(row(window, /Filled: (BUY|SELL)/)).toHaveCount(3)
    await expect(pane(window).getByRole('region', { name: 'Event' })).toContainText(/Filled: (BUY 5|SELL 4)/)
  })
})

import type { Page } from '@playwright/test'
import { choose } from '../choose-option.ts'
import { expect, expectAccessible, waitForAuthentication } from '../console-fixture.ts'
import { testOnGateway as test } from '../gateways-fixture.ts'
import { runCommand, tabTo } from '../keyboard-user.ts'
import { reviewOrder } from '../order-ticket.ts'

interface Shown {
  readonly title: string
  readonly body: string
}

declare global {
  var shown: Shown[]
  var sounds: number
}

/** Records notifications and sounds. `permission`: initial permission. A permission request grants it. */
async function record(window: Page, permission: NotificationPermission): Promise<void> {
  await window.addInitScript((given) => {
    globalThis.shown = []
    globalThis.sounds = 0
    class Recorded extends EventTarget {
      static permission = given
      static async requestPermission(): Promise<string> {
        Recorded.permission = 'granted'
        return 'granted'
      }
      constructor(title: string, { body }: { readonly body: string }) {
        super()
        shown.push({ title, body })
      }
    }
    Object.assign(globalThis, { Notification: Recorded })
    document.hasFocus = () => false
    // Each page runs the init scripts of all calls.
    const start = OscillatorNode.prototype.start
    if (start.name === 'counted') return
    OscillatorNode.prototype.start = function counted(this: OscillatorNode, when?: number) {
      sounds += 1
      start.call(this, when)
    }
  }, permission)
  // A reload during the exchange of the start token would leave the page without a session secret.
  await waitForAuthentication(window)
  await window.reload()
  await waitForAuthentication(window)
}

test.use({ gatewayOptions: { askQuestions: false, fillSeconds: 1 } })

const titles = (window: Page): Promise<string[]> => window.evaluate(() => shown.map(({ title }) => title))

test('shows each event once as a notification and once in the inbox', async ({ window }) => {
  await test.step('does not repeat a notification after a reload or an order refresh', async () => {
    await record(window, 'granted')
    await window.getByRole('switch', { name: 'Armed' }).press('Space')
    const ours = async (): Promise<readonly string[]> =>
      (await titles(window)).filter((title) => /BUY [78] /.test(title))
    const buy = async (quantity: string): Promise<void> => {
      await reviewOrder(window, quantity)
      await window.getByRole('dialog', { name: 'Review order' }).getByRole('button', { name: 'Place order' }).click()
    }
    await buy('7')
    await expect.poll(ours).toEqual(['Filled: BUY 7 AAPL'])
    const [body] = await window.evaluate(() =>
      shown.filter(({ title }) => title.includes(' 7 ')).map((one) => one.body),
    )
    expect(body).toMatch(/^at [\d.]+ on average · PAPER$/)

    await window.reload()
    await waitForAuthentication(window)
    await window.getByRole('button', { name: 'Refresh' }).click()
    // The notification of another order arrives after any notification that the refresh causes.
    await buy('8')
    await expect.poll(ours).toEqual(['Filled: BUY 8 AAPL'])
  })

  const pane = window.getByRole('complementary', { name: 'Inbox' })
  const bell = window.getByRole('banner').getByRole('button', { name: /^Inbox/ })
  const events = pane.getByRole('grid', { name: 'Events, newest first' })
  await test.step('opens the order of a fill from the inbox', async () => {
    await bell.click()
    await expect(events.getByRole('row', { name: /Filled: BUY [78] AAPL/ })).toHaveCount(2)
    // The simulator sends ten older notifications, four of them unread.
    await expect(bell).toHaveAccessibleName('Inbox, 6 unread')
    await tabTo(window, events)
    await window.keyboard.press('ArrowDown')
    await expect(pane.getByRole('region', { name: 'Event' })).toContainText('Filled: BUY 8 AAPL')
    await expect(bell).toHaveAccessibleName('Inbox, 5 unread')
    await expectAccessible(window)
    await window.keyboard.press('Enter')
    await expect(window.getByRole('complementary', { name: 'Order timeline' })).toContainText('8 AAPL')
    await expect(window.getByRole('grid', { name: 'Orders' })).toBeInViewport()
    await choose(pane.getByRole('combobox', { name: 'Events to show' }), 'Unread')
    await expect(events.getByRole('row', { name: /Unread/ })).toHaveCount(5)
    await pane.getByRole('button', { name: 'Mark all as read' }).click()
    await expect(bell).toHaveAccessibleName('Inbox')
    await events.focus()
    await window.keyboard.press('Escape')
    await expect(pane).toBeHidden()
    await expect(bell).toBeFocused()
    // Escape closes only the pane with the focus.
    await expect(window.getByRole('complementary', { name: 'Order timeline' })).toBeVisible()
  })

  await test.step('creates a local alert by keyboard', async () => {
    await runCommand(window, 'New alert…')
    const form = pane.getByRole('form', { name: 'Alert' })
    await tabTo(window, form.getByRole('combobox', { name: 'Symbol' }))
    await window.keyboard.press('Control+a')
    await window.keyboard.type('AAPL')
    await expect(window.getByRole('option', { name: /AAPL/ }).first()).toBeVisible()
    await window.keyboard.press('Enter')
    await tabTo(window, form.getByLabel('Price', { exact: true }))
    await window.keyboard.insertText('nonsense')
    await window.keyboard.press('Enter')
    await expect(form.getByText('Enter a price, such as 182.50')).toBeVisible()
    await expectAccessible(window)
    await window.keyboard.press('Control+a')
    await window.keyboard.insertText('0.5')
    await expect(form.getByText('the alert triggers immediately')).toBeVisible()
    await window.keyboard.press('Enter')
    await expect(pane.getByRole('region', { name: 'Alert' })).toContainText('Ready again at or below 0.4995.')
    await expectAccessible(window)
    await pane.getByRole('tab', { name: /Events/ }).click()
    await choose(pane.getByRole('combobox', { name: 'Events to show' }), 'Alerts')
    await expect(events.getByRole('row', { name: /Unread. Alert: AAPL rises to 0.5/ })).toHaveCount(1)
    await expect(bell).toHaveAccessibleName('Inbox, 1 unread')
  })

  await test.step('enables notifications and sends a test notification', async () => {
    await events.focus()
    await window.keyboard.press('Escape')
    await expect(pane).toBeHidden()
    await record(window, 'default')
    await runCommand(window, 'Notifications…')
    const dialog = window.getByRole('dialog', { name: 'Notifications' })
    await expect(dialog.getByText('Allow notifications in the browser')).toBeVisible()
    await expectAccessible(window)
    await dialog.getByRole('button', { name: 'Allow notifications' }).click()
    await expect(dialog.getByText('Allow notifications in the browser')).toBeHidden()

    const sound = dialog.getByRole('checkbox', { name: 'Order filled: sound' })
    await tabTo(window, sound)
    await window.keyboard.press('Space')
    await dialog.getByRole('checkbox', { name: 'Order cancelled: desktop' }).click()
    await dialog.getByRole('checkbox', { name: 'Quiet hours' }).click()
    await dialog.getByLabel('from', { exact: true }).fill('23:30')
    await dialog.getByRole('button', { name: 'Test: Order rejected' }).click()
    await expect.poll(() => titles(window)).toEqual(['Rejected: BUY 100 AAPL'])
    await expect.poll(() => window.evaluate(() => sounds)).toBe(3)
    await window.keyboard.press('Escape')
    await expect(dialog).toBeHidden()

    await window.reload()
    await waitForAuthentication(window)
    // The bell opens the inbox, which contains a link to the settings.
    await bell.click()
    await pane.getByRole('button', { name: 'Notification settings…' }).click()
    await expect(sound).toBeChecked()
    await expect(dialog.getByRole('checkbox', { name: 'Order cancelled: desktop' })).not.toBeChecked()
    await expect(dialog.getByRole('checkbox', { name: 'Quiet hours' })).toBeChecked()
    await expect(dialog.getByLabel('from', { exact: true })).toHaveValue('23:30')
    expect(await titles(window)).toEqual([])
  })

  await test.step('explains how to unblock notifications', async () => {
    await record(window, 'denied')
    await pane.getByRole('button', { name: 'Notification settings…' }).click()
    const dialog = window.getByRole('dialog', { name: 'Notifications' })
    await expect(dialog.getByText('in the browser settings')).toBeVisible()
    const from = dialog.getByLabel('from', { exact: true })
    await from.fill('')
    await from.blur()
    await expect(from).toHaveValue('23:30')
    await window.keyboard.press('Escape')
  })
})

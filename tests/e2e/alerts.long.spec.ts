import { randomUUID } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { MAX_LOCAL_ALERTS } from '../../src/shared/domain/local-alerts.ts'
import { choose } from './choose-option.ts'
import { expect, expectAccessible, waitForAuthentication } from './console-fixture.ts'
import { profileSwitcher, switchToNewGateway, testOnGateway } from './gateways-fixture.ts'
import { runCommand, waitForDialogKeys } from './keyboard-user.ts'

const IBM = 8314
/** Alerts that the scenario creates itself. */
const CREATED = 4

const test = testOnGateway.extend({
  home: async ({ home }, use) => {
    // Alerts that never fire, up to the maximum.
    const alerts = Array.from({ length: MAX_LOCAL_ALERTS - CREATED }, (_, index) => ({
      id: randomUUID(),
      on: true,
      condition: {
        kind: 'price',
        conid: IBM,
        symbol: 'IBM',
        direction: 'rises',
        level: 100_000 + index,
        rearm: 'automatic',
      },
    }))
    writeFileSync(join(home, 'local-alerts.json'), JSON.stringify({ schemaVersion: 1, profiles: { lab: alerts } }))
    await use(home)
  },
})
test.use({ gatewayOptions: { askQuestions: false } })

const pane = (window: Page) => window.getByRole('complementary', { name: 'Inbox' })
const form = (window: Page) => pane(window).getByRole('form', { name: 'Alert' })
const row = (window: Page, name: RegExp) =>
  pane(window).getByRole('grid', { name: 'Events, newest first' }).getByRole('row', { name })
/** The alert that is selected in the list. */
const alert = (window: Page) => pane(window).getByRole('region', { name: 'Alert' })
const oldOrders = /orders work longer than 5 min BUY 1,000 AAPL, BUY 1,001 SPY, BUY 1,002 AAPL and \d+ more/
const armed = /rises to 9,000\s*Active · now (29|30)\d/

async function showAlerts(window: Page): Promise<void> {
  await pane(window)
    .getByRole('tab', { name: /^Alerts/ })
    .click()
}

async function createAlert(window: Page, kind: string, fields: Readonly<Record<string, string>>): Promise<void> {
  await runCommand(window, 'New alert…')
  await choose(form(window).getByLabel('Alert on'), kind)
  const { Direction, Feed, Symbol: symbol, ...texts } = fields
  if (Direction !== undefined) await form(window).getByText(Direction).click()
  if (Feed !== undefined) await choose(form(window).getByLabel('Feed'), Feed)
  if (symbol !== undefined) {
    await form(window).getByRole('combobox', { name: 'Symbol' }).fill(symbol)
    await window
      .getByRole('option', { name: new RegExp(symbol) })
      .first()
      .click()
  }
  for (const [label, text] of Object.entries(texts)) await form(window).getByLabel(label, { exact: true }).fill(text)
  await form(window).getByRole('button', { name: 'Create alert' }).click()
  await expect(form(window)).toBeHidden()
}

/** Shows the events of one kind, because a long list has only its visible rows. */
async function showEvents(window: Page, kind: 'Alerts' | 'Connection'): Promise<void> {
  await pane(window)
    .getByRole('tab', { name: /^Events/ })
    .click()
  await choose(pane(window).getByRole('combobox', { name: 'Events to show' }), kind)
}

async function switchTo(window: Page, profile: string): Promise<void> {
  await window.keyboard.press('Control+p')
  await expect(profileSwitcher(window).getByRole('combobox', { name: 'Search profiles' })).toBeFocused()
  await window.keyboard.insertText(profile)
  await waitForDialogKeys(window)
  await window.keyboard.press('Enter')
  await waitForAuthentication(window)
}

test('watches 100 alerts per profile over reconnects, among 200 orders', async ({ window, gateway, gateways }) => {
  const { controls } = gateway
  await waitForAuthentication(window)

  await test.step('fires an alert of each kind once', async () => {
    await createAlert(window, 'Daily P&L of an account', {
      Direction: 'Falls to',
      'Amount in the base currency': '-20000',
    })
    await createAlert(window, 'Age of working orders', { Minutes: '5' })
    await createAlert(window, 'Feed without updates', {
      Feed: 'Quotes',
      Symbol: 'MSFT',
      'Seconds without an update': '10',
    })
    // An unfinished alert remains while another tab is shown.
    await runCommand(window, 'New alert…')
    await form(window).getByLabel('Price', { exact: true }).fill('8999')
    await showEvents(window, 'Alerts')
    await showAlerts(window)
    await expect(form(window).getByLabel('Price', { exact: true })).toHaveValue('8999')
    await form(window).getByRole('button', { name: 'Discard' }).click()
    await createAlert(window, 'Price of a contract', { Symbol: 'IBM', Price: '9000' })
    await expect(pane(window).getByRole('button', { name: 'New alert' })).toBeDisabled()
    await expect(pane(window).getByText('2 market data lines in use')).toBeVisible()
    await expectAccessible(window, ['light', 'dark'])

    await showEvents(window, 'Alerts')
    controls.setClockSkew(-600)
    for (let index = 0; index < 200; index += 1)
      controls.addOrder({ symbol: index % 2 === 0 ? 'AAPL' : 'SPY', side: 'BUY', quantity: 1_000 + index, price: 1 })
    controls.setClockSkew(0)
    await expect(row(window, oldOrders)).toHaveCount(1)
    controls.setPrice('IBM', 9_100)
    await expect(row(window, /Unread\. Alert: IBM rises to 9,000 Last 9,/)).toHaveCount(1)
    controls.setPrice('MSFT', 100)
    await expect(row(window, /Daily P&L falls to -20,000/)).toHaveCount(1)
  })

  await test.step('arms alerts again, and keeps them through connection losses', async () => {
    controls.setPrice('IBM', 300)
    controls.setPrice('MSFT', 500)
    await showEvents(window, 'Connection')
    for (const lost of [/Connection lost W/, /Connection lost 2 times/, /Connection lost 3 times/]) {
      controls.dropSockets()
      // The loss removes the entry of the previous reconnect. A drop before the loss is noticed would not count.
      await expect(row(window, lost)).toHaveCount(1)
      await expect(row(window, /Connection restored/)).toHaveCount(1)
    }
    await showAlerts(window)
    await expect(alert(window)).toContainText(armed)
    await showEvents(window, 'Alerts')
    await expect(row(window, /MSFT quotes silent/)).toHaveCount(0)
    const fault = controls.faults.add('reset@GET /ws')
    controls.dropSockets()
    await expect(row(window, /MSFT quotes silent for 10 s/)).toHaveCount(1, { timeout: 30_000 })
    // A stale price fires nothing.
    controls.setPrice('IBM', 9_200)
    await expect(row(window, /IBM rises/)).toHaveCount(1)
    fault.remove()
    await expect(row(window, /IBM rises to 9,000/)).toHaveCount(2, { timeout: 60_000 })
    await expect(row(window, oldOrders)).toHaveCount(1)
  })

  const second = await gateways.start({ askQuestions: false })
  await test.step('watches only the selected profile', async () => {
    controls.setPrice('IBM', 300)
    await showAlerts(window)
    await expect(alert(window)).toContainText(armed)
    await switchToNewGateway(window, 'Second', second.apiUrl)
    await expect(pane(window).getByText('No alerts')).toBeVisible()
    await createAlert(window, 'Price of a contract', { Symbol: 'IBM', Price: '8000' })
    await showEvents(window, 'Alerts')
    await expect(row(window, /Alert/)).toHaveCount(0)
    controls.setPrice('IBM', 9_300)
    second.controls.dropSockets()
    second.controls.setPrice('IBM', 8_100)
    await expect(row(window, /IBM rises to 8,000/)).toHaveCount(1)
    await expect(row(window, /Alert/)).toHaveCount(1)
  })

  await test.step('continues to watch the first profile after it is selected again', async () => {
    await switchTo(window, 'Lab')
    // The price of this profile rose meanwhile.
    await expect(row(window, /IBM rises to 9,000/)).toHaveCount(3)
    await expect(row(window, /IBM rises to 8,000/)).toHaveCount(0)
    await expect(row(window, oldOrders)).toHaveCount(1)
    await showEvents(window, 'Connection')
    await expect(row(window, /Connection lost [34] times/)).toHaveCount(1)
    await showAlerts(window)
    await expect(pane(window).getByRole('tab', { name: 'Alerts 100' })).toBeVisible()
    await pane(window).getByRole('grid', { name: 'Alerts' }).focus()
    await window.keyboard.press('End')
    await expect(alert(window)).toContainText(/rises to 9,000\s*Triggered/)
  })
})

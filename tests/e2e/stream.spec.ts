import { choose } from './choose-option.ts'
import { expect, expectAccessible, longStep, test, waitForAuthentication } from './console-fixture.ts'
import { pressEnterOn } from './keyboard-user.ts'

test('streams the values of a topic and loses no message while paused', async ({ window }) => {
  await waitForAuthentication(window)
  await window.keyboard.press('g')
  await window.keyboard.press('w')
  const lines = window.getByRole('grid', { name: 'Frames, newest first' })
  await expect(lines).toContainText('system')

  await window.keyboard.press('a')
  await expect(window.getByRole('combobox', { name: 'Topic', exact: true })).toBeFocused()
  await window.getByRole('combobox', { name: 'Symbol' }).focus()
  await window.keyboard.type('AAPL')
  await expect(window.getByRole('option', { name: /AAPL/ }).first()).toBeVisible()
  await window.keyboard.press('Enter')
  await pressEnterOn(window, window.getByRole('button', { name: 'Subscribe' }))
  const subscription = window.getByRole('list', { name: 'Subscriptions' }).getByRole('listitem')
  await expect(subscription).toContainText('smd+265598')
  await expect(subscription).toContainText('AAPL')
  await expect(subscription).toContainText(/bid[\d.]+/)
  await longStep('rejects a repeated and an invalid subscription, and shows the values of other topics', async () => {
    await pressEnterOn(window, window.getByRole('button', { name: 'Subscribe' }))
    await expect(window.getByRole('alert')).toContainText('already')

    // A subscription with invalid JSON is not stored, because unsubscribing would end the valid subscription.
    await choose(window.getByRole('combobox', { name: 'Topic', exact: true }), 'Raw text')
    await window.getByRole('textbox', { name: 'Text', exact: true }).fill('smd+265598+{bad')
    await pressEnterOn(window, window.getByRole('button', { name: 'Subscribe' }))
    await expect(window.getByText('The options that start with { are not a valid JSON object.')).toBeVisible()
    await expect(subscription).toHaveCount(1)

    // Subscriptions to price history and to profit and loss also show their values.
    await choose(window.getByRole('combobox', { name: 'Topic', exact: true }), /\(smh\)$/)
    await pressEnterOn(window, window.getByRole('button', { name: 'Subscribe' }))
    await expect(window.getByRole('table', { name: 'Bars, newest first' })).toContainText(/\d\d:\d\d\d+\.\d\d/)
    await pressEnterOn(window, window.getByRole('button', { name: 'End smh+265598' }))
    await choose(window.getByRole('combobox', { name: 'Topic', exact: true }), /\(spl\)$/)
    await pressEnterOn(window, window.getByRole('button', { name: 'Subscribe' }))
    await expect(subscription.filter({ hasText: 'spl' })).toContainText(/Net liquidation[\d,.]+/)
    await pressEnterOn(window, window.getByRole('button', { name: 'End spl' }))
    await expect(subscription).toHaveCount(1)
  })

  // A paused list still records messages.
  await lines.focus()
  await window.keyboard.press('p')
  const newer = window.getByRole('button', { name: /newer$/ })
  await expect(newer).toBeVisible()
  await window.keyboard.press('p')
  await expect(newer).toBeHidden()

  // The search finds a message by its text.
  await window.keyboard.press('/')
  await window.keyboard.type('"topic":"smd+265598"')
  const cells = window.getByRole('gridcell')
  await expect(lines.getByRole('row').filter({ has: cells, hasNotText: 'smd+265598' })).toHaveCount(0)
  await expect(lines).toContainText('smd+265598')
  await window.keyboard.press('Enter')
  await window.keyboard.press('ArrowDown')
  const pane = window.getByRole('complementary', { name: 'Frame' })
  await expect(pane).toContainText(/bid|last price/)
  await pane.getByRole('tab', { name: 'Raw' }).click()
  await expect(pane).toContainText('"topic":"smd+265598"')
  await expectAccessible(window)
  await window.keyboard.press('Escape')
  await expect(pane).toBeHidden()
  await expect(lines).toBeFocused()

  await pressEnterOn(window, window.getByRole('button', { name: 'End smd+265598' }))
  await expect(subscription).toHaveCount(0)
  await window.getByRole('searchbox', { name: 'Search frames' }).fill('umd+265598')
  await expect(lines).toContainText('umd+265598+{}')

  await longStep('shows all frames again after a search without matches', async () => {
    await window.keyboard.press('Control+a')
    await window.keyboard.type('nothing has this')
    await expect(window.getByText('No matches')).toBeVisible()
    await pressEnterOn(window, window.getByRole('button', { name: 'Show all frames' }))
    await expect(window.getByRole('searchbox', { name: 'Search frames' })).toBeFocused()
    await expect(lines).toContainText('umd+265598+{}')
  })
})

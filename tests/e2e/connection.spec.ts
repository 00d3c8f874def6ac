import { expect, expectAccessible, waitForAuthentication } from './console-fixture.ts'
import { switchToNewGateway, test } from './gateways-fixture.ts'

test('shows why a WebSocket connection dropped, even after a reload', async ({ window, gateways }) => {
  await waitForAuthentication(window)
  const gateway = await gateways.start()
  await switchToNewGateway(window, 'On this machine', gateway.apiUrl)
  await window.keyboard.press('g')
  await window.keyboard.press('s')
  const steps = window.getByRole('list', { name: 'Connection timeline' }).getByRole('listitem')
  await expect(steps.filter({ hasText: 'Subscribed to' })).toHaveCount(1)
  await expect(window.getByText(/^Round trip: .*tickle/)).toBeVisible()

  gateway.controls.dropSockets(1012)
  const repaired = steps.filter({ hasText: /Orders reconciled with IBKR: gap since [\d:]+ closed/ })
  // IBKR allows one request for the order list every 5 s.
  await expect(repaired).toHaveCount(1, { timeout: 40_000 })
  const story = async (): Promise<string[]> =>
    (await steps.allTextContents()).map((text) =>
      text.replace(/^[\d:.]+(\+[\d.]+ m?s)?/, '').replace(/ \((after |open for )?[\d.]+ m?s\)/, ''),
    )
  const told = await story()
  // The view lists the newest event first.
  const kinds = told.map((text) => text.split(/[:;]| to | in /)[0])
  expect(kinds.slice(0, 7)).toEqual([
    'Orders reconciled with IBKR',
    'Subscribed',
    'Session message received',
    'Connected',
    'Opening WebSocket',
    expect.stringMatching(/^Retrying/),
    'Connection dropped (server restart) code 1012',
  ])
  expect(told[6]).toContain('(server restart) code 1012')
  await expectAccessible(window)
  await window.getByRole('link', { name: /^Orders/ }).click()
  await expect(window.getByText(/^Gap \d\d:\d\d:\d\d–\d\d:\d\d:\d\d reconciled/)).toBeVisible()
  const marker = window
    .getByRole('grid', { name: 'Orders' })
    .getByRole('row', { name: /No updates from .* Reconciled/ })
  await expect(marker).toBeVisible()
  await window.getByRole('link', { name: /^Session/ }).click()

  await window.reload()
  await waitForAuthentication(window)
  await expect.poll(story).toEqual(told)
})

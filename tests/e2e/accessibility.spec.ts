import { accessible, authenticated, expect, test } from './console-test.ts'

test.beforeEach(async ({ window }) => authenticated(window))

test('the explorer has no accessibility violation, empty and with an answer', async ({ window }) => {
  await accessible(window)
  await window
    .getByRole('list', { name: 'Reads to begin with' })
    .getByRole('button', { name: /\/iserver\/accounts/ })
    .click()
  await expect(window.getByRole('region', { name: 'Answer', exact: true })).toContainText('200')
  await accessible(window)
})

test('the orders have no accessibility violation, with the ticket open', async ({ window }) => {
  await window.keyboard.press('g')
  await window.keyboard.press('o')
  await expect(window.getByRole('grid', { name: 'Orders' }).getByRole('row').nth(2)).toBeVisible()
  await accessible(window)
  await window.keyboard.press('n')
  await accessible(window)
})

test('the session has no accessibility violation', async ({ window }) => {
  await window.keyboard.press('g')
  await window.keyboard.press('s')
  await expect(window.getByRole('list', { name: 'Session timeline' })).toBeVisible()
  await accessible(window)
})

test('the palette and the help sheet have no accessibility violation', async ({ window }) => {
  await window.keyboard.press('Control+k')
  await accessible(window)
  await window.keyboard.press('Escape')
  await window.keyboard.press('?')
  await accessible(window)
})

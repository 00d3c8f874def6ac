import { accessible, authenticated, expect, test } from './console-test.ts'
import { command, enterInDialog, tabTo } from './keyboard-user.ts'

test('an order of the explorer is sent by keyboard: armed and confirmed before', async ({ window }) => {
  await authenticated(window)
  const answer = window.getByRole('region', { name: 'Answer', exact: true })
  await command(window, 'Place orders')
  await command(window, 'Disarm: reads only')
  const note = window.getByRole('note').filter({ hasText: 'Not armed: it will not be sent.' })
  await expect(note).toContainText('can place, change or confirm orders')
  await accessible(window)
  await expect(window.getByRole('button', { name: 'Send', exact: true })).toHaveAccessibleDescription(/Not armed/)

  await window.keyboard.press('Control+Enter')
  const confirm = window.getByRole('alertdialog', { name: 'Place this order?' })
  await expect(confirm.getByRole('button', { name: 'Place order' })).toBeDisabled()
  await expect(confirm.getByRole('button', { name: 'Back' })).toBeFocused()
  await accessible(window)
  await enterInDialog(window, confirm.getByRole('button', { name: 'Arm' }))
  await expect(confirm.getByRole('button', { name: 'Place order' })).toBeEnabled()
  for (const words of ['PRACTICE', 'Simulator', 'DU1234567', 'BUY', '1 AAPL', 'Limit 1', 'Day'])
    await expect(confirm).toContainText(words)
  await window.screenshot({ path: '/tmp/w/send-shots/confirm.png' })
  await window.keyboard.press('Escape')
  await expect(confirm).toBeHidden()
  await expect(answer).not.toContainText('200')
  await tabTo(window, window.getByRole('button', { name: 'Send', exact: true }))
})

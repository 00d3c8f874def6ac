import { accessible, authenticated, expect, test } from './console-test.ts'

test('what was sent is found by its words, compared, sent again, pinned and cleared, by keyboard alone', async ({
  window,
}) => {
  await authenticated(window)
  const path = window.getByRole('textbox', { name: 'Path' })
  const answer = window.getByRole('region', { name: 'Answer', exact: true })
  for (const symbol of ['AAPL', 'MSFT']) {
    await path.fill(`/iserver/secdef/search?symbol=${symbol}`)
    await window.keyboard.press('Control+Enter')
    await expect(answer).toContainText(`"${symbol}"`)
  }
  await path.fill('/iserver/nothing/here')
  await window.keyboard.press('Control+Enter')
  await expect(answer).toContainText('404')

  await window.getByRole('link', { name: 'History' }).press('Enter')
  const list = window.getByRole('grid', { name: 'Requests, newest first' })
  await expect(list.getByRole('row')).toHaveCount(3)

  const search = window.getByRole('searchbox', { name: 'Search the history' })
  await search.press('m')
  await search.pressSequentially('icros')
  await expect(list.getByRole('row')).toHaveCount(1)
  await expect(list.getByRole('row')).toContainText('symbol=MSFT')
  await window.keyboard.press('Escape')
  await expect(list.getByRole('row')).toHaveCount(3)

  await search.press('ArrowDown')
  await expect(list).toBeFocused()
  for (let step = 0; step < 2; step += 1) await window.keyboard.press('ArrowDown')
  await window.keyboard.press('Space')
  await window.keyboard.press('ArrowDown')
  await window.keyboard.press('Space')
  await window.keyboard.press('c')
  const compare = window.getByRole('complementary', { name: 'Comparison of two answers' })
  await expect(compare.getByRole('textbox', { name: 'The older answer' })).toContainText('APPLE INC')
  await expect(compare.getByRole('textbox', { name: 'The newer answer' })).toContainText('MICROSOFT')
  await accessible(window)

  await window.keyboard.press('Escape')
  await window.keyboard.press('Enter')
  const request = window.getByRole('complementary', { name: 'Request of the history' })
  await expect(request).toContainText('symbol')
  await expect(request.getByRole('tree')).toContainText('APPLE INC')
  await window.keyboard.press('p')
  await expect(request.getByRole('button', { name: 'Unpin' })).toBeVisible()
  await accessible(window)

  await window.keyboard.press('Control+Enter')
  await expect(path).toHaveValue('/iserver/secdef/search')
  await expect(window.getByRole('textbox', { name: 'Value of symbol' })).toHaveValue('AAPL')
  await expect(answer).toContainText('APPLE INC')

  await window.getByRole('link', { name: 'History' }).press('Enter')
  await expect(list.getByRole('row')).toHaveCount(4)
  await window.getByRole('button', { name: 'Clear the history' }).click()
  await window.getByRole('alertdialog').getByRole('button', { name: 'Clear' }).click()
  await expect(list.getByRole('row')).toHaveCount(1)
  await expect(list.getByRole('row')).toContainText('symbol=AAPL')
})

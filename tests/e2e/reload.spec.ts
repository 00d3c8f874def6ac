import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, longStep, test, waitForAuthentication } from './console-fixture.ts'
import { answerQuestions, reviewOrder } from './order-ticket.ts'

test('keeps the draft and the open order question after a reload', async ({ window, home }) => {
  await waitForAuthentication(window)

  await test.step('restores a request after a reload, without the host of a pasted address and without secrets', async () => {
    const path = window.getByRole('textbox', { name: 'Path', exact: true })
    await path.fill('https://localhost:5000/v1/api/iserver/secdef/search?symbol=MSFT&access_token=abcdefghijklmnop')
    await expect(window.getByText('localhost:5000 removed')).toBeVisible()
    await path.blur()
    await expect(path).toHaveValue('/iserver/secdef/search')
    const file = join(home, 'open-requests.json')
    const stored = (): string => (existsSync(file) ? readFileSync(file, 'utf8') : '')
    await expect.poll(stored).toContain('MSFT')
    expect(stored()).not.toContain('abcdefghijklmnop')
    await window.reload()
    await expect(path).toHaveValue('/iserver/secdef/search')
    await expect(window.getByRole('textbox', { name: 'Value of symbol' })).toHaveValue('MSFT')
    await expect(window.getByRole('textbox', { name: 'Value of access_token' })).toHaveValue('•••')
  })

  await test.step('keeps an unfinished ticket after a reload, and says so', async () => {
    await reviewOrder(window, '4', '2.22')
    await window.getByRole('dialog', { name: 'Review order' }).getByRole('button', { name: 'Back' }).click()
    await window.reload()
    const notice = window.getByRole('status', { name: 'Notifications' }).locator('.toast')
    await expect(notice).toContainText('The reload kept your unfinished ticket: BUY 4 AAPL. Nothing was sent.')
    await notice.getByRole('button', { name: 'Open ticket' }).click()
    const ticket = window.getByRole('form', { name: 'Order ticket' })
    await expect(ticket).toContainText('APPLE INC')
    await expect(ticket.getByLabel('Quantity')).toHaveValue('4')
    await expect(ticket.getByLabel('Limit price')).toHaveValue('2.22')
    await ticket.getByRole('combobox', { name: 'Symbol' }).fill('')
    await window.keyboard.press('Escape')
  })

  await test.step('shows an open order question again after a reload', async () => {
    await reviewOrder(window, '3', '1.11')
    const review = window.getByRole('dialog', { name: 'Review order' })
    // The console knows the contract from here on.
    await expect(review).toContainText('≈ USD 3.33')
    await review.getByRole('button', { name: 'Place order' }).click()
    const question = window.getByRole('alertdialog', { name: 'IBKR requires confirmation' })
    const asked = await question.locator('.question').textContent()

    await window.reload()
    await expect(question.locator('.question')).toHaveText(asked ?? '')
    for (const word of ['DU1234567', 'BUY', '3 AAPL', 'Limit 1.11', '≈ USD 3.33 (quantity × limit)'])
      await expect(question).toContainText(word)
    expect(await answerQuestions(window)).toBeGreaterThan(0)
    const row = window.getByRole('grid', { name: 'Orders' }).getByRole('row').filter({ hasText: '1.11' })
    await expect(row).toHaveCount(1)
    await expect(row).toContainText('Submitted')

    await window.reload()
    await waitForAuthentication(window)
    await expect(row).toContainText('Submitted')
    await expect(question).toBeHidden()
  })

  await longStep('keeps the ticket unchanged when the user declines a question after a reload', async () => {
    await reviewOrder(window, '3', '1.12')
    await window.getByRole('dialog', { name: 'Review order' }).getByRole('button', { name: 'Place order' }).click()
    const no = window.getByRole('alertdialog').getByRole('button', { name: "Don't place" })
    await expect(no).toBeVisible()
    await window.reload()
    await no.click()
    await expect(window.getByText('Not placed. The ticket is unchanged.')).toBeVisible()
    const ticket = window.getByRole('form', { name: 'Order ticket' })
    await expect(ticket.getByLabel('Limit price')).toHaveValue('1.12')
    await expect(ticket).toContainText('APPLE INC')

    // IBKR lists the declined order for some time, with the reason as its status.
    const declined = window.getByRole('grid', { name: 'Orders' }).getByRole('row').filter({ hasText: '1.12' })
    await expect(declined).toContainText('Inactive')
    await declined.click()
    const explained = window.locator('.blotter-explained')
    await expect(explained).toContainText('You declined IBKR’s order question.')
    await window.setViewportSize({ width: 1024, height: 700 })
    const text = explained.locator('span').last()
    const isCut = (span: HTMLElement | SVGElement): boolean =>
      span.scrollWidth > span.clientWidth || span.scrollHeight > span.clientHeight
    await expect.poll(() => text.evaluate(isCut)).toBe(false)
    await window
      .getByRole('group', { name: 'Orders by status' })
      .getByRole('button', { name: /^Failed/ })
      .click()
    await expect(declined).toBeVisible()
    await expect(window.getByRole('button', { name: 'Cancel all shown…' })).toBeHidden()
  })
})

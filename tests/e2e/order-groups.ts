import type { Page } from '@playwright/test'
import type { Simulator } from '../../src/simulator/start-simulator.ts'
import { httpClient } from '../integration/simulator/http-client.ts'
import { expect, expectAccessible } from './console-fixture.ts'
import { pressEnterInDialog } from './keyboard-user.ts'

/** With groups, the list is a tree. */
export const orderList = (window: Page) => window.locator('#blotter')
const field = (window: Page, name: RegExp) => orderList(window).getByRole('textbox', { name })

/** Places a bracket for AAPL as another program would: buy at 200, sell at 300 or stop at 180. Returns its order ids. */
export async function placeBracket(gateway: Simulator, quantity: number, cOID: string): Promise<readonly string[]> {
  const exit = { conid: 265598, side: 'SELL', tif: 'GTC', parentId: cOID, quantity }
  return place(gateway, [
    { conid: 265598, orderType: 'LMT', side: 'BUY', price: 200, quantity, tif: 'DAY', cOID },
    { ...exit, orderType: 'LMT', price: 300 },
    { ...exit, orderType: 'STP', price: 180 },
  ])
}

/** Places an OCA group of two orders. */
function placeOcaGroup(gateway: Simulator): Promise<readonly string[]> {
  const order = { orderType: 'LMT', side: 'BUY', quantity: 17, tif: 'DAY', isSingleGroup: true }
  return place(gateway, [
    { ...order, conid: 272093, price: 300, cOID: 'oca-1' },
    { ...order, conid: 4815747, price: 100, cOID: 'oca-2' },
  ])
}

async function place(gateway: Simulator, orders: readonly object[]): Promise<readonly string[]> {
  const client = httpClient(gateway)
  await client.get('iserver/accounts')
  const { body } = await client.post('iserver/account/DU1234567/orders', { orders })
  const rows = body as readonly { readonly order_id: string; readonly parent_order_id?: string }[]
  // The parent comes first, whatever the sequence of the response.
  return [...rows].sort((a, b) => Number(a.order_id) - Number(b.order_id)).map((row) => row.order_id)
}

export const rowOf = (window: Page, orderId: string | undefined) => window.locator(`#blotter-${orderId}`)

/** Reports whether the first word of an element is inside its box, and not cut off. */
function showsFirstWord(element: Element): boolean {
  const text = element.firstChild as Text
  const range = document.createRange()
  range.setStart(text, 0)
  range.setEnd(text, text.data.indexOf(' '))
  const [word, box] = [range.getBoundingClientRect(), element.getBoundingClientRect()]
  return word.width > 0 && word.right <= box.right && word.bottom <= box.bottom
}

/**
 * Checks the tree, the live columns, the edit in the row, and the cancel of a bracket. The profile is armed, and the
 * orders view is open.
 */
export async function checkOrderGroups(window: Page, gateway: Simulator): Promise<void> {
  const [parent, ...children] = await placeBracket(gateway, 40, `entry-${Date.now()}`)
  await placeOcaGroup(gateway)
  const row = rowOf(window, parent)
  await expect(row).toContainText('3 working')
  const state = row.locator('.grid-note')
  await expect(state).toHaveText('3/3 working')
  expect(await state.evaluate(showsFirstWord)).toBe(true)
  await expect(row).toHaveAttribute('aria-expanded', 'true')
  for (const child of children) await expect(rowOf(window, child)).toHaveAttribute('aria-level', '2')
  await expect(orderList(window).getByText(/OCA group: (MSFT, NVDA|NVDA, MSFT)/)).toBeVisible()
  await expectAccessible(window)

  // Prices stream into the visible rows.
  gateway.controls.setPrice('AAPL', 250)
  await expect(row.locator('[data-column="last"]')).toContainText(/^2(49|50)\.\d\d$/)
  await expect(row.locator('[data-column="distance"]')).toContainText(/^(49|50)\.\d\d$/)
  await expect(rowOf(window, children[0]).locator('[data-column="distance"]')).toContainText(/^[4-7]\d\.\d\d$/)

  // Arrow keys close and open the group, and move from a child to its parent.
  await rowOf(window, children[0]).click()
  await window.keyboard.press('Escape')
  await window.keyboard.press('ArrowLeft')
  await expect(row).toHaveAttribute('aria-selected', 'true')
  await window.keyboard.press('ArrowLeft')
  await expect(row).toHaveAttribute('aria-expanded', 'false')
  await expect(rowOf(window, children[0])).toHaveCount(0)
  await window.keyboard.press('ArrowRight')
  await expect(rowOf(window, children[0])).toBeVisible()

  // Escape discards an edit in the row; Enter reviews it.
  await window.keyboard.press('F2')
  const limit = field(window, /^Limit of order/)
  await expect(limit).toBeFocused()
  await window.keyboard.press('ArrowUp')
  await expect(limit).toHaveValue('200.01')
  await expectAccessible(window)
  await window.keyboard.press('Escape')
  await expect(limit).toHaveCount(0)
  await expect(row.locator('[data-column="limit"]')).toHaveText('200.00')
  await window.keyboard.press('F2')
  await window.keyboard.type('201.005')
  await window.keyboard.press('Enter')
  await expect(window.getByText('Enter a multiple of 0.01, the tick of AAPL.')).toBeVisible()
  await expect(limit).toHaveAttribute('aria-invalid', 'true')
  await limit.fill('201')
  await window.keyboard.press('Enter')
  const review = window.getByRole('dialog', { name: 'Review changes' })
  await expect(review.getByRole('row', { name: /^Limit 200(\.00)? 201(\.00)?$/ })).toBeVisible()
  await pressEnterInDialog(window, review.getByRole('button', { name: 'Submit changes' }))
  await expect(row.locator('[data-column="limit"]')).toHaveText('201.00')

  // The group has one menu item for all its orders. IBKR cancels the children itself.
  const before = gateway.record.requests({ method: 'DELETE' }).length
  await row.click({ button: 'right' })
  await window.getByRole('menuitem', { name: 'Cancel bracket (3 working orders)…' }).click()
  const dialog = window.getByRole('alertdialog', { name: 'Cancel 3 working orders?' })
  await expect(dialog).toContainText('they are sent a request only if they still work 2 seconds later')
  await dialog.getByRole('textbox').fill('3')
  await dialog.getByRole('button', { name: 'Cancel 3 orders' }).click()
  const over = window.getByRole('alertdialog', { name: '1 cancel sent' })
  await expect(over.getByText('1 sent, 2 already ended.')).toBeVisible()
  await expect(over).not.toContainText('separate request')
  await over.getByRole('button', { name: 'Close' }).click()
  expect(gateway.record.requests({ method: 'DELETE' })).toHaveLength(before + 1)
  await expect(row).toContainText('3 cancelled')
  await expect(rowOf(window, children[0]).locator('[data-column="reason"]')).toContainText('parent')
}

import type { OrderStatusGroup } from '../../../shared/domain/blotter-layout.ts'
import { errorText } from '../../../shared/rpc/rpc-error.ts'
import { hostLink } from '../../platform/host-link.ts'
import { goTo } from '../../stores/navigation-store.ts'
import { dismissToastsAbout, showToast } from '../../stores/toast-store.ts'
import { onceDrawn } from '../../ui/once-drawn.ts'
import { changeFilter } from './layouts/layouts.ts'

export function showPart(part: OrderStatusGroup): void {
  changeFilter({ part })
  goTo('orders')
}

/** Opens the drop-down panel below a toolbar button. */
export function openPanel(buttonId: string): void {
  goTo('orders')
  onceDrawn(() => {
    const button = document.getElementById(buttonId)
    if (button?.getAttribute('aria-expanded') === 'false') button.click()
  })
}

export const ORDER_FILTER = 'order-filter'

export function focusOrderFilter(): void {
  document.getElementById(ORDER_FILTER)?.focus()
}

/** Reads the order list again. Resolves to false if it could not be read. */
export async function refreshOrders(): Promise<boolean> {
  dismissToastsAbout('refresh')
  try {
    await hostLink().call('orders.refresh', {})
    showToast('idle', 'Orders refreshed.', 'refresh')
    return true
  } catch (error) {
    showToast('bad', `Orders not refreshed: ${errorText(error)}`, 'refresh')
    return false
  }
}

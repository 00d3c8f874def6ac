import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { useLayoutsStore } from '../../../src/renderer/features/orders/layouts/layouts.ts'
import { startFeeds } from '../../../src/renderer/feeds.ts'
import { showToast, useToastStore } from '../../../src/renderer/stores/toast-store.ts'
import type { Link } from '../../../src/shared/rpc/reconnecting-link.ts'
import { createNotSentError } from '../../../src/shared/rpc/rpc-error.ts'

interface Handlers {
  snapshot(value: unknown): void
  items(batch: readonly unknown[]): void
  closed(error: { readonly message: string }): void
}

const handlers = new Map<string, Handlers>()
const link = {
  state: { kind: 'connecting', attempt: 1 },
  onState: () => () => undefined,
  open: (name: string, _params: object, given: Handlers) => {
    handlers.set(name, given)
    return () => undefined
  },
  call: () => Promise.reject(createNotSentError()),
} as unknown as Link

beforeEach(() => {
  // Prevents frames and timers of the page from running, even after the test.
  vi.useFakeTimers()
  vi.stubGlobal('requestAnimationFrame', () => 0)
  handlers.clear()
  useToastStore.setState({ toasts: [] })
  startFeeds(link)
})
afterEach(() => {
  vi.useRealTimers()
})

test('shows a toast when the notices feed ends', () => {
  handlers.get('app.notices')?.closed({ message: 'No reason.' })
  expect(useToastStore.getState().toasts.map(({ text }) => text)).toEqual(['Notices stopped: No reason.'])
})

test('dismisses the toast about an accepted order when the order is cancelled', () => {
  for (const id of ['12', '13', '14']) showToast('good', `Order ${id} accepted`, `order ${id}`)
  const states = Object.entries({ 1: 'Cancelled', 12: 'Cancelled', 13: 'Filled', 14: 'Submitted' })
  const orders = states.map(([orderId, status]) => ({ orderId, status, transitionCount: 1 }))
  handlers.get('orders.feed')?.items(orders.map((order) => ({ kind: 'order', order })))
  const texts = useToastStore.getState().toasts.map(({ text }) => text)
  expect(texts).toEqual(['Order 13 accepted', 'Order 14 accepted'])
})

test('applies only the newest item in a batch', () => {
  const layouts = (theme: string) => ({ theme }) as never
  handlers.get('layouts.feed')?.snapshot(layouts('first'))
  handlers.get('layouts.feed')?.items([layouts('second'), layouts('third')])
  expect(useLayoutsStore.getState().layouts).toEqual({ theme: 'third' })
})

import { beforeEach, expect, test } from 'vitest'
import { useLayoutsStore } from '../../../src/renderer/features/orders/layouts/layouts-store.ts'
import { startFeeds } from '../../../src/renderer/stores/feeds.ts'
import { useToastStore } from '../../../src/renderer/stores/toast-store.ts'
import type { Link } from '../../../src/shared/rpc/link.ts'
import { notSent } from '../../../src/shared/rpc/rpc-error.ts'

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
  call: () => Promise.reject(notSent()),
} as unknown as Link

beforeEach(() => {
  handlers.clear()
  useToastStore.setState({ toasts: [] })
  startFeeds(link)
})

test('shows a toast when the feed of notices ends', () => {
  handlers.get('app.notices')?.closed({ message: 'No reason.' })
  expect(useToastStore.getState().toasts.map(({ text }) => text)).toEqual(['Notices of the console ended: No reason.'])
})

test('applies the newest of several items', () => {
  const looks = (theme: string) => ({ theme }) as never
  handlers.get('layouts.feed')?.snapshot(looks('first'))
  handlers.get('layouts.feed')?.items([looks('second'), looks('third')])
  expect(useLayoutsStore.getState().layouts).toEqual({ theme: 'third' })
})

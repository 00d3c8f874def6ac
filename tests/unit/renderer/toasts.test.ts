import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { requestArming } from '../../../src/renderer/features/session/session-actions.ts'
import { followProfileSwitch } from '../../../src/renderer/follow-profile-switch.ts'
import { useSessionStore } from '../../../src/renderer/stores/session-store.ts'
import {
  dismissToastsAbout,
  pauseToasts,
  resumeToasts,
  showLasting,
  showToast,
  useToastStore,
} from '../../../src/renderer/stores/toast-store.ts'
import { RpcError } from '../../../src/shared/rpc/rpc-error.ts'

const call = vi.hoisted(() => vi.fn())
vi.mock('../../../src/renderer/platform/host-link.ts', () => ({ hostLink: () => ({ call }) }))

const texts = () => useToastStore.getState().toasts.map(({ text }) => text)
const inUse = (id: string, name: string) => useSessionStore.setState({ view: { profile: { id, name } } as never })

beforeEach(() => {
  vi.useFakeTimers()
  call.mockReset()
  inUse('one', 'One')
  useToastStore.setState({ toasts: [] })
})
afterEach(() => {
  resumeToasts()
  useSessionStore.setState({ view: undefined })
  vi.useRealTimers()
})

it('dismisses an error after 12 seconds and a success message after 6 seconds', () => {
  showToast('bad', 'failed')
  showToast('good', 'done')
  vi.advanceTimersByTime(6_000)
  expect(texts()).toEqual(['failed'])
  vi.advanceTimersByTime(6_000)
  expect(texts()).toEqual([])
})

it('keeps all toasts while the pointer or the focus is on a toast', () => {
  showToast('bad', 'failed')
  vi.advanceTimersByTime(11_000)
  pauseToasts()
  showToast('good', 'done')
  vi.advanceTimersByTime(60_000)
  expect(texts()).toEqual(['failed', 'done'])
  resumeToasts()
  vi.advanceTimersByTime(11_999)
  expect(texts()).toEqual(['failed'])
  vi.advanceTimersByTime(1)
  expect(texts()).toEqual([])
})

it('dismisses the next toast in time although the toast under the pointer was removed', () => {
  showToast('good', 'accepted', 'order 12')
  pauseToasts()
  dismissToastsAbout('order')
  showToast('good', 'next')
  vi.advanceTimersByTime(6_000)
  expect(texts()).toEqual([])
})

it('dismisses toasts on a profile switch, except an unconfirmed delivery', () => {
  const stop = followProfileSwitch()
  showToast('bad', 'failed')
  showLasting('“One”: delivery unconfirmed', 'order')
  call.mockResolvedValueOnce(null)
  inUse('two', 'Two')
  stop()
  expect(texts()).toEqual(['“One”: delivery unconfirmed', 'Switched to “Two”.'])
  vi.advanceTimersByTime(60_000)
  expect(texts()).toEqual(['“One”: delivery unconfirmed'])
})

it('dismisses the toast about arming once the profile is armed', async () => {
  call.mockRejectedValueOnce(new RpcError({ code: 'confirmation-refused', message: 'Declined.', retryable: false }))
  requestArming()
  await vi.waitUntil(() => texts().length > 0)
  expect(texts()).toEqual(['“One” is not armed: Declined.'])
  call.mockResolvedValueOnce({ kind: 'armed' })
  requestArming()
  await vi.waitUntil(() => texts().some((text) => text.startsWith('Armed')))
  expect(texts()).toHaveLength(1)
})

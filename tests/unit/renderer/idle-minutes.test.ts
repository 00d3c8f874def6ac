import { beforeEach, expect, test, vi } from 'vitest'

const call = vi.hoisted(() => vi.fn<() => Promise<void>>())
vi.mock('../../../src/renderer/platform/host-link.ts', () => ({ hostLink: () => ({ call }) }))

import { setIdleMinutes } from '../../../src/renderer/features/vault/vault-actions.ts'
import { useToastStore } from '../../../src/renderer/stores/toast-store.ts'
import { RpcError } from '../../../src/shared/rpc/rpc-error.ts'

const shown = () => useToastStore.getState().toasts

beforeEach(() => useToastStore.setState(useToastStore.getInitialState(), true))

test('shows no error when the user cancels the confirmation of a longer idle time', async () => {
  call.mockRejectedValueOnce(
    new RpcError({ code: 'cancelled', message: 'Not confirmed: cancelled.', retryable: false }),
  )
  await setIdleMinutes(240)
  expect(shown()).toEqual([])
})

test('shows the reason when a longer idle time is refused', async () => {
  call.mockRejectedValueOnce(
    new RpcError({ code: 'confirmation-refused', message: 'Not confirmed.', retryable: false }),
  )
  await setIdleMinutes(240)
  expect(shown()).toHaveLength(1)
})

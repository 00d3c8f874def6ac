import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { useExplorerStore } from '../../../../src/renderer/features/explorer/explorer-store.ts'
import { EMPTY_DRAFT, withPath } from '../../../../src/renderer/features/explorer/request/draft.ts'
import { showDraft } from '../../../../src/renderer/features/explorer/request/open-request.ts'
import { cancelRequest, sendRequest } from '../../../../src/renderer/features/explorer/request/send-request.ts'
import { createCancelledError } from '../../../../src/shared/rpc/rpc-error.ts'

/** Fails when its signal aborts, like a call to a host that does not respond. */
const callBytes = vi.hoisted(() => vi.fn())
vi.mock('../../../../src/renderer/platform/host-link.ts', () => ({ hostLink: () => ({ callBytes }) }))
vi.mock('../../../../src/renderer/features/explorer/response/response-content.ts', () => ({
  newDocument: () => ({ close: () => undefined }),
}))

const draft = (path: string) => withPath({ ...EMPTY_DRAFT, method: 'GET' }, path)
const exchange = () => useExplorerStore.getState().exchange

beforeEach(() => {
  vi.stubGlobal('window', { location: { hash: '' } })
  vi.stubGlobal('localStorage', { getItem: () => null, setItem: () => undefined })
  vi.stubGlobal('sessionStorage', { getItem: () => null, setItem: () => undefined })
  callBytes
    .mockReset()
    .mockImplementation(
      (_name: string, _request: object, signal: AbortSignal) =>
        new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(createCancelledError()))),
    )
})
afterEach(() => vi.unstubAllGlobals())

function send(): Promise<void> {
  showDraft(draft('/portfolio/accounts'))
  return sendRequest()
}

it('shows that a read was cancelled', async () => {
  const sending = send()
  await expect.poll(() => exchange().kind).toBe('sending')
  cancelRequest()
  await sending
  await expect.poll(exchange).toMatchObject({ kind: 'failed', code: 'cancelled' })
})

it('shows no error for a read that was cancelled by opening another request', async () => {
  const sending = send()
  await expect.poll(() => exchange().kind).toBe('sending')
  showDraft(draft('/iserver/accounts'))
  await sending
  await new Promise((later) => setImmediate(later))
  expect(exchange()).toEqual({ kind: 'idle' })
})

import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { activeTab, findTab } from '../../../../src/renderer/features/explorer/explorer-store.ts'
import { EMPTY_DRAFT, withPath } from '../../../../src/renderer/features/explorer/request/draft.ts'
import { showDraft } from '../../../../src/renderer/features/explorer/request/open-request.ts'
import { cancelRequest, sendRequest } from '../../../../src/renderer/features/explorer/request/send-request.ts'
import { closeTab } from '../../../../src/renderer/features/explorer/tabs/tab-actions.ts'
import { createCancelledError } from '../../../../src/shared/rpc/rpc-error.ts'

/** Fails when its signal aborts, like a call to a host that does not respond. */
const callBytes = vi.hoisted(() => vi.fn())
vi.mock('../../../../src/renderer/platform/host-link.ts', () => ({ hostLink: () => ({ callBytes }) }))
vi.mock('../../../../src/renderer/features/explorer/response/response-content.ts', () => ({
  newDocument: () => ({ close: () => undefined }),
}))

const draft = (path: string) => withPath({ ...EMPTY_DRAFT, method: 'GET' }, path)
const exchange = () => activeTab().exchange

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

it('keeps a read in flight in its tab when another request is opened', async () => {
  const sending = send()
  await expect.poll(() => exchange().kind).toBe('sending')
  const { id } = activeTab()
  showDraft(draft('/iserver/accounts'))
  expect([activeTab().draft.path, exchange().kind]).toEqual(['/iserver/accounts', 'idle'])
  expect(findTab(id)?.exchange.kind).toBe('sending')
  closeTab(id)
  await sending
  expect(findTab(id)).toBeUndefined()
})

import { beforeEach, expect, test, vi } from 'vitest'
import { activeTab } from '../../../src/renderer/features/explorer/explorer-store.ts'
import { sendAgain } from '../../../src/renderer/features/history/history-actions.ts'
import { useHistoryStore } from '../../../src/renderer/features/history/history-store.ts'
import { useToastStore } from '../../../src/renderer/stores/toast-store.ts'

const callBytes = vi.hoisted(() => vi.fn())
const nav = vi.hoisted(() => ({ view: 'history' }))
vi.mock('../../../src/renderer/platform/host-link.ts', () => ({ hostLink: () => ({ callBytes }) }))
vi.mock('../../../src/renderer/stores/navigation-store.ts', () => ({
  goTo: () => undefined,
  useNavigationStore: { getState: () => ({ view: nav.view }) },
}))
vi.mock('../../../src/renderer/features/explorer/response/response-content.ts', () => ({
  newDocument: () => ({ close: () => undefined }),
  contentOf: async () => ({ kind: 'empty' }),
  closeContent: () => undefined,
}))

const READ = {
  id: 1,
  method: 'GET',
  path: '/v1/api/iserver/accounts',
  effect: 'read',
  parameters: [] as readonly (readonly [string, string])[],
}

beforeEach(() => {
  callBytes.mockReset()
  nav.view = 'history'
  useHistoryStore.setState({ pane: { kind: 'none' } })
  useToastStore.setState({ toasts: [] })
})

/** Sends the entry again and returns the requests that the page then sends. */
async function again(entry: object): Promise<readonly unknown[]> {
  callBytes
    .mockResolvedValueOnce({ output: entry })
    .mockResolvedValue({ output: { status: 200, url: '', headers: {} } })
  await sendAgain(1)
  return callBytes.mock.calls.slice(1).map(([name, input]) => [name, input])
}

test('repeats a read request from the history immediately', async () => {
  expect(await again(READ)).toMatchObject([['requests.send', { method: 'GET', path: '/iserver/accounts', query: [] }]])
})

test.each(['trading', 'settings', 'session'])(
  'fills in a request with the effect “%s” without sending it',
  async (effect) => {
    const order = { ...READ, method: 'POST', path: '/v1/api/iserver/account/DU1/orders', body: '{"orders":[]}', effect }
    expect(await again(order)).toEqual([])
    expect(activeTab().draft).toMatchObject({ method: 'POST', body: '{"orders":[]}' })
  },
)

test('warns before a request with an unknown outcome is sent again', async () => {
  const order = { ...READ, method: 'POST', path: '/v1/api/iserver/account/DU1/orders', body: '{}', effect: 'trading' }
  expect(await again({ ...order, outcome: 'unknown' })).toEqual([])
  expect(useToastStore.getState().toasts[0]?.text).toContain('The outcome of this request is unknown.')
})

test.each([
  ['a parameter', { ...READ, parameters: [['access_token', '•••']] as const }],
  ['the body', { ...READ, method: 'POST', path: '/v1/api/iserver/secdef/search', body: '{"password":"•••"}' }],
])('does not send a request if a secret was removed from %s', async (_where, entry) => {
  expect(await again(entry)).toEqual([])
  expect(useToastStore.getState().toasts[0]?.text).toContain('Secrets were removed')
})

test('ignores an entry that arrives after the user opened another view', async () => {
  const { draft } = activeTab()
  nav.view = 'orders'
  expect(await again(READ)).toEqual([])
  expect(activeTab().draft).toBe(draft)
})

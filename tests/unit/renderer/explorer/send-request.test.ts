import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { useQuestionStore } from '../../../../src/renderer/features/confirmation/question-store.ts'
import { activeTab } from '../../../../src/renderer/features/explorer/explorer-store.ts'
import { sendConfirmed } from '../../../../src/renderer/features/explorer/request/send-request.ts'
import { useSessionStore } from '../../../../src/renderer/stores/session-store.ts'
import { useToastStore } from '../../../../src/renderer/stores/toast-store.ts'
import type { SessionView } from '../../../../src/shared/contract/views.ts'
import { RpcError } from '../../../../src/shared/rpc/rpc-error.ts'

const callBytes = vi.hoisted(() => vi.fn())
vi.mock('../../../../src/renderer/platform/host-link.ts', () => ({ hostLink: () => ({ callBytes }) }))

// Responses are parsed in a Web Worker, which Node does not have.
vi.mock('../../../../src/renderer/features/explorer/response/response-content.ts', () => ({
  newDocument: () => ({ close: () => undefined }),
  contentOf: async () => ({ kind: 'empty' }),
  closeContent: () => undefined,
}))

const show = (id: string, name: string): void =>
  useSessionStore.setState({ view: { profile: { id, name } } as unknown as SessionView })
const request = { method: 'POST', path: '/iserver/account/U1/orders', query: [], body: '{}' } as const
const pending = { request, path: request.path, profileId: 'live', tabId: activeTab().id }
const toasts = () => useToastStore.getState().toasts.map(({ text }) => text)

beforeEach(() => {
  useToastStore.setState({ toasts: [] })
  useQuestionStore.setState({ asked: undefined })
  show('live', 'Live')
})
afterEach(() => callBytes.mockReset())

const question = { kind: 'question', replyId: 'a', messages: ['Sure?'], messageIds: [] }
test.each([
  [
    'a response',
    () => Promise.resolve({ output: { status: 200, question } }),
    '“Live”: POST /iserver/account/U1/orders: status 200. IBKR requires confirmation and places nothing until then.',
  ],
  [
    'a failure',
    () => Promise.reject(new RpcError({ code: 'other-profile', message: 'Not sent: it waited.', retryable: false })),
    '“Live”: POST /iserver/account/U1/orders: Not sent: it waited.',
  ],
])(
  'reports %s for a profile that the user has left with its name, and not as one of the next profile',
  async (_, end, text) => {
    callBytes.mockImplementation(async () => {
      show('practice', 'Practice')
      return end()
    })
    await sendConfirmed(pending)
    expect(toasts()).toEqual([text])
    // The tab keeps it for the profile that sent the request, and shows it only there.
    expect(activeTab().exchange).toMatchObject({ profileId: 'live' })
    expect(useQuestionStore.getState().asked).toBeUndefined()
  },
)

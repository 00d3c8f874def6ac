import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import {
  activeTab,
  changeTab,
  stopWarmUp,
  useWarmUpStore,
} from '../../../../src/renderer/features/explorer/explorer-store.ts'
import { warmUp } from '../../../../src/renderer/features/explorer/response/warm-up.ts'
import { useToastStore } from '../../../../src/renderer/stores/toast-store.ts'
import type { RequestDraft } from '../../../../src/shared/contract/schemas.ts'
import type { WarmUp } from '../../../../src/shared/domain/suggested-action.ts'
import { RpcError } from '../../../../src/shared/rpc/rpc-error.ts'

const call = vi.hoisted(() => vi.fn())
const callBytes = vi.hoisted(() => vi.fn())
const repeatRead = vi.hoisted(() => vi.fn())
vi.mock('../../../../src/renderer/platform/host-link.ts', () => ({ hostLink: () => ({ call, callBytes }) }))
vi.mock('../../../../src/renderer/features/explorer/request/send-request.ts', () => ({ repeatRead }))

const forced = { method: 'GET', path: '/iserver/account/orders', query: [['force', 'true']] } as const
const step: WarmUp = { kind: 'warm-up', before: [forced], without: ['force'], repeats: 3, pauseMs: 500 }
const request: RequestDraft = {
  method: 'GET',
  path: '/iserver/account/orders',
  query: [
    ['force', 'true'],
    ['filters', 'filled'],
  ],
}

/** Shows a response in the window. If `cold` is true, the response suggests a warm-up. */
function response(cold: boolean, effect = 'read'): void {
  const head = { status: 200, effect, ...(cold && { nextStep: step, explanation: 'Empty.' }) }
  const exchange = { kind: 'received', request, head, body: { kind: 'too-large' }, at: 1 }
  changeTab({ exchange: exchange as never })
}
const warmedUp = (): string | undefined => {
  const { exchange } = activeTab()
  return exchange.kind === 'received' ? exchange.warmedUp : exchange.kind
}

beforeEach(() => {
  vi.useFakeTimers()
  call.mockReset().mockResolvedValue({ id: 'spl-1' })
  callBytes.mockReset().mockResolvedValue({ output: { status: 200 } })
  repeatRead.mockReset().mockImplementation(async () => response(true))
  useToastStore.setState({ toasts: [] })
  response(true)
})
afterEach(() => vi.useRealTimers())

test('sends the preceding requests once and repeats the read until it returns data', async () => {
  repeatRead.mockImplementationOnce(async () => response(true)).mockImplementationOnce(async () => response(false))
  const done = warmUp(step)
  await vi.runAllTimersAsync()
  await done
  expect(callBytes).toHaveBeenCalledExactlyOnceWith('requests.send', expect.objectContaining(forced), expect.anything())
  const plain = { ...request, query: [['filters', 'filled']] }
  expect(repeatRead.mock.calls).toEqual([
    [plain, activeTab().id],
    [plain, activeTab().id],
  ])
  expect(warmedUp()).toBe(
    'Warmed up: sent GET /iserver/account/orders?force=true, then this request twice more without force.',
  )
  expect(useWarmUpStore.getState().run).toBeUndefined()
})

test.each([
  ['{"orders":[{"conid":265598},{"conid":"8314","side":"BUY"},{"conid":265598}]}', '265598,8314'],
  ['{"conidex":"76792991@SMART","quantity":1}', '76792991'],
  ['{"orders":[{"conid":{{conid}}}]}', undefined],
  ['no JSON', undefined],
])('requests a market data snapshot for the contracts in the order preview %s', async (body, conids) => {
  const snapshot = { method: 'GET', path: '/iserver/marketdata/snapshot', query: [['fields', '31']] } as const
  const preview: RequestDraft = { method: 'POST', path: '/iserver/account/DU1/orders/whatif', query: [], body }
  const { exchange } = activeTab()
  changeTab({ exchange: { ...exchange, request: preview } as never })
  repeatRead.mockImplementationOnce(async () => response(false))
  const done = warmUp({ ...step, before: [{ ...snapshot, ofOrders: true }], without: [] })
  await vi.runAllTimersAsync()
  await done
  const query = [['conids', conids], ...snapshot.query]
  expect(callBytes.mock.calls.map(([, call]) => call.query)).toEqual(conids === undefined ? [] : [query])
  expect(callBytes.mock.calls.every(([, call]) => !('ofOrders' in call))).toBe(true)
  expect(repeatRead.mock.calls).toEqual([[preview, activeTab().id]])
})

test('stops after the last repeat and reports that no data arrived', async () => {
  const done = warmUp({ ...step, before: [], without: [] })
  await vi.runAllTimersAsync()
  await done
  expect(repeatRead).toHaveBeenCalledTimes(3)
  expect(warmedUp()).toBe('Sent this request 3 more times, but received no additional data. There may be none.')
  const { exchange } = activeTab()
  expect(exchange).toMatchObject({ head: { status: 200 } })
  expect(exchange).not.toHaveProperty('head.explanation')
  expect(exchange).not.toHaveProperty('head.nextStep')
})

test("subscribes to the step's topic only during the warm-up", async () => {
  repeatRead.mockImplementationOnce(async () => {
    expect(call.mock.calls).toEqual([['stream.subscribe', { text: 'spl+{}' }]])
    response(false)
  })
  const done = warmUp({ ...step, before: [], topic: 'spl+{}', without: [] })
  await vi.runAllTimersAsync()
  await done
  expect(repeatRead).toHaveBeenCalledOnce()
  expect(call).toHaveBeenLastCalledWith('stream.unsubscribe', { id: 'spl-1' })
  expect(warmedUp()).toBe('Warmed up: sent spl+{}, then this request once more.')
})

test('unsubscribes when the warm-up is stopped while the host subscribes', async () => {
  let subscribed: (value: { id: string }) => void = () => undefined
  call.mockImplementationOnce(
    (_name, _input, signal?: AbortSignal) =>
      new Promise((resolve, reject) => {
        subscribed = resolve
        signal?.addEventListener('abort', () => reject(signal.reason))
      }),
  )
  const done = warmUp({ ...step, before: [], topic: 'spl+{}', without: [] })
  stopWarmUp(activeTab().id)
  subscribed({ id: 'spl-2' })
  await done
  expect(call).toHaveBeenLastCalledWith('stream.unsubscribe', { id: 'spl-2' })
  expect(repeatRead).not.toHaveBeenCalled()
})

test('keeps a subscription that existed before the warm-up', async () => {
  call.mockRejectedValueOnce(new RpcError({ code: 'already-subscribed', message: '', retryable: false }))
  const done = warmUp({ ...step, before: [], topic: 'spl+{}', without: [] })
  await vi.runAllTimersAsync()
  await done
  expect(repeatRead).toHaveBeenCalled()
  expect(call).toHaveBeenCalledExactlyOnceWith('stream.subscribe', { text: 'spl+{}' })
})

test('sends nothing after the user stops the warm-up', async () => {
  const done = warmUp(step)
  await vi.advanceTimersByTimeAsync(100)
  stopWarmUp(activeTab().id)
  await done
  await vi.advanceTimersByTimeAsync(1_000)
  expect(repeatRead).not.toHaveBeenCalled()
  expect(useToastStore.getState().toasts[0]?.text).toBe('Warm-up stopped.')
})

test('stops when another request replaces the response', async () => {
  const done = warmUp(step)
  await vi.advanceTimersByTimeAsync(100)
  changeTab({ exchange: { kind: 'idle' } })
  await vi.runAllTimersAsync()
  await done
  expect(repeatRead).not.toHaveBeenCalled()

  response(true)
  callBytes.mockResolvedValue({ output: { status: 503 } })
  await warmUp(step)
  expect(repeatRead).not.toHaveBeenCalled()
  expect(useToastStore.getState().toasts.map(({ text }) => text)).toContain('GET /iserver/account/orders: status 503.')
})

test('repeats only read requests', async () => {
  response(true, 'trading')
  await warmUp(step)
  expect([callBytes, repeatRead].map(({ mock }) => mock.calls.length)).toEqual([0, 0])
})

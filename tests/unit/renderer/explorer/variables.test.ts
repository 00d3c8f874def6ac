import { afterEach, expect, test, vi } from 'vitest'
import { EMPTY_DRAFT } from '../../../../src/renderer/features/explorer/request/draft.ts'
import { findConids, variablesOf } from '../../../../src/renderer/features/explorer/variables/variables.ts'
import { type SessionData, useSessionStore } from '../../../../src/renderer/stores/session-store.ts'

const link = vi.hoisted(() => ({ call: vi.fn<(name: string, input: unknown) => Promise<unknown>>() }))
vi.mock('../../../../src/renderer/platform/host-link.ts', () => ({ hostLink: () => link }))

const aapl = { conid: 265598, symbol: 'AAPL', ticker: 'AAPL', name: '', exchange: 'NASDAQ', securityType: 'STK' }
const view = (id: string) => ({ profile: { id }, state: { kind: 'closed' } }) as unknown as SessionData['view']
const select = (id: string): void => useSessionStore.setState({ view: view(id) })
const valuesOf = (id: string) => variablesOf(view(id), {})
afterEach(() => {
  useSessionStore.setState({ view: undefined })
  link.call.mockReset()
})

test('stores the contract of a symbol for the profile that was searched', async () => {
  select('practice')
  link.call.mockResolvedValue([aapl])
  expect(await findConids({ ...EMPTY_DRAFT, path: '/iserver/contract/{{conid:AAPL}}/info' })).toBe(true)
  expect([valuesOf('practice')['conid:AAPL'], valuesOf('live')['conid:AAPL']]).toEqual(['265598', undefined])
})

test('stores nothing of a search that ends after the profile was switched', async () => {
  select('one')
  let respond: (matches: readonly unknown[]) => void = () => undefined
  link.call.mockResolvedValue([])
  link.call.mockImplementationOnce(() => new Promise((resolve) => (respond = resolve)))
  const draft = { ...EMPTY_DRAFT, path: '/{{conid:AAPL}}/{{conid:IBM}}' }
  const finding = findConids(draft)
  select('two')
  respond([aapl])
  expect(await finding).toBe(false)
  // The next symbol would be searched in the other profile.
  expect(link.call.mock.calls.map(([, input]) => input)).toEqual([{ symbol: 'AAPL' }])
  expect([valuesOf('one')['conid:AAPL'], valuesOf('two')['conid:AAPL']]).toEqual([undefined, undefined])
})

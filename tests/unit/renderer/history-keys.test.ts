import { beforeEach, expect, test, vi } from 'vitest'
import { moveInHistory, readHistory } from '../../../src/renderer/features/history/history-actions.ts'
import { useHistoryStore } from '../../../src/renderer/features/history/history-store.ts'

const call = vi.hoisted(() => vi.fn())
vi.mock('../../../src/renderer/platform/host-link.ts', () => ({ hostLink: () => ({ call }) }))

const TOTAL = 1_000
const activeId = () => useHistoryStore.getState().activeId

/** A history of which the newest request has the highest number. */
const page = async (_name: string, { offset, limit }: { readonly offset: number; readonly limit: number }) => ({
  total: TOTAL,
  more: false,
  newestId: TOTAL,
  rows: Array.from({ length: Math.min(limit, TOTAL - offset) }, (_, index) => ({ id: TOTAL - offset - index })),
})

beforeEach(async () => {
  call.mockReset().mockImplementation(page)
  useHistoryStore.setState({ pane: { kind: 'none' }, activeId: undefined })
  await readHistory()
})

test('the end and the pages of the list are reached by a key, wherever nobody has looked yet', async () => {
  await moveInHistory(TOTAL)
  expect(activeId()).toBe(1)
  await moveInHistory(-TOTAL)
  expect(activeId()).toBe(TOTAL)
  for (let pages = 0; pages < 5; pages += 1) await moveInHistory(30)
  expect(activeId()).toBe(TOTAL - 150)
})

test('a page that comes after somebody went elsewhere moves nothing, and one that cannot be read neither', async () => {
  await moveInHistory(1)
  const slow = moveInHistory(500)
  await moveInHistory(1)
  await slow
  expect(activeId()).toBe(TOTAL - 1)
  call.mockRejectedValue(new Error('gone'))
  await moveInHistory(700)
  expect(activeId()).toBe(TOTAL - 1)
})

import { afterEach, describe, expect, it, vi } from 'vitest'
import { createPageReader, type PagedList, pagedSource } from '../../../src/renderer/platform/paged-list.ts'

type List = PagedList<number>
interface Request {
  readonly query: string
  readonly offset: number
  readonly atMost: number | undefined
  /** Responds with the requested rows and the id of the newest entry. */
  respond(newestId: number): Promise<void>
  fail(): Promise<void>
}

function aReader() {
  const requests: Request[] = []
  const state = { query: 'all', list: undefined as List | undefined, failures: 0 }
  const settled = () => new Promise<void>((resolve) => setTimeout(resolve))
  const reader = createPageReader<string, number, List>({
    query: () => state.query,
    list: () => state.list,
    request: (query, { offset, limit, atMost }) =>
      new Promise((resolve, reject) => {
        requests.push({
          query,
          offset,
          atMost,
          respond(newestId) {
            resolve({
              newestId,
              total: newestId,
              rows: Array.from({ length: limit }, (_, at) => newestId - offset - at),
            })
            return settled()
          },
          fail() {
            reject(new Error('no'))
            return settled()
          },
        })
      }),
    show: (list) => {
      state.list = list
    },
    fail: () => {
      state.failures += 1
    },
  })
  const rowAt = (index: number) => state.list && pagedSource(state.list, String).at(index)
  return { reader, requests, state, rowAt }
}

afterEach(() => vi.useRealTimers())

describe('paged list reader', () => {
  it('loads the pages of visible rows once', async () => {
    const { reader, requests, rowAt } = aReader()
    void reader.read()
    await requests[0]?.respond(1_000)
    reader.need(150, 321)
    reader.need(150, 321)
    expect(requests.slice(1).map(({ offset, atMost }) => [offset, atMost])).toEqual([
      [100, 1_000],
      [200, 1_000],
      [300, 1_000],
    ])
    expect(rowAt(205)).toBeUndefined()
    await requests[2]?.respond(1_000)
    expect([rowAt(0), rowAt(205), rowAt(105)]).toEqual([1_000, 795, undefined])
  })

  it('retries a failed page when its rows are needed again', async () => {
    const { reader, requests, rowAt, state } = aReader()
    void reader.read()
    await requests[0]?.respond(1_000)
    reader.need(120, 140)
    await requests[1]?.fail()
    expect([rowAt(100), state.failures]).toEqual([undefined, 0])
    reader.need(120, 140)
    await requests[2]?.respond(1_000)
    expect(rowAt(100)).toBe(900)
  })

  it('retries a failed page once while the user does not scroll', async () => {
    const { reader, requests, rowAt } = aReader()
    void reader.read()
    await requests[0]?.respond(1_000)
    vi.useFakeTimers()
    reader.need(120, 240)
    void requests[1]?.fail()
    void requests[2]?.fail()
    await vi.advanceTimersByTimeAsync(2_000)
    expect(requests.slice(3).map(({ offset }) => offset)).toEqual([100, 200])
    void requests[3]?.respond(1_000)
    void requests[4]?.fail()
    await vi.advanceTimersByTimeAsync(10_000)
    expect([rowAt(100), rowAt(200), requests.length]).toEqual([900, undefined, 5])
  })

  it('ignores a page of the previous list', async () => {
    const { reader, requests, rowAt } = aReader()
    void reader.read()
    await requests[0]?.respond(1_000)
    reader.need(120, 140)
    void reader.read()
    await requests[2]?.respond(1_010)
    await requests[1]?.respond(1_000)
    expect(rowAt(100)).toBeUndefined()
    reader.need(120, 140)
    expect(requests[3]).toMatchObject({ offset: 100, atMost: 1_010 })
  })

  it('loads pages with the query of the visible list', async () => {
    const { reader, requests, state } = aReader()
    void reader.read()
    await requests[0]?.respond(1_000)
    state.query = 'failed'
    void reader.read()
    reader.need(120, 140)
    expect(requests.slice(1).map(({ query, offset }) => [query, offset])).toEqual([
      ['failed', 0],
      ['all', 100],
    ])
  })

  it('shows only the result of the later of two reads', async () => {
    const { reader, requests, state } = aReader()
    void reader.read()
    void reader.read()
    await requests[1]?.respond(20)
    await requests[0]?.respond(10)
    expect(state.list?.newestId).toBe(20)
    void reader.read()
    void reader.read()
    await requests[2]?.fail()
    expect(state.failures).toBe(0)
    await requests[3]?.fail()
    expect(state.failures).toBe(1)
  })

  it('shows no page after the list is cleared', async () => {
    const { reader, requests, state } = aReader()
    void reader.read()
    await requests[0]?.respond(1_000)
    reader.need(120, 140)
    state.list = undefined
    await requests[1]?.respond(1_000)
    expect(state.list).toBeUndefined()
    reader.need(120, 140)
    expect(requests).toHaveLength(2)
  })

  it('refreshes once per interval while updates arrive', async () => {
    vi.useFakeTimers()
    let [reads, newest, fails] = [0, 1, false]
    let list: List | undefined
    const reader = createPageReader<string, number, List>({
      query: () => '',
      list: () => list,
      refreshMs: 1_000,
      async request() {
        reads += 1
        if (fails) throw new Error('no')
        return { newestId: newest, total: 1, rows: [newest] }
      },
      show: (next) => {
        list = next
      },
      fail: () => undefined,
    })
    await reader.read()
    const isOutdated = () => newest > (list?.newestId ?? 0)
    const update = async (ms: number) => {
      newest += 1
      reader.refreshSoon(isOutdated)
      await vi.advanceTimersByTimeAsync(ms)
    }
    for (let at = 0; at < 10_000; at += 50) await update(50)
    expect(reads).toBeGreaterThanOrEqual(9)
    expect(reads).toBeLessThanOrEqual(12)
    await vi.advanceTimersByTimeAsync(2_000)
    const settled = reads
    expect(list?.newestId).toBe(newest)
    await vi.advanceTimersByTimeAsync(10_000)
    expect(reads).toBe(settled)
    fails = true
    await update(10_000)
    expect(reads).toBe(settled + 1)
  })
})

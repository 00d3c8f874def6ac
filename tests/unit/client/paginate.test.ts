import { describe, expect, expectTypeOf, it } from 'vitest'
import { IbkrClient, paginate } from '../../../src/client/index.ts'
import { releaseAfterTest } from '../../process/release-after-test.ts'
import { startTestServer } from './test-server.ts'

const PAGES = [['a', 'b'], ['c']]

describe('paginate()', () => {
  it('reads page after page through a client, and stops at the empty page', async () => {
    const server = await startTestServer(({ url }, response) =>
      response.end(JSON.stringify(PAGES[Number(/\d+$/.exec(url)?.[0])] ?? [])),
    )
    releaseAfterTest(() => server.close())
    const client = new IbkrClient(server.baseUrl)
    releaseAfterTest(() => client.close())
    const rows: string[] = []
    for await (const row of paginate((page) => client.request({ path: `portfolio/U1/positions/${page}` }))) {
      rows.push(row)
    }
    expect(rows).toEqual(['a', 'b', 'c'])
    expect(server.seen.map(({ url }) => url.at(-1))).toEqual(['0', '1', '2'])
  })

  it('reads a page when the caller needs its first row, and no further page after `break`', async () => {
    const read: number[] = []
    const rows = paginate(async (page) => {
      read.push(page)
      return [page]
    })
    expect(read).toEqual([])
    for await (const row of rows) {
      expectTypeOf(row).toEqualTypeOf<number>()
      if (row === 1) break
    }
    expect(read).toEqual([0, 1])
  })

  it('uses the default for an option that is null', async () => {
    const options = { maxPages: null } as unknown as Parameters<typeof paginate>[1]
    const rows: number[] = []
    for await (const row of paginate(async (page) => (page < 2 ? [page] : []), options)) rows.push(row)
    expect(rows).toEqual([0, 1])
  })

  it('passes the signal to the request, and stops before the next page after an abort', async () => {
    const abort = new AbortController()
    const signals: unknown[] = []
    const rows = paginate(
      async (_page, signal) => {
        signals.push(signal)
        return ['row']
      },
      { signal: abort.signal },
    )
    await rows.next()
    abort.abort(new Error('enough'))
    await expect(rows.next()).rejects.toMatchObject({ code: 'aborted', cause: { message: 'enough' } })
    expect(signals).toEqual([abort.signal])
  })

  it('throws an error after maxPages if the list does not end', async () => {
    const rows = paginate(async () => ['same'], { maxPages: 2 })
    const read: string[] = []
    const reading = (async () => {
      for await (const row of rows) read.push(row)
    })()
    await expect(reading).rejects.toMatchObject({ code: 'too-many-pages' })
    expect(read).toHaveLength(2)
  })

  it.each<[string, unknown[]]>([
    ['is not a list', [async () => ({ rows: [] })]],
    ['must be a function', ['positions']],
    ['whole number', [async () => [], { maxPages: 0 }]],
    ['Unknown option "pages"', [async () => [], { pages: 3 }]],
  ])('rejects wrong arguments with a message that states the problem: %s', async (message, args) => {
    await expect(Reflect.apply(paginate, undefined, args).next()).rejects.toMatchObject({
      code: 'config-invalid',
      message: expect.stringContaining(message),
    })
  })
})

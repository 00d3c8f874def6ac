import { RpcError } from '../../shared/rpc/rpc-error.ts'
import type { RowSource } from '../ui/grid/row-source.ts'

/** Rows of one page; pages are asked for as they come into sight. */
export const PAGE_ROWS = 100

/** A list that the host holds, as far as it was looked at. Newest first. */
export interface PagedList<Row> {
  /** The newest entry when the list was read: what came later is told as news, and moves nothing. */
  readonly newestId: number
  readonly total: number
  /** By their place: page n begins with row n × PAGE_ROWS. */
  readonly pages: ReadonlyMap<number, readonly Row[]>
}

/** The row at a place, or undefined while its page is not there. */
export function pagedRow<Row>(list: PagedList<Row>, index: number): Row | undefined {
  return list.pages.get(Math.floor(index / PAGE_ROWS))?.[index % PAGE_ROWS]
}

/** The rows of a list for a grid. */
export function pagedSource<Row>(list: PagedList<Row>, keyOf: (row: Row) => string): RowSource<Row> {
  return {
    count: list.total,
    at: (index) => pagedRow(list, index),
    find(key) {
      for (const [page, rows] of list.pages) {
        const index = rows.findIndex((row) => keyOf(row) === key)
        if (index >= 0) return page * PAGE_ROWS + index
      }
      return -1
    },
  }
}

interface Part {
  readonly offset: number
  readonly limit: number
  readonly atMost?: number
}

interface PageReaderOptions<Query, Row, Head> {
  readonly query: () => Query
  readonly list: () => (PagedList<Row> & Head) | undefined
  /** Asks the host for a part. */
  readonly ask: (query: Query, part: Part) => Promise<Head & { readonly rows: readonly Row[] }>
  readonly show: (list: PagedList<Row> & Head) => void
  readonly fail: (error: unknown) => void
}

export interface PageReader {
  /** Reads the list anew, from its top. An answer that a later question overtook is let go. */
  read(): Promise<void>
  /** Asks for the pages that came into sight. */
  need(first: number, last: number): void
}

/** Reads a list page by page. */
export function createPageReader<Query, Row, Head extends { readonly newestId: number; readonly total: number }>(
  options: PageReaderOptions<Query, Row, Head>,
): PageReader {
  let asked = 0
  const waiting = new Map<string, Promise<void>>()

  const readPage = (page: number, query: Query, atMost: number): Promise<void> => {
    const name = `${asked} ${page}`
    const reading = waiting.get(name) ?? askForPage(page, query, atMost).finally(() => waiting.delete(name))
    waiting.set(name, reading)
    return reading
  }

  const askForPage = async (page: number, query: Query, atMost: number): Promise<void> => {
    const mine = asked
    try {
      const { rows } = await options.ask(query, { offset: page * PAGE_ROWS, limit: PAGE_ROWS, atMost })
      const list = options.list()
      if (mine === asked && list) options.show({ ...list, pages: new Map(list.pages).set(page, rows) })
    } catch {
      // Asked again when it is looked at again.
    }
  }

  return {
    async read() {
      asked += 1
      const mine = asked
      try {
        const { rows, ...head } = await options.ask(options.query(), { offset: 0, limit: PAGE_ROWS })
        if (mine === asked) options.show({ ...(head as unknown as Head), pages: new Map([[0, rows]]) })
      } catch (error) {
        // The connection to the host says so by itself.
        if (mine !== asked || (error instanceof RpcError && error.code === 'disconnected')) return
        options.fail(error)
      }
    },
    need(first, last) {
      const list = options.list()
      if (!list) return
      for (let page = Math.floor(first / PAGE_ROWS); page <= Math.floor(last / PAGE_ROWS); page += 1) {
        if (!list.pages.has(page)) void readPage(page, options.query(), list.newestId)
      }
    },
  }
}

import { RpcError } from '../../shared/rpc/rpc-error.ts'
import type { RowSource } from '../ui/grid/row-source.ts'

/** Rows of one page. A page is requested when one of its rows becomes visible. */
export const PAGE_ROWS = 100

/** Rows before and after the visible ones whose pages are requested too. */
const AHEAD = 20

/** Time until a page that failed is requested once more, in ms. */
const RETRY_MS = 2_000

/** The loaded part of a list of the host, newest first. */
export interface PagedList<Row> {
  /** The newest entry when the list was read. Later ones are counted, but not inserted, so that no row moves. */
  readonly newestId: number
  readonly total: number
  /** By number: page n begins with row n × PAGE_ROWS. */
  readonly pages: ReadonlyMap<number, readonly Row[]>
}

/** The rows of a list for a grid. */
export function pagedSource<Row>(list: PagedList<Row>, keyOf: (row: Row) => string): RowSource<Row> {
  return {
    count: list.total,
    at: (index) => list.pages.get(Math.floor(index / PAGE_ROWS))?.[index % PAGE_ROWS],
    find(key) {
      for (const [page, rows] of list.pages) {
        const index = rows.findIndex((row) => keyOf(row) === key)
        if (index >= 0) return page * PAGE_ROWS + index
      }
      return -1
    },
  }
}

interface Range {
  readonly offset: number
  readonly limit: number
  /** Excludes newer entries, so that offsets stay valid. */
  readonly atMost?: number
}

interface PageReaderOptions<Query, Row, List extends PagedList<Row>> {
  readonly query: () => Query
  /** The list on the screen: it may have been cleared since it was read. */
  readonly list: () => List | undefined
  /** Excludes newer entries from a list that does not follow. */
  readonly atMost?: () => number | undefined
  readonly request: (query: Query, range: Range) => Promise<Omit<List, 'pages'> & { readonly rows: readonly Row[] }>
  readonly show: (list: List) => void
  readonly fail: (error: unknown) => void
  /** Least time between two automatic refreshes, in ms. Default: 250. */
  readonly refreshMs?: number
}

export interface PageReader {
  /** Reads the list again, from its top. The response to an earlier call is ignored. */
  read(): Promise<void>
  /** Reads the list again within `refreshMs`, one response after the other as long as `isWanted`, until one fails. */
  refreshSoon(isWanted: () => boolean): void
  /** Requests the pages of visible rows that are not loaded, and of those around. A page that failed is requested again. `last` excluded. */
  need(first: number, last: number): void
}

/** Reads a list page by page. */
export function createPageReader<Query, Row, List extends PagedList<Row>>({
  query: currentQuery,
  list: currentList,
  atMost: currentLimit,
  request,
  show,
  fail,
  refreshMs = 250,
}: PageReaderOptions<Query, Row, List>): PageReader {
  let reads = 0
  /** The list that is shown, with the query that it was read with: the user may have chosen another one meanwhile. */
  let shown: { readonly list: List; readonly query: Query; readonly loading: Set<number> } | undefined

  const loadPage = async (
    page: number,
    { query, list, loading }: NonNullable<typeof shown>,
    isRetry = false,
  ): Promise<void> => {
    loading.add(page)
    try {
      const range = { offset: page * PAGE_ROWS, limit: PAGE_ROWS, atMost: list.newestId }
      const { rows } = await request(query, range)
      // A page of a list that was read again would repeat or skip rows of the new one.
      if (shown?.loading !== loading || shown.list !== currentList()) return
      shown = { ...shown, list: { ...shown.list, pages: new Map(shown.list.pages).set(page, rows) } }
      show(shown.list)
    } catch {
      // Later, it is requested again when the user scrolls.
      if (!isRetry) setTimeout(retry, RETRY_MS, page, loading)
    } finally {
      loading.delete(page)
    }
  }

  const retry = (page: number, loading: Set<number>): void => {
    if (shown?.loading !== loading || shown.list !== currentList()) return
    if (!shown.list.pages.has(page) && !loading.has(page)) void loadPage(page, shown, true)
  }

  let refresh: ReturnType<typeof setTimeout> | undefined

  const reader: PageReader = {
    refreshSoon(isWanted) {
      if (refresh !== undefined || !isWanted()) return
      refresh = setTimeout(async () => {
        const before = currentList()
        if (isWanted()) await reader.read()
        refresh = undefined
        if (currentList() !== before) reader.refreshSoon(isWanted)
      }, refreshMs)
    },
    async read() {
      reads += 1
      const own = reads
      const query = currentQuery()
      try {
        const atMost = currentLimit?.()
        const range = { offset: 0, limit: PAGE_ROWS, ...(atMost !== undefined && { atMost }) }
        const { rows, ...head } = await request(query, range)
        if (own !== reads) return
        shown = { list: { ...head, pages: new Map([[0, rows]]) } as unknown as List, query, loading: new Set() }
        show(shown.list)
      } catch (error) {
        // A lost connection is reported elsewhere.
        if (own === reads && !(error instanceof RpcError && error.code === 'disconnected')) fail(error)
      }
    },
    need(first, last) {
      if (!shown || shown.list !== currentList()) return
      const start = Math.max(0, first - AHEAD)
      const end = Math.min(last + AHEAD, shown.list.total)
      for (let page = Math.floor(start / PAGE_ROWS); page * PAGE_ROWS < end; page += 1) {
        if (!shown.list.pages.has(page) && !shown.loading.has(page)) void loadPage(page, shown)
      }
    },
  }
  return reader
}

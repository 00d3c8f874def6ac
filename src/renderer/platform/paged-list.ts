import { RpcError } from '../../shared/rpc/rpc-error.ts'
import type { RowSource } from '../ui/grid/row-source.ts'

/** Number of rows per page. */
const PAGE_ROWS = 100

/** Number of rows to load before and after the visible rows. */
const AHEAD = 20

/** Delay before a failed page is requested a second time, in ms. */
const RETRY_MS = 2_000

/** Loaded pages of a list that the host serves, newest entry first. */
export interface PagedList<Row> {
  /** Id of the newest entry when the list was read. Newer entries are only counted, so that no row moves. */
  readonly newestId: number
  readonly total: number
  /** Loaded rows by page number. Page n begins with row n × PAGE_ROWS. */
  readonly pages: ReadonlyMap<number, readonly Row[]>
}

/** Adapts a paged list to a grid. */
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
    loaded: [...list.pages.values()].flat(),
  }
}

interface Range {
  readonly offset: number
  readonly limit: number
  /** Id of the newest entry to include, so that offsets stay valid when the host adds entries. */
  readonly atMost?: number
}

interface PageReaderOptions<Query, Row, List extends PagedList<Row>> {
  readonly query: () => Query
  /** Returns the displayed list; undefined if it has been cleared. */
  readonly list: () => List | undefined
  /** Returns the id of the newest entry to include. */
  readonly atMost?: () => number | undefined
  readonly request: (query: Query, range: Range) => Promise<Omit<List, 'pages'> & { readonly rows: readonly Row[] }>
  readonly show: (list: List) => void
  readonly fail: (error: unknown) => void
  /** Minimum time between two automatic refreshes, in ms. Default: 250. */
  readonly refreshMs?: number
}

export interface PageReader {
  /** Reads the list again from the top. Ignores the response to an earlier read. */
  read(): Promise<void>
  /** Refreshes the list within `refreshMs` while `isWanted` returns true. Stops after a failure. */
  refreshSoon(isWanted: () => boolean): void
  /** Requests the missing pages around the visible rows. `last` is exclusive. */
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
  /** The displayed list and its query, which may differ from the current query. */
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
      // A page of an outdated list would repeat or skip rows of the new list.
      if (shown?.loading !== loading || shown.list !== currentList()) return
      shown = { ...shown, list: { ...shown.list, pages: new Map(shown.list.pages).set(page, rows) } }
      show(shown.list)
    } catch {
      // After a second failure, the page is requested again only when the user scrolls.
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

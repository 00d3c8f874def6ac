import { requireFunction } from '../check-arguments.ts'
import { anAbortSignal, aWholeNumber, checkOptionNames, checkOptions } from '../check-options.ts'
import { IbkrError } from '../errors/ibkr-error.ts'

const MAX_PAGES = 1_000

/** Options of `paginate`. */
export interface PaginateOptions {
  /** Ends the iteration with `aborted` before the next page. Also passed to `read`, for the page that is being read. */
  readonly signal?: AbortSignal
  /** Maximum number of pages with rows. One more page ends the iteration with `too-many-pages`. Default 1,000. */
  readonly maxPages?: number
}

const OPTIONS = { signal: anAbortSignal, maxPages: aWholeNumber }

/**
 * Reads a paginated list of IBKR row by row: positions of an account (100 per page), or the subaccounts of a large
 * structure (`portfolio/subaccounts2`, 20 per page). Source: IBKR's documentation. Reads one page at a time, when its
 * first row is needed, and ends at the first empty page. A session reads within pacing. Request a sorted list:
 * otherwise IBKR's pages may overlap (code of ibkr-conduit, July 2026).
 * @param read reads the page with this number, counted from 0, and returns its rows
 * @throws IbkrError `aborted`, `too-many-pages`, `config-invalid` if a page is not a list; any error of `read`
 * @example
 * ```ts run=gateway
 * import { IbkrClient, paginate } from 'ibkr-web-client'
 *
 * const client = new IbkrClient('localhost:5000')
 * const [account] = await client.request('GET /portfolio/accounts')
 * const accountId = account?.accountId ?? ''
 * const positions = paginate((pageId, signal) =>
 *   client.request('GET /portfolio/{accountId}/positions/{pageId}', {
 *     path: { accountId, pageId },
 *     query: { sort: 'name' },
 *     signal,
 *   }),
 * )
 * for await (const { contractDesc, position } of positions) console.log(contractDesc, position)
 * await client.close()
 * ```
 */
export async function* paginate<Page extends readonly unknown[]>(
  read: (page: number, signal: AbortSignal) => Promise<Page>,
  options: PaginateOptions = {},
): AsyncGenerator<Page[number], void, undefined> {
  requireFunction(read, 'The first argument of paginate()')
  checkOptions('paginate()', options, OPTIONS)
  checkOptionNames('paginate()', options, OPTIONS, 'reject')
  const maxPages = options.maxPages ?? MAX_PAGES
  const signal = options.signal ?? new AbortController().signal
  for (let page = 0; ; page += 1) {
    if (signal.aborted) throw new IbkrError('aborted', `Reading page ${page} was aborted.`, { cause: signal.reason })
    const rows: unknown = await read(page, signal)
    if (!Array.isArray(rows)) throw new IbkrError('config-invalid', `Page ${page} is not a list: return its rows.`)
    if (rows.length === 0) return
    if (page >= maxPages) {
      throw new IbkrError(
        'too-many-pages',
        `There are more than ${maxPages} pages: increase maxPages if that is correct.`,
      )
    }
    yield* rows as readonly Page[number][]
  }
}

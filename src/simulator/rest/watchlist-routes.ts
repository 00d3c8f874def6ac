import { findContract } from '../contracts/find-contract.ts'
import { type ApiCall, isRecord, type Route, route } from '../http/define-route.ts'
import { createErrorWithoutStatus, type HttpResponse, json } from '../http/response.ts'
import type { SimulatorState } from '../simulator-state.ts'
import type { Watchlist, WatchlistRow } from '../watchlists.ts'
import { rejectInvalidParameter, rejectMissingParameter, withBody } from './request-parameters.ts'

/** Creates the routes of the user's watchlists. */
export function createWatchlistRoutes(state: SimulatorState): readonly Route[] {
  const { session, watchlists } = state
  let messages = 0

  function message(action: string, data: object): HttpResponse {
    messages += 1
    return json({ data, action, MID: String(messages) })
  }

  function forId(call: ApiCall, then: (list: Watchlist) => HttpResponse): HttpResponse {
    const id = call.query.get('id')
    if (id === null) return rejectMissingParameter('id')
    const list = watchlists.find(id)
    return list === undefined ? createErrorWithoutStatus(500, 'unknown') : then(list)
  }

  function save(call: ApiCall): HttpResponse {
    return withBody(call, ({ id, name, rows }) => {
      if (typeof id !== 'string' || !/^\d+$/.test(id)) return rejectInvalidParameter('id', id)
      if (typeof name !== 'string' || name === '') return rejectMissingParameter('name')
      if (!Array.isArray(rows)) return rejectMissingParameter('rows')
      const read = rows.map(readRow)
      const bad = read.indexOf(undefined)
      if (bad !== -1) return rejectInvalidParameter('rows', JSON.stringify(rows[bad]))
      const saved = watchlists.save({ id, name, rows: read.filter((row) => row !== undefined) })
      if (!saved) return createErrorWithoutStatus(500, 'too many watchlists')
      const list = watchlists.find(id)
      return json({ id, hash: String(list?.modified), name, readOnly: false, instruments: [] })
    })
  }

  return [
    route('POST', '/iserver/watchlist', 'brokerage', save),
    route('GET', '/iserver/watchlist', 'brokerage', (call) =>
      forId(call, ({ id, name, rows, modified }) => {
        const known = session.warmUps().watchlistsRead
        // The first read of a list contains only instruments; definitions follow with the next read.
        const sparse = !known.has(id)
        known.add(id)
        const instruments = rows.map((row) => rowView(row, sparse))
        return json({ id, hash: String(modified), name, readOnly: false, instruments })
      }),
    ),
    route('DELETE', '/iserver/watchlist', 'brokerage', (call) => {
      const id = call.query.get('id')
      if (id === null) return rejectMissingParameter('id')
      // Deleting an unknown list also succeeds.
      watchlists.remove(id)
      return message('context', { deleted: id })
    }),
    route('GET', '/iserver/watchlists', 'brokerage', ({ query }) => {
      const user_lists = watchlists.all().map(({ id, name, modified }) => ({
        ...{ is_open: false, read_only: false, name, modified, id, type: 'watchlist' },
      }))
      const system = query.get('SC') === 'USER_WATCHLIST' ? {} : { system_lists: [] }
      return message('content', {
        ...{ scanners_only: false, show_scanners: false, bulk_delete: false, user_lists },
        ...system,
      })
    }),
  ]
}

/** Reads a row: `{"C": conid}`, or `{"H": heading}`. */
function readRow(value: unknown): WatchlistRow | undefined {
  if (!isRecord(value)) return undefined
  if (typeof value['H'] === 'string') return { heading: value['H'] }
  const conid = Number(value['C'])
  return Number.isSafeInteger(conid) && conid > 0 ? { conid } : undefined
}

function rowView(row: WatchlistRow, sparse: boolean): object {
  if ('heading' in row) return { H: row.heading }
  const contract = findContract(row.conid)
  const basic = { C: String(row.conid), conid: row.conid, name: contract?.companyName ?? '' }
  if (sparse || contract === undefined) return basic
  const { secType, symbol, text } = contract
  const fullName = text === undefined ? symbol : `${symbol} ${text}`
  return { ST: secType, ...basic, fullName, assetClass: secType, ticker: symbol, chineseName: '' }
}

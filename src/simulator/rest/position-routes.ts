import { findPositionCombinations } from '../account/position-combinations.ts'
import { calculateAccountValue, type PositionValue } from '../account/valuation.ts'
import { type ApiCall, type Route, route } from '../http/define-route.ts'
import { type HttpResponse, json } from '../http/response.ts'
import type { SimulatorState } from '../simulator-state.ts'
import { withPortfolioAccount } from './portfolio-accounts.ts'
import { buildPortfolio2PositionView, buildPositionView } from './portfolio-views.ts'
import { rejectInvalidParameter } from './request-parameters.ts'

const pageSize = 100

/** Creates the routes for positions of the portfolio family: by page, by instrument, by combination, and uncached. */
export function createPositionRoutes(state: SimulatorState): readonly Route[] {
  const { accounts, session, market, now } = state

  /**
   * Reports whether this is the first read of positions in a session, by any of these operations. The first read lacks
   * definitions.
   */
  function firstRead(): boolean {
    const warmUps = session.warmUps()
    const first = !warmUps.positionsRead
    warmUps.positionsRead = true
    return first
  }

  function page(call: ApiCall): HttpResponse {
    return withPortfolioAccount(state, call, [], (ledger) => {
      const number = Number(call.parameters['page'])
      if (!Number.isInteger(number) || number < 0) return rejectInvalidParameter('pageId', call.parameters['page'])
      const sparse = firstRead() && call.query.get('waitForSecDef') !== 'true'
      const views = calculateAccountValue(ledger, market).positions.map((value) =>
        buildPositionView(ledger.accountId, value, sparse),
      )
      return json(sorted(views, call.query).slice(number * pageSize, (number + 1) * pageSize))
    })
  }

  function heldIn(accountId: string, conid: number): readonly PositionValue[] {
    const ledger = accounts.find(accountId)
    const values = ledger === undefined ? [] : calculateAccountValue(ledger, market).positions
    return values.filter(({ position }) => position.instrument.conid === conid)
  }

  function inEveryAccount(call: ApiCall): HttpResponse {
    if (!session.warmUps().portfolioRead) return json({})
    const conid = Number(call.parameters['conid'])
    const sparse = firstRead()
    const held = accounts.ids.map(
      (id) => [id, heldIn(id, conid).map((value) => buildPositionView(id, value, sparse))] as const,
    )
    return json(Object.fromEntries(held.filter(([, views]) => views.length > 0)))
  }

  function combinations(call: ApiCall): HttpResponse {
    return withPortfolioAccount(state, call, [], (ledger) => {
      const found = findPositionCombinations(calculateAccountValue(ledger, market)).map(
        ({ name, legs, positions }) => ({
          name,
          description: legs
            .map(({ conid, ratio }, at) => `${at > 0 && ratio > 0 ? '+' : ''}${ratio}*${conid}`)
            .join(''),
          legs: legs.map(({ conid, ratio }) => ({ conid: String(conid), ratio })),
          positions: positions.map((value) => buildPositionView(ledger.accountId, value, true)),
        }),
      )
      return json(found)
    })
  }

  return [
    route('GET', '/portfolio/{accountId}/positions/{page}', 'session', page),
    route('GET', '/portfolio/{accountId}/position/{conid}', 'session', (call) =>
      withPortfolioAccount(state, call, [], ({ accountId }) => {
        const held = heldIn(accountId, Number(call.parameters['conid']))
        const sparse = firstRead()
        return json(held.map((value) => buildPositionView(accountId, value, sparse)))
      }),
    ),
    route('GET', '/portfolio/positions/{conid}', 'session', inEveryAccount),
    // The call has no effect: positions are calculated at each read.
    route('POST', '/portfolio/{accountId}/positions/invalidate', 'session', (call) =>
      withPortfolioAccount(state, call, {}, () => json({ message: 'success' })),
    ),
    route('GET', '/portfolio/{accountId}/combo/positions', 'session', combinations),
    route('GET', '/portfolio2/{accountId}/positions', 'session', (call) =>
      withPortfolioAccount(state, call, [], (ledger) => {
        const views = calculateAccountValue(ledger, market).positions.map((value) =>
          buildPortfolio2PositionView(value, now()),
        )
        return json(sorted(views, call.query))
      }),
    ),
  ]
}

/** Sorts rows by the column in `sort`, ascending unless `direction` is `d`. */
function sorted<Row extends object>(rows: readonly Row[], query: URLSearchParams): readonly Row[] {
  const column = query.get('sort')
  if (column === null) return rows
  const sign = query.get('direction') === 'd' ? -1 : 1
  const value = (row: Row) => (row as Readonly<Record<string, unknown>>)[column]
  return [...rows].sort((one, other) => {
    const [a, b] = [value(one), value(other)]
    if (typeof a === 'number' && typeof b === 'number') return sign * (a - b)
    return sign * String(a ?? '').localeCompare(String(b ?? ''))
  })
}

import type { Ledger } from '../account/ledger.ts'
import { type AccountValue, calculateAccountValue } from '../account/valuation.ts'
import { type ApiCall, type Route, readRequestField, route } from '../http/define-route.ts'
import { json } from '../http/response.ts'
import type { SimulatorState } from '../simulator-state.ts'
import { buildAccountMeta, rejectForeignAccount, withPortfolioAccount } from './portfolio-accounts.ts'
import { buildSummaryView } from './portfolio-summary-view.ts'
import { buildAllocationView, buildLedgerView } from './portfolio-views.ts'
import { rejectInvalidParameter, rejectMissingParameter } from './request-parameters.ts'

/** Maximum number of accounts in the small list, and number of accounts per page of the large list. */
const [listSize, pageSize] = [100, 20] as const

/**
 * Creates the routes for accounts and balances of the portfolio family. They need no brokerage session, but the list of
 * accounts must be read first.
 */
export function createPortfolioRoutes(state: SimulatorState): readonly Route[] {
  const { accounts, session, market, now } = state

  function listAccounts() {
    session.warmUps().portfolioRead = true
    return json(accounts.ids.slice(0, listSize).map((id) => buildAccountMeta(id, now())))
  }

  function pageOfAccounts(call: ApiCall) {
    const page = Number(call.parameters['page'] ?? call.query.get('page') ?? 0)
    if (!Number.isInteger(page) || page < 0) return rejectInvalidParameter('page', call.query.get('page'))
    session.warmUps().portfolioRead = true
    return json({
      metadata: { total: accounts.ids.length, pageSize, pageNum: page },
      subaccounts: accounts.ids.slice(page * pageSize, (page + 1) * pageSize).map((id) => buildAccountMeta(id, now())),
    })
  }

  /** Handles the older operation for several accounts in one call. */
  function allocationOfSeveral(call: ApiCall) {
    const ids = readRequestField(call, 'acctIds')
    if (!Array.isArray(ids) || ids.length === 0) return rejectMissingParameter('acctIds')
    const ledgers = ids.map((id) => accounts.find(String(id)))
    if (ledgers.includes(undefined)) return rejectForeignAccount()
    const found = ledgers.filter((ledger) => ledger !== undefined)
    return json(buildAllocationView(found.map((ledger) => calculateAccountValue(ledger, market))))
  }

  function about(path: string, view: (ledger: Ledger, value: AccountValue) => object): Route {
    return route('GET', `/portfolio/{accountId}/${path}`, 'session', (call) =>
      withPortfolioAccount(state, call, {}, (ledger) => json(view(ledger, calculateAccountValue(ledger, market)))),
    )
  }

  return [
    route('GET', '/portfolio/accounts', 'session', listAccounts),
    route('GET', '/portfolio/subaccounts', 'session', listAccounts),
    route('GET', '/portfolio/subaccounts2', 'session', pageOfAccounts),
    // This older operation has the page in the path.
    route('GET', '/portfolio/subaccounts2/{page}', 'session', pageOfAccounts),
    route('POST', '/portfolio/allocation', 'session', allocationOfSeveral),
    about('meta', ({ accountId }) => buildAccountMeta(accountId, now())),
    about('allocation', (_, value) => buildAllocationView([value])),
    about('ledger', ({ accountId }, value) => buildLedgerView(accountId, value, now())),
    about('summary', ({ accountId }, value) =>
      buildSummaryView({ accountId, value, previousDay: accounts.baseOf(accountId), now: now() }),
    ),
  ]
}

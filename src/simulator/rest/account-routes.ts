import { type AccountValue, calculateAccountValue } from '../account/valuation.ts'
import { type ApiCall, type Route, readRequestField, route } from '../http/define-route.ts'
import { createErrorWithoutStatus, createIserverError, type HttpResponse, json } from '../http/response.ts'
import { rejectInvalidAccount } from '../orders/order-handler.ts'
import { serverInfo, userName } from '../session/authentication-view.ts'
import { calculateProfitAndLoss, type SimulatorState } from '../simulator-state.ts'
import {
  buildAvailableFundsView,
  buildBalancesView,
  buildGeneralSummaryView,
  buildMarginsView,
  buildMarketValueView,
} from './account-summary-views.ts'
import { rejectForeignAccount } from './portfolio-accounts.ts'

/** Response to calls for dynamic accounts if the user has no dynamic accounts. */
const noDynamicAccounts =
  'Details currently unavailable. Please try again later and contact client services if the issue persists.'

/** Creates the routes of brokerage accounts: list, selection, search, profit and loss, summaries, owners. */
export function createAccountRoutes(state: SimulatorState): readonly Route[] {
  const { accounts, session, market } = state

  function choose(call: ApiCall): HttpResponse {
    if (call.body.kind === 'none') return createIserverError(400, "Bad Request: body can't be empty")
    const accountId = readRequestField(call, 'acctId')
    if (typeof accountId !== 'string') return createIserverError(400, 'Bad Request: accountId needed')
    if (accounts.find(accountId) === undefined) return createErrorWithoutStatus(500, 'Invalid account ID')
    if (accounts.selected() === accountId) return json({ success: 'Account already set' })
    accounts.select(accountId)
    return json({ set: true, acctId: accountId })
  }

  function search(call: ApiCall): HttpResponse {
    if (!accounts.dynamic) return createIserverError(503, noDynamicAccounts)
    const pattern = call.parameters['searchPattern'] ?? ''
    const found = accounts.ids.filter((id) => id.includes(pattern))
    return json({
      matchedAccounts: found.map((id) => ({ accountId: id, alias: id, allocationId: id })),
      pattern,
    })
  }

  function summary(path: string, view: (value: AccountValue, accountId: string) => object): Route {
    return route('GET', `/iserver/account/{accountId}/summary${path}`, 'brokerage', (call) => {
      const accountId = call.parameters['accountId'] ?? ''
      const ledger = accounts.find(accountId)
      return ledger === undefined
        ? rejectInvalidAccount(accountId)
        : json(view(calculateAccountValue(ledger, market), accountId))
    })
  }

  return [
    route('GET', '/iserver/accounts', 'brokerage', () => {
      session.warmUps().accountsRead = true
      return json(buildAccountsView(state))
    }),
    route('POST', '/iserver/account', 'brokerage', choose),
    route('GET', '/iserver/account/search/{searchPattern}', 'brokerage', search),
    route('POST', '/iserver/dynaccount', 'brokerage', (call) =>
      accounts.dynamic ? choose(call) : createIserverError(503, noDynamicAccounts),
    ),
    route('GET', '/iserver/account/pnl/partitioned', 'brokerage', () => {
      const warmUps = session.warmUps()
      const first = state.observedOnce.has('profit-after-stream') ? !warmUps.profitStreamed : !warmUps.profitAndLossRead
      warmUps.profitAndLossRead = true
      return json({ upnl: first ? {} : Object.fromEntries(accounts.ids.map((id) => [`${id}.Core`, row(state, id)])) })
    }),
    summary('', buildGeneralSummaryView),
    summary('/available_funds', buildAvailableFundsView),
    summary('/balances', (value, accountId) => buildBalancesView(value, accounts.baseOf(accountId))),
    summary('/margins', buildMarginsView),
    summary('/market_value', buildMarketValueView),
    route('GET', '/acesws/{accountId}/signatures-and-owners', 'session', (call) => {
      const accountId = call.parameters['accountId'] ?? ''
      return accounts.find(accountId) === undefined ? rejectForeignAccount() : json(ownersOf(accountId))
    }),
  ]
}

function ownersOf(accountId: string): object {
  const [firstName, lastName] = ['Simulated', 'Trader']
  const entityName = `${firstName} ${lastName}`
  const entity = { firstName, lastName, entityType: 'INDIVIDUAL', entityName }
  return {
    accountId,
    users: [{ roleId: 'OWNER', hasRightCodeInd: true, userName, entity }],
    applicant: { signatures: [entityName] },
  }
}

function row(state: SimulatorState, accountId: string): object {
  const value = calculateProfitAndLoss(state, accountId)
  return {
    rowType: 1,
    dpl: value.daily,
    nl: value.netLiquidation,
    upl: value.unrealized,
    el: value.excessLiquidity,
    uel: value.excessLiquidity,
    mv: value.marketValue,
  }
}

const accountProperties = {
  hasChildAccounts: false,
  supportsCashQty: true,
  liteUnderPro: false,
  noFXConv: false,
  isProp: false,
  supportsFractions: true,
  allowCustomerTime: false,
  autoFx: false,
}

const allowedFeatures = {
  showGFIS: true,
  showEUCostReport: false,
  allowEventContract: true,
  allowFXConv: true,
  allowFinancialLens: false,
  allowMTA: true,
  allowTypeAhead: true,
  allowEventTrading: true,
  snapshotRefreshTimeout: 30,
  liteUser: false,
  showWebNews: true,
  research: true,
  debugPnl: true,
  showTaxOpt: true,
  showImpactDashboard: true,
  allowCrypto: false,
  allowFA: false,
  allowLiteUnderPro: false,
  allowedAssetTypes: 'STK',
  restrictTradeSubscription: false,
  showUkUserLabels: false,
  sideBySide: true,
}

const chartedTypes = 'STK,CFD,OPT,FOP,WAR,IOPT,FUT,CASH,IND,BOND,FUND,CMDTY,PHYSS,CRYPTO'.split(',')

/** Returns the body of `/iserver/accounts`, which is also the content of the `act` topic. */
export function buildAccountsView(state: SimulatorState): object {
  const { ids } = state.accounts
  return {
    accounts: ids,
    acctProps: Object.fromEntries(ids.map((id) => [id, accountProperties])),
    aliases: Object.fromEntries(ids.map((id) => [id, id])),
    allowFeatures: { ...allowedFeatures, allowDynAccount: state.accounts.dynamic },
    chartPeriods: Object.fromEntries(chartedTypes.map((type) => [type, ['*']])),
    groups: state.allocationGroups.all().map(({ name }) => name),
    profiles: [],
    selectedAccount: state.accounts.selected(),
    serverInfo,
    sessionId: `${state.session.id().slice(0, 8)}.00000001`,
    isFT: false,
    isPaper: state.accounts.paper,
  }
}

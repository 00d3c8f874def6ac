import { type AccountValue, valueAccount } from '../account/valuation.ts'
import { type Answer, bareError, iserverError, json } from '../http/answer.ts'
import { type Call, field, type Route } from '../http/call.ts'
import { invalidAccount } from '../orders/desk.ts'
import { userName } from '../session/status-view.ts'
import { profitAndLoss, type World } from '../world.ts'
import {
  availableFundsView,
  balancesView,
  generalSummaryView,
  marginsView,
  marketValueView,
} from './account-segments.ts'
import { accountsView } from './accounts-view.ts'
import { notYourAccount } from './portfolio-guard.ts'

/** What calls for dynamic accounts answer where the user has none. */
const noDynamicAccounts =
  'Details currently unavailable. Please try again later and contact client services if the issue persists.'

/** The brokerage side of the accounts: list, switch, search, profit and loss, summaries, owners. */
export function accountRoutes(world: World): readonly Route[] {
  const { accounts, session, market } = world

  function choose(call: Call): Answer {
    if (call.body.kind === 'none') return iserverError(400, "Bad Request: body can't be empty")
    const accountId = field(call, 'acctId')
    if (typeof accountId !== 'string') return iserverError(400, 'Bad Request: accountId needed')
    if (accounts.find(accountId) === undefined) return bareError(500, 'Invalid account ID')
    if (accounts.selected() === accountId) return json({ success: 'Account already set' })
    accounts.select(accountId)
    return json({ set: true, acctId: accountId })
  }

  function search(call: Call): Answer {
    if (!accounts.dynamic) return iserverError(503, noDynamicAccounts)
    const pattern = call.parameters['searchPattern'] ?? ''
    const found = accounts.ids.filter((id) => id.includes(pattern))
    return json({
      matchedAccounts: found.map((id) => ({ accountId: id, alias: id, allocationId: id })),
      pattern,
    })
  }

  function summary(path: string, view: (value: AccountValue, accountId: string) => object): Route {
    return {
      methods: ['GET'],
      path: `/iserver/account/{accountId}/summary${path}`,
      needs: 'brokerage',
      answer: (call) => {
        const accountId = call.parameters['accountId'] ?? ''
        const ledger = accounts.find(accountId)
        return ledger === undefined ? invalidAccount(accountId) : json(view(valueAccount(ledger, market), accountId))
      },
    }
  }

  return [
    {
      methods: ['GET'],
      path: '/iserver/accounts',
      needs: 'brokerage',
      answer: () => {
        session.warmUps().accountsRead = true
        return json(accountsView(world))
      },
    },
    { methods: ['POST'], path: '/iserver/account', needs: 'brokerage', answer: choose },
    { methods: ['GET'], path: '/iserver/account/search/{searchPattern}', needs: 'brokerage', answer: search },
    {
      methods: ['POST'],
      path: '/iserver/dynaccount',
      needs: 'brokerage',
      answer: (call) => (accounts.dynamic ? choose(call) : iserverError(503, noDynamicAccounts)),
    },
    {
      methods: ['GET'],
      path: '/iserver/account/pnl/partitioned',
      needs: 'brokerage',
      answer: () => {
        const warmUps = session.warmUps()
        const first = world.observedOnce.has('profit-after-stream')
          ? !warmUps.profitStreamed
          : !warmUps.profitAndLossRead
        warmUps.profitAndLossRead = true
        return json({ upnl: first ? {} : Object.fromEntries(accounts.ids.map((id) => [`${id}.Core`, row(world, id)])) })
      },
    },
    summary('', generalSummaryView),
    summary('/available_funds', availableFundsView),
    summary('/balances', (value, accountId) => balancesView(value, accounts.baseOf(accountId))),
    summary('/margins', marginsView),
    summary('/market_value', marketValueView),
    {
      methods: ['GET'],
      path: '/acesws/{accountId}/signatures-and-owners',
      needs: 'session',
      answer: (call) => {
        const accountId = call.parameters['accountId'] ?? ''
        return accounts.find(accountId) === undefined ? notYourAccount() : json(ownersOf(accountId))
      },
    },
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

function row(world: World, accountId: string): object {
  const value = profitAndLoss(world, accountId)
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

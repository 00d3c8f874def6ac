import { valueAccount } from '../account/valuation.ts'
import { iserverError, json } from '../http/answer.ts'
import { field, type Route } from '../http/call.ts'
import { invalidAccount } from '../orders/desk.ts'
import { profitAndLoss, type World } from '../world.ts'
import { accountsView } from './accounts-view.ts'

/** The brokerage side of the accounts: list, switch, profit and loss, summary. */
export function accountRoutes(world: World): readonly Route[] {
  const { accounts, session } = world
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
    {
      methods: ['POST'],
      path: '/iserver/account',
      needs: 'brokerage',
      answer: (call) => {
        const accountId = field(call, 'acctId')
        if (typeof accountId !== 'string') return iserverError(400, 'Bad Request: accountId needed')
        if (accounts.find(accountId) === undefined) return json({ error: 'Invalid account ID' }, 500)
        if (accounts.selected() === accountId) return json({ success: 'Account already set' })
        accounts.select(accountId)
        return json({ set: true, acctId: accountId })
      },
    },
    {
      methods: ['GET'],
      path: '/iserver/account/pnl/partitioned',
      needs: 'brokerage',
      answer: () => {
        const warmUps = session.warmUps()
        const first = !warmUps.profitAndLossRead
        warmUps.profitAndLossRead = true
        return json({ upnl: first ? {} : Object.fromEntries(accounts.ids.map((id) => [`${id}.Core`, row(world, id)])) })
      },
    },
    {
      methods: ['GET'],
      path: '/iserver/account/{accountId}/summary',
      needs: 'brokerage',
      answer: (call) => {
        const accountId = call.parameters['accountId'] ?? ''
        const ledger = accounts.find(accountId)
        if (ledger === undefined) return invalidAccount(accountId)
        const value = valueAccount(ledger, world.market)
        const balances = (currency: string) => ({ currency, balance: value.cash, settledCash: value.cash })
        return json({
          accountType: '',
          status: '',
          balance: value.netLiquidation,
          SMA: value.availableFunds,
          buyingPower: value.buyingPower,
          availableFunds: value.availableFunds,
          excessLiquidity: value.excessLiquidity,
          netLiquidationValue: value.netLiquidation,
          equityWithLoanValue: value.netLiquidation,
          regTLoan: 0,
          securitiesGVP: value.grossPositionValue,
          totalCashValue: value.cash,
          accruedInterest: 0,
          regTMargin: 0,
          initialMargin: value.initialMargin,
          maintenanceMargin: value.maintenanceMargin,
          cashBalances: [balances('USD'), balances('Total (in USD)')],
        })
      },
    },
  ]
}

function row(world: World, accountId: string): object {
  const value = profitAndLoss(world, accountId)
  return {
    rowType: 1,
    dpl: value.daily,
    nl: value.netLiquidation,
    upl: value.unrealized,
    el: value.excessLiquidity,
    mv: value.marketValue,
  }
}

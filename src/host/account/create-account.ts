import type { OrdersItem, OrdersSnapshot } from '../../shared/contract/order-views.ts'
import type { ProfitRow } from '../../shared/domain/profit.ts'
import type { Database } from '../database/database.ts'
import type { Feed } from '../feed.ts'
import type { HostContext } from '../host-context.ts'
import { describeErrorForLog } from '../log/log.ts'
import type { HandlersOf } from '../service-types.ts'
import type { SessionService } from '../session/session-service.ts'
import { AccountFeed } from './account-feed.ts'
import { allocationList, executionsList, positionsList, profitList, totalsList } from './account-feed-kinds.ts'
import { EquityRecorder } from './equity-recorder.ts'
import { onNewFills } from './on-new-fills.ts'

const reportTo =
  ({ log }: HostContext) =>
  (error: unknown): void =>
    log.write('warning', 'account-not-read', describeErrorForLog(error))

export interface ProfitNeeds {
  readonly session: SessionService
  readonly database: Database
}

export interface ProfitArea {
  /** Profit and loss, used by the windows and the guard rails. */
  readonly profit: AccountFeed<ProfitRow>
  readonly handlers: HandlersOf<'profit'>
  dispose(): void
}

/** Creates the profit and loss of a profile in use, and records it. */
export function createProfit(context: HostContext, { session, database }: ProfitNeeds): ProfitArea {
  const { clock, log } = context
  const equity = new EquityRecorder({
    clock,
    database,
    scope: () => session.dataScope,
    onProblem: (error) => log.write('warning', 'equity-not-stored', describeErrorForLog(error)),
  })
  const onProblem = reportTo(context)
  const profit = new AccountFeed({ clock, list: profitList, onProblem, onPolled: (rows) => equity.record(rows) })
  session.follow(profit)
  session.follow(equity)
  return {
    profit,
    dispose: () => profit.dispose(),
    handlers: {
      'profit.feed': () => profit.feed,
      'profit.day': (input) => equity.day(input),
    },
  }
}

export interface AccountNeeds {
  readonly session: SessionService
  /** The order list, whose fills change positions. */
  readonly orders: { readonly feed: Feed<OrdersSnapshot, OrdersItem> }
}

export interface AccountArea {
  readonly handlers: HandlersOf<'executions' | 'positions' | 'totals' | 'allocation'>
  dispose(): void
}

/** Creates the account lists of a profile in use. A list is read only while a window shows it. */
export function createAccount(context: HostContext, { session, orders }: AccountNeeds): AccountArea {
  const { clock } = context
  const onProblem = reportTo(context)
  const executions = new AccountFeed({ clock, list: executionsList, onProblem })
  const watchChanges = (onChange: () => void) => onNewFills(orders.feed, onChange)
  const positions = new AccountFeed({ clock, list: positionsList, onProblem, watchChanges })
  const totals = new AccountFeed({ clock, list: totalsList, onProblem, watchChanges })
  const allocation = new AccountFeed({ clock, list: allocationList, onProblem, watchChanges })
  const lists = [executions, positions, totals, allocation]
  for (const list of lists) session.follow(list)
  return {
    dispose() {
      for (const list of lists) list.dispose()
    },
    handlers: {
      'executions.feed': () => executions.feed,
      'positions.feed': () => positions.feed,
      'totals.feed': () => totals.feed,
      'allocation.feed': () => allocation.feed,
    },
  }
}

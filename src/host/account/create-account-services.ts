import type { ProfitRow } from '../../shared/domain/profit.ts'
import type { Database } from '../database/database.ts'
import type { HostContext } from '../host-context.ts'
import { describeErrorForLog } from '../log/log.ts'
import type { OrderFeed } from '../orders/order-feed.ts'
import type { HandlersOf } from '../rpc/service-types.ts'
import type { SessionService } from '../session/session-service.ts'
import { AccountFeed } from './account-feed.ts'
import { executionsList, positionsList, profitList } from './account-feed-kinds.ts'
import { EquityRecorder } from './equity-recorder.ts'
import { onNewFills } from './on-new-fills.ts'

const reportTo =
  ({ log }: HostContext) =>
  (error: unknown): void =>
    log.write('warning', 'account-not-read', describeErrorForLog(error))

export interface ProfitServices {
  /** Profit and loss feed, used by the windows and the guard rails. */
  readonly feed: AccountFeed<ProfitRow>
  readonly equity: EquityRecorder
}

export function createProfit(context: HostContext, session: SessionService, database: Database): ProfitServices {
  const { clock, log } = context
  const equity = new EquityRecorder({
    clock,
    database,
    scope: () => session.dataScope,
    onProblem: (error) => log.write('warning', 'equity-not-stored', describeErrorForLog(error)),
  })
  const onProblem = reportTo(context)
  const feed = new AccountFeed({ clock, list: profitList, onProblem, onPolled: (rows) => equity.record(rows) })
  session.follow(feed)
  session.follow(equity)
  return { feed, equity }
}

export interface AccountDeps {
  readonly session: SessionService
  readonly orders: OrderFeed
  readonly profit: ProfitServices
}

/** Creates the account lists. A list is read only while a window shows it. */
export function createAccountServices(
  context: HostContext,
  { session, orders, profit }: AccountDeps,
): HandlersOf<'executions' | 'positions' | 'profit'> {
  const { clock } = context
  const onProblem = reportTo(context)
  const executions = new AccountFeed({ clock, list: executionsList, onProblem })
  const watchChanges = (onChange: () => void) => onNewFills(orders.feed, onChange)
  const positions = new AccountFeed({ clock, list: positionsList, onProblem, watchChanges })
  for (const feed of [executions, positions]) session.follow(feed)
  return {
    'executions.feed': () => executions.feed,
    'positions.feed': () => positions.feed,
    'profit.feed': () => profit.feed.feed,
    'profit.day': (input) => profit.equity.day(input),
  }
}

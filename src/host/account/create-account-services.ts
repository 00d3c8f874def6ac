import type { HostContext } from '../host-context.ts'
import { describeErrorForLog } from '../log/log.ts'
import type { OrderFeed } from '../orders/order-feed.ts'
import type { HandlersOf } from '../rpc/service-types.ts'
import type { SessionService } from '../session/session-service.ts'
import { AccountFeed } from './account-feed.ts'
import { executionsList, positionsList, profitList } from './account-feed-kinds.ts'
import { onNewFills } from './watch-fills.ts'

/** Creates the account lists. A list is read only while a window shows it. */
export function createAccountServices(
  { clock, log }: HostContext,
  { session, orders }: { readonly session: SessionService; readonly orders: OrderFeed },
): HandlersOf<'executions' | 'positions' | 'profit'> {
  const onProblem = (error: unknown): void => log.write('warning', 'account-not-read', describeErrorForLog(error))
  const executions = new AccountFeed({ clock, list: executionsList, onProblem })
  const watchChanges = (onChange: () => void) => onNewFills(orders.feed, onChange)
  const positions = new AccountFeed({ clock, list: positionsList, onProblem, watchChanges })
  const profit = new AccountFeed({ clock, list: profitList, onProblem })
  for (const feed of [executions, positions, profit]) session.follow(feed)
  return {
    'executions.feed': () => executions.feed,
    'positions.feed': () => positions.feed,
    'profit.feed': () => profit.feed,
  }
}

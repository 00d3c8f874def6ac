import type { SessionSupervisor } from '../../client/index.ts'
import { type Position, readPosition } from '../../shared/domain/position.ts'
import { mergeProfitRows, type ProfitRow } from '../../shared/domain/profit.ts'
import { rowOf, rowsOf } from '../../shared/domain/read-value.ts'
import { mergeTrade, readTrade, type Trade } from '../../shared/domain/trade.ts'
import type { AccountList } from './account-feed.ts'
import { newYorkDayStart } from './new-york-day.ts'

/** Accounts whose positions are read, at most: each is a request. */
const ACCOUNTS_READ = 20

/**
 * Executions of the day by `str`. IBKR sends each twice, the second time with its commission: the latest wins, key by key. It also
 * sends executions of up to a week although it is asked for one day: those of earlier days are left out.
 */
export const executionsList: AccountList<Trade> = {
  keyOf: ({ executionId }) => executionId,
  keeps: (now) => {
    const start = newYorkDayStart(now)
    return ({ time }) => time === undefined || time >= start
  },
  // The same limit as for orders.
  bound: { rows: 5_000, timeOf: ({ time }) => time },
  merge: (known, update) => mergeTrade(known, update) ?? known ?? update,
  follow: (session, onUpdate, onEnd) => {
    const subscription = session.streams.trades({ days: 1 }).subscribe({
      // A gap repeats the last value.
      next: ({ changed, gap }) => gap === undefined && onUpdate({ rows: changed }),
      error: onEnd,
    })
    return () => subscription.unsubscribe()
  },
  read: async (session, signal) => {
    const params = { days: 1 }
    const answer: unknown = await session.request({ path: 'iserver/account/trades', params, signal, priority: 'low' })
    if (!Array.isArray(answer)) return undefined
    return { rows: rowsOf(answer).flatMap((row) => readTrade(row) ?? []) }
  },
  // IBKR allows one reading per 5 s. Nobody knows how long it may be silent: hours pass without a trade.
  everyMs: { live: 120_000, silent: 12_000 },
}

/** Positions of every account. The newer call is not cached, so that it knows what was traded a moment ago. */
export const positionsList: AccountList<Position> = {
  keyOf: ({ account, conid }) => `${account} ${conid}`,
  read: async (session, signal) => {
    const ask = (path: string): Promise<unknown> => session.request({ path, signal, priority: 'low' })
    // IBKR wants it before any other call of the portfolio, once a session.
    if (!asked.has(session)) {
      await ask('portfolio/accounts')
      asked.add(session)
    }
    const accounts = session.state.kind === 'ready' ? session.state.accounts.accounts : []
    const rows: Position[] = []
    for (const account of accounts.slice(0, ACCOUNTS_READ)) {
      const answer = await ask(`portfolio2/${encodeURIComponent(account)}/positions`)
      if (!Array.isArray(answer)) return undefined
      rows.push(...answer.flatMap((row) => readPosition(account, row) ?? []))
    }
    return { rows, isAll: true }
  },
  everyMs: { live: 30_000, silent: 30_000 },
  withoutStream: 'IBKR has no stream of positions: they are read every 30 s and after each execution.',
}

/** Sessions in which the accounts of the portfolio were asked for. */
const asked = new WeakSet<SessionSupervisor>()

/** Profit and loss by `spl`, about once a second. */
export const profitList: AccountList<ProfitRow> = {
  keyOf: ({ account, model }) => `${account}.${model}`,
  merge: (known, update) => ({ ...known, ...update }),
  follow: (session, onUpdate, onEnd) => {
    const subscription = session.streams.profitAndLoss().subscribe({
      next: ({ rows, gap }) => gap === undefined && onUpdate({ rows: Object.values(rows) }),
      error: onEnd,
    })
    return () => subscription.unsubscribe()
  },
  read: async (session, signal) => {
    const answer: unknown = await session.request({
      path: 'iserver/account/pnl/partitioned',
      signal,
      priority: 'low',
    })
    const rows = rowOf(rowOf(answer)?.['upnl'])
    // The first answer of a session is empty.
    if (rows === undefined || Object.keys(rows).length === 0) return undefined
    return { rows: Object.values(mergeProfitRows({}, rows)) }
  },
  everyMs: { live: 120_000, silent: 6_000 },
  silentMs: 10_000,
}

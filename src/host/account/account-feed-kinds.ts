import { type AccountTotals, readAccountTotals } from '../../shared/domain/account-totals.ts'
import { type AccountAllocation, readAllocation } from '../../shared/domain/allocation.ts'
import { type NamedPosition, namePosition, positionKey, readPosition } from '../../shared/domain/position.ts'
import { mergeProfitRows, type ProfitRow } from '../../shared/domain/profit.ts'
import { rowOf, rowsOf } from '../../shared/domain/read-value.ts'
import { mergeTrade, readTrade, type Trade } from '../../shared/domain/trade.ts'
import { IN_BACKGROUND } from '../session/read-session.ts'
import type { AccountFeedKind } from './account-feed.ts'
import { findNewYorkDayStart } from './new-york-day.ts'
import { readPortfolioAccounts } from './portfolio-accounts.ts'

/** Maximum number of accounts to read positions and totals from. Each account takes one or two requests. */
const ACCOUNTS_READ = 20

/**
 * Executions of the day from the topic `str`. IBKR sends each execution twice, the second time with its commission, so
 * the newer value of each field is used. A request for one day may return executions of a whole week, so executions of
 * earlier days are omitted.
 */
export const executionsList: AccountFeedKind<Trade> = {
  keyOf: ({ executionId }) => executionId,
  keeps: (now) => {
    const start = findNewYorkDayStart(now)
    return ({ time }) => time === undefined || time >= start
  },
  // Maximum number of executions, which equals the maximum of the order list.
  bound: { rows: 5_000, timeOf: ({ time }) => time },
  merge: (known, update) => mergeTrade(known, update) ?? known ?? update,
  follow: (session, onUpdate, onEnd) => {
    const subscription = session.streams.trades({ days: 1 }).subscribe({
      // Ignore an event with a gap, because its value is the previous value.
      next: ({ changed, gap }) => gap === undefined && onUpdate({ rows: changed }),
      error: onEnd,
    })
    return () => subscription.unsubscribe()
  },
  read: async (session, signal) => {
    const input = { query: { days: 1 }, signal, priority: 'low' } as const
    const body: unknown = await session.request('GET /iserver/account/trades', input, IN_BACKGROUND)
    if (!Array.isArray(body)) return undefined
    return { rows: rowsOf(body).flatMap((row) => readTrade(row, session.streams.contractNames) ?? []) }
  },
  // IBKR allows one read per 5 s. A day without trades is normal, so a silent stream is not an error.
  pollMs: { streaming: 120_000, polling: 12_000 },
}

/**
 * Positions of every account, from `portfolio2`. IBKR does not cache this endpoint, so the newest trade is included.
 */
export const positionsList: AccountFeedKind<NamedPosition> = {
  keyOf: positionKey,
  read: async (session, signal) => {
    await readPortfolioAccounts(session, { signal, priority: 'low', by: IN_BACKGROUND })
    const accounts = session.state.kind === 'ready' ? session.state.accounts.accounts : []
    const rows: NamedPosition[] = []
    for (const accountId of accounts.slice(0, ACCOUNTS_READ)) {
      const input = { path: { accountId }, signal, priority: 'low' } as const
      const body: unknown = await session.request('GET /portfolio2/{accountId}/positions', input, IN_BACKGROUND)
      if (!Array.isArray(body)) return undefined
      const { contractNames } = session.streams
      for (const row of body) {
        const position = readPosition(accountId, row)
        if (position) rows.push(namePosition(position, contractNames))
      }
    }
    return { rows, isAll: true }
  },
  pollMs: { streaming: 30_000, polling: 30_000 },
  withoutStream: 'IBKR has no stream of positions; polling every 30 s and after each execution.',
}

/** Totals of every account, from its summary and its ledger. */
export const totalsList: AccountFeedKind<AccountTotals> = {
  keyOf: ({ account }) => account,
  read: async (session, signal) => {
    await readPortfolioAccounts(session, { signal, priority: 'low', by: IN_BACKGROUND })
    const accounts = session.state.kind === 'ready' ? session.state.accounts.accounts : []
    const rows: AccountTotals[] = []
    for (const accountId of accounts.slice(0, ACCOUNTS_READ)) {
      const input = { path: { accountId }, signal, priority: 'low' } as const
      const summary: unknown = await session.request('GET /portfolio/{accountId}/summary', input, IN_BACKGROUND)
      const ledger: unknown = await session.request('GET /portfolio/{accountId}/ledger', input, IN_BACKGROUND)
      const totals = readAccountTotals(accountId, summary, ledger)
      if (totals === undefined) return undefined
      rows.push(totals)
    }
    return { rows, isAll: true }
  },
  pollMs: { streaming: 60_000, polling: 60_000 },
  withoutStream: 'IBKR has no stream of totals; polling every minute and after each execution.',
}

/** How the value of every account is divided. */
export const allocationList: AccountFeedKind<AccountAllocation> = {
  keyOf: ({ account }) => account,
  read: async (session, signal) => {
    await readPortfolioAccounts(session, { signal, priority: 'low', by: IN_BACKGROUND })
    const accounts = session.state.kind === 'ready' ? session.state.accounts.accounts : []
    const rows: AccountAllocation[] = []
    for (const accountId of accounts.slice(0, ACCOUNTS_READ)) {
      const input = { path: { accountId }, signal, priority: 'low' } as const
      const read = session.request('GET /portfolio/{accountId}/allocation', input, IN_BACKGROUND)
      const row = await read.then(
        (body: unknown) => readAllocation(accountId, body),
        (error: { readonly status?: unknown }) => {
          // One account must not hide the others: IBKR responds with 500 for an account without positions.
          if (signal.aborted || typeof error.status !== 'number' || error.status < 400) throw error
          return { kind: 'failed', account: accountId, message: refusalText(error.status) } as const
        },
      )
      if (row === undefined) return undefined
      rows.push(row)
    }
    return { rows, isAll: true }
  },
  pollMs: { streaming: 60_000, polling: 60_000 },
  withoutStream: 'IBKR has no stream of the allocation; polling every minute and after each execution.',
}

const refusalText = (status: number): string =>
  status === 500
    ? 'IBKR returned no allocation (500), as it does for an account without positions. The console retries within a minute.'
    : `IBKR refused the request (${status}). The console retries within a minute.`

/** Profit and loss from the topic `spl`, about once a second. */
export const profitList: AccountFeedKind<ProfitRow> = {
  keyOf: ({ account, model }) => `${account}.${model}`,
  merge: (known, update) => ({ ...known, ...update }),
  follow: (session, onUpdate, onEnd) => {
    const subscription = session.streams.profitAndLoss().subscribe({
      next: ({ rows, gap }) => gap === undefined && onUpdate({ rows: [...rows.values()] }),
      error: onEnd,
    })
    return () => subscription.unsubscribe()
  },
  read: async (session, signal) => {
    const input = { signal, priority: 'low' } as const
    const { upnl } = await session.request('GET /iserver/account/pnl/partitioned', input, IN_BACKGROUND)
    const rows = rowOf(upnl)
    // IBKR's first profit and loss response of a session is empty.
    if (rows === undefined || Object.keys(rows).length === 0) return undefined
    return { rows: [...mergeProfitRows(new Map(), rows).values()] }
  },
  pollMs: { streaming: 120_000, polling: 6_000 },
  silentMs: 10_000,
}

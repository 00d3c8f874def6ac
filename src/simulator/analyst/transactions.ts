import { calculateValue } from '../contracts/contract.ts'
import type { Instrument } from '../market/instruments.ts'
import type { Execution } from '../orders/order.ts'
import type { SimulatorState } from '../simulator-state.ts'

const millisecondsPerDay = 86_400_000

/** Parameters of the transaction history call. */
export interface TransactionQuery {
  readonly accountIds: readonly string[]
  readonly instrument: Instrument
  readonly currency: string
  readonly days: number
}

/**
 * Returns the body of the transaction history of one instrument: its executions, and the realised profit of the
 * accounts.
 */
export function buildTransactionsView(state: SimulatorState, query: TransactionQuery): object {
  const { accountIds, instrument, currency, days } = query
  const to = state.now()
  const from = to - days * millisecondsPerDay
  const executions = state.orderStore
    .executions()
    .filter(
      ({ order, at }) =>
        order.instrument.conid === instrument.conid && accountIds.includes(order.accountId) && at >= from,
    )
  const realised = accountIds.flatMap((accountId) => {
    const last = executions.filter(({ order }) => order.accountId === accountId).at(-1)
    const amount = state.accounts.find(accountId)?.position(instrument).realized ?? 0
    // Report the total profit of the instrument with the date of the last execution, because the ledger has only one
    // total.
    return last === undefined || amount === 0 ? [] : [{ accountId, amount, at: last.at }]
  })
  return {
    nd: days,
    rpnl: {
      data: realised.map(({ at, accountId, amount }) => ({
        ...{ date: day(at), cur: currency, fxRate: 1, side: amount < 0 ? 'L' : 'G', acctid: accountId },
        ...{ amt: String(amount), conid: String(instrument.conid) },
      })),
      amt: String(realised.reduce((sum, { amount }) => Math.round((sum + amount) * 100) / 100, 0)),
    },
    currency,
    from,
    id: 'getTransactions',
    to,
    transactions: executions.map((execution) => transactionOf(execution, currency)),
  }
}

/** Converts an execution to a transaction. Received money counts as positive, sold quantity as negative. */
function transactionOf({ order, quantity, price, at }: Execution, currency: string): object {
  const sign = order.side === 'BUY' ? 1 : -1
  return {
    date: transactionDate(at),
    rawDate: day(at),
    ...{ cur: currency, fxRate: 1, pr: price, qty: sign * quantity, acctid: order.accountId },
    amt: Math.round(-sign * calculateValue(order.instrument, quantity, price) * 100) / 100,
    conid: order.instrument.conid,
    type: order.side === 'BUY' ? 'Buy' : 'Sell',
    desc: order.instrument.companyName,
  }
}

function day(at: number): string {
  return new Date(at).toISOString().slice(0, 10).replaceAll('-', '')
}

/** Formats midnight with New York's time zone abbreviation, such as `Mon Dec 11 00:00:00 EST 2023`. */
function transactionDate(at: number): string {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: 'America/New_York',
    weekday: 'short',
    month: 'short',
    day: '2-digit',
    year: 'numeric',
    timeZoneName: 'short',
  }).formatToParts(at)
  const part = (type: string) => parts.find((each) => each.type === type)?.value ?? ''
  return `${part('weekday')} ${part('month')} ${part('day')} 00:00:00 ${part('timeZoneName')} ${part('year')}`
}

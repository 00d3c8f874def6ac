import { valueAccount } from '../../account/valuation.ts'
import type { Execution } from '../../orders/order.ts'
import type { World } from '../../world.ts'
import type { ReportText } from './document.ts'

/** A statement: cash, positions at today's prices, and the trades of the span. */
export function statement(world: World, accountId: string, from: number, to: number): ReportText {
  const ledger = world.accounts.find(accountId)
  const value = ledger && valueAccount(ledger, world.market)
  const positions = (value?.positions ?? []).filter((held) => held.position.quantity !== 0)
  return {
    title: `Activity statement ${accountId} ${compactDay(from)} to ${compactDay(to)}`,
    rows: [
      ['Cash', 'USD', (value?.cash ?? 0).toFixed(2)],
      ['Net liquidation value', 'USD', (value?.netLiquidation ?? 0).toFixed(2)],
      ...positions.map(({ position, price, marketValue }) => [
        ...['Position', position.instrument.symbol, String(position.quantity)],
        ...[price.toFixed(2), marketValue.toFixed(2)],
      ]),
      ...tradesOf(world, accountId, from, to).map(tradeRow),
    ],
  }
}

/** The trades of the span, one by one. */
export function tradeConfirmation(world: World, accountId: string, from: number, to: number): ReportText {
  return {
    title: `Trade confirmation ${accountId} ${compactDay(from)} to ${compactDay(to)}`,
    rows: tradesOf(world, accountId, from, to).map(tradeRow),
  }
}

/** A tax form of a year: nothing but what was realised, because the simulator pays no dividends and no interest. */
export function taxForm(world: World, accountId: string, year: number, form: string): ReportText {
  const ledger = world.accounts.find(accountId)
  const realized = ledger === undefined ? 0 : valueAccount(ledger, world.market).realized
  return {
    title: `Form ${form} ${accountId} ${year}`,
    rows: [
      ['Dividends', 'USD', '0.00'],
      ['Interest', 'USD', '0.00'],
      ['Realised profit and loss', 'USD', realized.toFixed(2)],
    ],
  }
}

/** Days of trades, `YYYYMMDD`, oldest first. */
export function tradeDays(world: World, accountId: string): readonly string[] {
  const trades = tradesOf(world, accountId, 0, world.now())
  return [...new Set(trades.map((trade) => compactDay(trade.at)))].sort()
}

/** `YYYYMMDD` in UTC. */
export function compactDay(at: number): string {
  return new Date(at).toISOString().slice(0, 10).replaceAll('-', '')
}

function tradesOf(world: World, accountId: string, from: number, to: number): readonly Execution[] {
  return world.book
    .executions()
    .filter((execution) => execution.order.accountId === accountId && execution.at >= from && execution.at <= to)
}

function tradeRow({ order, quantity, price, commission, at }: Execution): readonly string[] {
  const what = ['Trade', new Date(at).toISOString(), order.side, String(quantity), order.instrument.symbol]
  return [...what, price.toFixed(2), commission.toFixed(2)]
}

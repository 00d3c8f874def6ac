import type { CommandId } from '../../shared/domain/commands.ts'

/** Ids of operations (`area.name`) and commands, most likely target first. */
type TermTargets = readonly (CommandId | `${string}.${string}`)[]

/** Terms that traders search for, with the operations and commands that they mean. */
export const TRADING_TERMS: readonly (readonly [terms: string, targets: TermTargets])[] = [
  ['price history, candles, candlesticks, ohlc, ohlcv, bars, chart', ['market-data.history']],
  ['last price, quote, quotes, bid, ask, bid ask, level 1', ['market-data.snapshot']],
  ['depth, market depth, level 2, level ii, l2, dom, book', ['subscribe', 'go-stream']],
  [
    'buying power, available funds, cash, net liquidation, portfolio',
    ['go-portfolio', 'accounts.summary-funds', 'accounts.summary', 'portfolio.summary'],
  ],
  ['margin, margins, margin requirement', ['accounts.summary-margins', 'orders.preview', 'accounts.summary']],
  ['modify order, edit order, amend order, change order, replace order', ['change-order', 'orders.modify']],
  ['option chain, options, strikes', ['contracts.strikes', 'contracts.secdef-info', 'contracts.search']],
  ['p&l, pnl, p/l, profit, profit and loss', ['orders-profit', 'accounts.pnl']],
  ['fx, forex, fx rate, exchange rate, currency, currencies', ['contracts.exchange-rate', 'contracts.currency-pairs']],
  ['symbol lookup, symbol search, symbol, ticker, conid, instrument', ['contracts.search', 'contracts.stocks']],
  ['bracket, bracket order, oca, stop loss, take profit', ['ticket-bracket', 'orders.place', 'new-order']],
  ['rate limit, rate limits, pacing, throttle, 429', ['go-session']],
  ['guard rails, limits, risk limits, fat finger', ['guard-rails', 'kill-switch']],
  ['fees, fee, commission, commissions', ['orders-executions', 'orders.preview']],
  ['trade history, past trades', ['orders-executions', 'orders-journal', 'orders.trades']],
  ['guide, manual, documentation, docs', ['guide', 'help']],
  ['preferences, settings', ['notifications', 'theme-system', 'go-profiles', 'toggle-navigation']],
  ['fills, executions, trades, filled', ['orders-executions', 'orders.trades', 'orders-filled']],
  ['positions, holdings', ['go-portfolio', 'orders-positions', 'portfolio.positions', 'portfolio.positions-fresh']],
  [
    'performance, benchmark, returns, return, twr, ytd, year to date',
    ['go-portfolio', 'analyst.performance', 'analyst.all-periods'],
  ],
  ['logout, log out, sign out, log off', ['disconnect', 'session.logout']],
  ['password, passphrase', ['unlock-vault', 'change-passphrase', 'set-up-keys']],
  ['key, keys, api key, credentials', ['set-up-keys', 'go-profiles', 'help']],
]

/** Minimum length of a prefix that matches a trading term. */
const SHORTEST_PREFIX = 4

const normalized = (text: string): string => text.trim().toLowerCase().replace(/\s+/g, ' ')

const BY_TERM: readonly (readonly [term: string, targets: TermTargets])[] = TRADING_TERMS.flatMap(([terms, targets]) =>
  terms.split(', ').map((term) => [term, targets] as const),
)

/** Returns the targets of a trading term with their rank. Rank 0 is the most likely target. */
export function termTargets(query: string): ReadonlyMap<string, number> {
  const wanted = normalized(query)
  const ranks = new Map<string, number>()
  for (const [term, targets] of BY_TERM) {
    if (term !== wanted && !(wanted.length >= SHORTEST_PREFIX && term.startsWith(wanted))) continue
    for (const [rank, id] of targets.entries()) ranks.set(id, Math.min(rank, ranks.get(id) ?? rank))
  }
  return ranks
}

import { describe, expect, it } from 'vitest'
import { COMMANDS } from '../../../src/renderer/app-commands.ts'
import { TRADING_TERMS } from '../../../src/renderer/commands/trading-terms.ts'
import {
  commandEntry,
  findEntries,
  findWithSymbols,
  operationEntry,
  PALETTE_LIMIT,
} from '../../../src/renderer/features/palette/palette-entries.ts'
import { symbolCommands } from '../../../src/renderer/features/palette/symbol-commands.ts'
import { operations } from '../../../src/shared/catalogue/operations.ts'

const entries = [...COMMANDS.map(commandEntry), ...operations.map(operationEntry)]
const first = (query: string): string | undefined => findEntries(query, entries)[0]?.entry.text

describe('palette', () => {
  it('lists commands and no operations before the user types', () => {
    const found = findEntries('', entries)
    expect(found).toHaveLength(COMMANDS.length)
  })

  it.each([
    ['iserver/accounts', /^GET \/iserver\/accounts — /],
    ['new order', /^New order$/],
    ['dark', /^Theme: dark$/],
    ['marketdata snapshot', /^GET \/iserver\/marketdata\/snapshot — /],
    ['ledger', /^GET \/portfolio\/\{accountId\}\/ledger — /],
  ])('lists the intended entry first for "%s"', (query, text) => {
    expect(first(query)).toMatch(text)
  })

  it('lists an operation first when the user types its method and full path', () => {
    const others = operations.filter((each) => {
      const typed = operationEntry(each).text.split(' — ')[0] ?? ''
      return !first(typed)?.startsWith(`${typed} — `)
    })
    expect(others.map(({ id }) => id)).toEqual([])
  })

  it('finds a command by a word that is not in its title', () => {
    expect(findEntries('blotter', entries).map((each) => each.entry.id)).toContain('command:go-orders')
  })

  it.each([
    ['price history', 'market-data.history'],
    ['candles', 'market-data.history'],
    ['OHLC', 'market-data.history'],
    ['chart', 'market-data.history'],
    ['last price', 'market-data.snapshot'],
    ['buying power', 'go-portfolio'],
    ['margin', 'accounts.summary-margins'],
    ['modify order', 'change-order'],
    ['option chain', 'contracts.strikes'],
    ['P&L', 'orders-profit'],
    ['FX', 'contracts.exchange-rate'],
    ['symbol lookup', 'contracts.search'],
    ['bracket', 'ticket-bracket'],
    ['depth', 'subscribe'],
    ['level 2', 'subscribe'],
    ['rate limit', 'go-session'],
    ['preferences', 'notifications'],
    ['settings', 'notifications'],
    ['fills', 'orders-executions'],
    ['positions', 'go-portfolio'],
    ['logout', 'disconnect'],
    ['password', 'unlock-vault'],
    ['key', 'set-up-keys'],
    ['candl', 'market-data.history'],
    ['guard rails', 'guard-rails'],
    ['limits', 'guard-rails'],
    ['fees', 'orders-executions'],
    ['fx rate', 'contracts.exchange-rate'],
    ['trade history', 'orders-executions'],
    ['guide', 'guide'],
    ['about', 'about'],
  ])('lists the operation that a trader means by "%s" first', (query, id) => {
    expect(findEntries(query, entries)[0]?.entry.id.replace(/^(command|operation):/, '')).toBe(id)
  })

  it.each([
    ['P&L', 'accounts.pnl'],
    ['fills', 'orders.trades'],
    ['positions', 'portfolio.positions'],
    ['modify order', 'orders.modify'],
    ['logout', 'session.logout'],
    ['margin', 'orders.preview'],
    ['bracket', 'new-order'],
  ])('also matches "%s" with the operation or command %s', (query, id) => {
    const found = findEntries(query, entries).map(({ entry }) => entry.id.replace(/^(command|operation):/, ''))
    expect(found.slice(0, 5)).toContain(id)
  })

  it('maps trading terms only to existing operations and commands', () => {
    const known = new Set<string>([...COMMANDS.map(({ id }) => id), ...operations.map(({ id }) => id)])
    const targets = TRADING_TERMS.flatMap(([, ids]) => ids)
    expect(targets.filter((id) => !known.has(id))).toEqual([])
  })

  it.each(['AAPL', 'ES', 'EUR.USD', 'BRK B', 'aapl', 'brk b', 'aapl 20jan27 250 c', 'es z6', 'eurusd', 'US0378331005'])(
    'offers quote, order, history and details for the symbol %s',
    (text) => {
      const symbol = text.toUpperCase()
      expect(symbolCommands(text).map(({ title }) => title)).toEqual([
        `Quote for ${symbol}`,
        `New order for ${symbol}`,
        `Price history for ${symbol}`,
        `Contract details for ${symbol}`,
      ])
    },
  )

  it.each(['orders', 'Theme: dark', 'GET /iserver/accounts', '', 'open dec'])(
    'offers no symbol commands for "%s"',
    (query) => {
      expect(symbolCommands(query)).toEqual([])
    },
  )

  it.each(['AAPL', 'ES', 'aapl', 'msft'])('lists the commands for the symbol %s first', (symbol) => {
    expect(findWithSymbols(symbol, entries)[0]?.entry.text).toBe(`Quote for ${symbol.toUpperCase()}`)
  })

  it.each([
    ['quote AAPL', 'Quote for AAPL'],
    ['order es z6', 'New order for ES Z6'],
    ['price history for msft', 'Price history for MSFT'],
    ['details eur.usd', 'Contract details for EUR.USD'],
  ])('lists for "%s" first: %s', (query, text) => {
    expect(findWithSymbols(query, entries)[0]?.entry.text).toBe(text)
  })

  it.each([
    ['dark', 'Theme: dark'],
    ['theme', 'Theme: dark'],
    ['conn', 'Connect'],
  ])('lists what begins with "%s" before the symbol of that name', (query, text) => {
    expect(findWithSymbols(query, entries)[0]?.entry.text).toBe(text)
  })

  it.each(['MARGIN', 'KEY', 'ORDERS', 'HISTORY', 'GET'])(
    'offers %s as a symbol only after other matches of the word',
    (word) => {
      const texts = findWithSymbols(word, entries).map(({ entry }) => entry.text)
      expect(texts.indexOf(`Quote for ${word}`)).toBeGreaterThanOrEqual(1)
      expect(texts.indexOf(`Quote for ${word}`)).toBeLessThanOrEqual(3)
    },
  )

  it('lists no operation for a symbol that only has the same letters in its name', () => {
    expect(findWithSymbols('AAPL', entries)).toHaveLength(symbolCommands('AAPL').length)
  })

  it('limits the number of palette entries', () => {
    expect(findEntries('a', entries).length).toBeLessThanOrEqual(PALETTE_LIMIT)
  })
})

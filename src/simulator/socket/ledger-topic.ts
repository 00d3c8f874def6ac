import { valueAccount } from '../account/valuation.ts'
import { ledgerView } from '../rest/portfolio-ledger-view.ts'
import type { World } from '../world.ts'
import { type AccountRow, accountStreams, namesIn, withFields } from './account-streams.ts'
import type { Channel, Topic, TopicOptions } from './channel.ts'

/** Fields in the mixed case of the socket, which is not that of REST, with their names there. */
const fieldNames: readonly (readonly [socket: string, rest: string])[] = [
  ['acctCode', 'acctcode'],
  ['cashbalance', 'cashbalance'],
  ['cashBalanceFXSegment', 'cashbalancefxsegment'],
  ['commodityMarketValue', 'commoditymarketvalue'],
  ['corporateBondsMarketValue', 'corporatebondsmarketvalue'],
  ['dividends', 'dividends'],
  ['exchangeRate', 'exchangerate'],
  ['funds', 'funds'],
  ['interest', 'interest'],
  ['issueOptionsMarketValue', 'issueroptionsmarketvalue'],
  ['marketValue', 'stockmarketvalue'],
  ['moneyFunds', 'moneyfunds'],
  ['netLiquidationValue', 'netliquidationvalue'],
  ['optionMarketValue', 'stockoptionmarketvalue'],
  ['realizedPnl', 'realizedpnl'],
  ['secondKey', 'secondkey'],
  ['settledCash', 'settledcash'],
  ['severity', 'severity'],
  ['stockMarketValue', 'stockmarketvalue'],
  ['tBillsMarketValue', 'tbillsmarketvalue'],
  ['tBondsMarketValue', 'tbondsmarketvalue'],
  ['unrealizedPnl', 'unrealizedpnl'],
  ['warrantsMarketValue', 'warrantsmarketvalue'],
]

/** Ledger: a line for each currency and the base, every ten seconds; a line without change is only its key and time. */
export function ledgerTopic(world: World, channel: Channel): Topic {
  return accountStreams(world, channel, {
    subscribe: 'sld',
    unsubscribe: 'uld',
    farewell: 'unsubscribed from ledger',
    rows: (accountId, options) => ledgerRows(world, accountId, options),
    after: (rows, hasChanged) => rows.map((row) => (hasChanged(row) ? row : withFields(row, new Set()))),
  })
}

function ledgerRows(world: World, accountId: string, options: TopicOptions): readonly AccountRow[] {
  const ledger = world.accounts.find(accountId)
  if (ledger === undefined) return []
  const [keys, fields] = [namesIn(options, 'keys'), namesIn(options, 'fields')]
  const view = ledgerView(accountId, valueAccount(ledger, world.market), world.now()) as Record<string, AccountRow>
  return Object.entries(view)
    .map(([currency, line]) => ({
      key: `LedgerList${currency}`,
      timestamp: Math.floor(world.now() / 1000),
      ...Object.fromEntries(fieldNames.map(([name, there]) => [name, line[there] ?? 0])),
    }))
    .filter(({ key }) => keys === undefined || keys.has(key.toLowerCase()))
    .map((row) => withFields(row, fields))
}

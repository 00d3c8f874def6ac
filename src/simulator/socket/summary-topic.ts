import { valueAccount } from '../account/valuation.ts'
import { summaryView } from '../rest/portfolio-summary-view.ts'
import type { World } from '../world.ts'
import { type AccountRow, accountStreams, namesIn, withFields } from './account-streams.ts'
import type { Channel, Topic, TopicOptions } from './channel.ts'
import { summaryKey } from './summary-keys.ts'

/** One entry of the summary over REST. */
interface Entry {
  readonly amount: number
  readonly currency: string | null
  readonly value: string | null
  readonly severity: number
}

/** Account summary: every key of a segment (`-S`, `-C`) or those asked for, then every ten seconds what changed. */
export function summaryTopic(world: World, channel: Channel): Topic {
  return accountStreams(world, channel, {
    subscribe: 'ssd',
    unsubscribe: 'usd',
    farewell: 'unsubscribed from summary',
    rows: (accountId, options) => summaryRows(world, accountId, options),
    after: (rows, hasChanged) => rows.filter(hasChanged),
  })
}

function summaryRows(world: World, accountId: string, options: TopicOptions): readonly AccountRow[] {
  const ledger = world.accounts.find(accountId)
  if (ledger === undefined) return []
  const [keys, fields] = [namesIn(options, 'keys'), namesIn(options, 'fields')]
  const value = valueAccount(ledger, world.market)
  const previousDay = world.accounts.baseOf(accountId)
  const entries = Object.entries(
    summaryView({ accountId, value, previousDay, now: world.now() }) as Record<string, Entry>,
  )
  return entries
    .filter(([key]) => (keys === undefined ? /-[sc]$/.test(key) : keys.has(key)))
    .map(([key, { amount, currency, value: text, severity }]) =>
      withFields(
        {
          key: summaryKey(key),
          timestamp: Math.floor(world.now() / 1000),
          ...(text === null ? { currency, monetaryValue: amount } : { value: text }),
          severity,
        },
        fields,
      ),
    )
}

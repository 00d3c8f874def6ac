import type { JournalRow } from '../../shared/contract/journal-views.ts'
import type { FeedGap } from '../../shared/domain/feed.ts'
import type { SqlRow } from '../database/database-message.ts'
import { LEGACY_UPDATE_KIND } from './journal-entry.ts'

/** Converts a database row to the form that windows receive. */
export function readJournalRow(row: SqlRow): JournalRow {
  const text = (name: string): string => String(row[name])
  return {
    id: Number(row['id']),
    at: Number(row['at']),
    profileId: text('profile_id'),
    environment: text('environment') as JournalRow['environment'],
    kind: row['kind'] === LEGACY_UPDATE_KIND ? 'update' : (text('kind') as JournalRow['kind']),
    account: text('account'),
    orderId: text('order_id'),
    symbol: text('symbol'),
    status: text('status'),
    text: text('text'),
    serverAt: numberIn(row, 'server_at'),
    source: row['source'] === null ? undefined : (text('source') as JournalRow['source']),
    filled: numberIn(row, 'filled'),
    remaining: numberIn(row, 'remaining'),
    averagePrice: row['average_price'] === null ? undefined : text('average_price'),
    from: numberIn(row, 'from_at'),
    to: numberIn(row, 'to_at'),
  }
}

/** Finds the gaps in journal entries about gaps and repairs, in any order. Returns the oldest gap first. */
export function readGaps(rows: readonly SqlRow[]): readonly FeedGap[] {
  const gaps = new Map<string, FeedGap>()
  for (const row of rows) {
    const [from, to] = [Number(row['from_at']), numberIn(row, 'to_at')]
    const key = `${from} ${to}`
    const known = gaps.get(key) ?? { from, ...(to !== undefined && { to }) }
    gaps.set(key, row['kind'] === 'repaired' ? { ...known, repairedAt: Number(row['at']) } : known)
  }
  return [...gaps.values()].sort((one, other) => one.from - other.from)
}

function numberIn(row: SqlRow, name: string): number | undefined {
  const value = row[name]
  return typeof value === 'number' ? value : undefined
}

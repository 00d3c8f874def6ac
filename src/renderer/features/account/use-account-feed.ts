import { useEffect, useState } from 'react'
import type { AccountFeedStatus, AccountItem, AccountSnapshot } from '../../../shared/contract/account-views.ts'
import type { AccountTotals } from '../../../shared/domain/account-totals.ts'
import type { AccountAllocation } from '../../../shared/domain/allocation.ts'
import type { NamedPosition } from '../../../shared/domain/position.ts'
import type { ProfitRow } from '../../../shared/domain/profit.ts'
import type { Trade } from '../../../shared/domain/trade.ts'
import { hostLink } from '../../platform/host-link.ts'
import { openFeed } from '../../stores/open-feed.ts'

interface RowTypes {
  readonly 'executions.feed': Trade
  readonly 'positions.feed': NamedPosition
  readonly 'profit.feed': ProfitRow
  readonly 'totals.feed': AccountTotals
  readonly 'allocation.feed': AccountAllocation
}

export interface AccountRows<Row> {
  /** Rows by key; undefined before the first snapshot. */
  readonly rows: ReadonlyMap<string, Row> | undefined
  readonly status: AccountFeedStatus
  /** Reason why the feed ended; undefined while the feed is running. */
  readonly failure: string | undefined
}

/**
 * Follows a list of account data while the list is visible.
 * @param isWanted whether the list is needed already
 */
export function useAccountFeed<N extends keyof RowTypes>(
  name: N,
  label: string,
  keyOf: (row: RowTypes[N]) => string,
  isWanted = true,
): AccountRows<RowTypes[N]> {
  const [data, setData] = useState<AccountRows<RowTypes[N]>>({
    rows: undefined,
    status: { health: { kind: 'waiting' } },
    failure: undefined,
  })
  useEffect(() => {
    if (!isWanted) return
    return openFeed<N>(hostLink(), name, label, {
      snapshot(snapshot) {
        const { rows, status } = snapshot as AccountSnapshot<RowTypes[N]>
        setData({ rows: new Map(rows.map((row) => [keyOf(row), row])), status, failure: undefined })
      },
      items: (batch) =>
        setData((now) => ({
          ...applyAccountItems(now, batch as readonly AccountItem<RowTypes[N]>[]),
          failure: undefined,
        })),
      ended: (failure) => setData((now) => ({ ...now, failure })),
    })
  }, [name, label, keyOf, isWanted])
  return data
}

/** Applies a batch of changes. Unchanged rows remain the same objects. */
export function applyAccountItems<Row>(
  data: Pick<AccountRows<Row>, 'rows' | 'status'>,
  batch: readonly AccountItem<Row>[],
): Pick<AccountRows<Row>, 'rows' | 'status'> {
  const isChanged = batch.some(({ kind }) => kind !== 'status')
  const rows = isChanged ? new Map(data.rows) : data.rows
  let { status } = data
  for (const item of batch) {
    if (item.kind === 'status') status = item.status
    else if (item.kind === 'row') (rows as Map<string, Row>).set(item.key, item.row)
    else (rows as Map<string, Row>).delete(item.key)
  }
  return { rows, status }
}

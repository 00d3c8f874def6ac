import { useEffect, useState } from 'react'
import type { AccountFeedStatus, AccountItem, AccountSnapshot } from '../../../shared/contract/account-views.ts'
import { createFrameBatcher } from '../../platform/frame-batcher.ts'

/** Opens a list; returns its end. */
export type OpenList<Row> = (watch: {
  readonly snapshot: (snapshot: AccountSnapshot<Row>) => void
  readonly items: (batch: readonly AccountItem<Row>[]) => void
  readonly closed: (error?: { readonly message: string }) => void
}) => () => void

export interface AccountRows<Row> {
  /** By key; a row that did not change keeps its identity. Undefined until the host has told. */
  readonly rows: ReadonlyMap<string, Row> | undefined
  readonly status: AccountFeedStatus
  /** Why it ended. */
  readonly failure: string | undefined
}

/** Follows a list about the account for as long as it is looked at: the host asks IBKR for it only then. */
export function useAccountFeed<Row>(open: OpenList<Row>, keyOf: (row: Row) => string): AccountRows<Row> {
  const [data, setData] = useState<AccountRows<Row>>({
    rows: undefined,
    status: { health: { kind: 'waiting' } },
    failure: undefined,
  })
  useEffect(() => {
    const batcher = createFrameBatcher<AccountItem<Row>>((batch) =>
      setData((now) => ({ ...applyAccountItems(now, batch), failure: undefined })),
    )
    return open({
      snapshot({ rows, status }) {
        batcher.clear()
        setData({ rows: new Map(rows.map((row) => [keyOf(row), row])), status, failure: undefined })
      },
      items: batcher.add,
      closed: (error) => setData((now) => ({ ...now, failure: error?.message ?? 'The console ended it.' })),
    })
  }, [open, keyOf])
  return data
}

/** One batch; rows that are not named stay the same objects. */
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

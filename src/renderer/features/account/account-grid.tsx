import { type ReactNode, useCallback, useMemo, useState } from 'react'
import { useNow } from '../../platform/use-now.ts'
import { useLinkStore } from '../../stores/link-store.ts'
import { useSessionStore } from '../../stores/session-store.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { formatNumber } from '../../ui/format-number.ts'
import { type GridColumn, type GridSort, RowGrid } from '../../ui/row-grid.tsx'
import { feedHealthWords, newsWords } from '../orders/feed/feed-texts.ts'
import { sortRows } from './sort-rows.ts'
import type { AccountRows } from './use-account-feed.ts'
import './account.css'

export interface AccountColumn<Row> extends GridColumn<Row> {
  /** What it is sorted by; what has none comes last. */
  readonly value: (row: Row) => number | string | undefined
}

interface AccountGridProps<Row> {
  readonly id: string
  readonly label: string
  /** One of its rows, and several. */
  readonly noun: readonly [string, string]
  readonly data: AccountRows<Row>
  readonly columns: readonly AccountColumn<Row>[]
  readonly keyOf: (row: Row) => string
  readonly firstSort: GridSort
  readonly onOpen?: (row: Row) => void
  readonly empty: ReactNode
  /** Beside the words of the feed. */
  readonly children?: ReactNode
}

/** A list about the account as a grid, with what it rests on above it. */
export function AccountGrid<Row>(props: AccountGridProps<Row>) {
  const { id, label, noun, data, columns, keyOf, firstSort, onOpen, empty, children } = props
  const [sort, setSort] = useState(firstSort)
  const [activeKey, setActiveKey] = useState<string>()
  const isReady = useSessionStore((session) => session.view?.state.kind === 'ready')
  const downSince = useLinkStore((link) => link.downSince)
  const now = useNow()
  const health = feedHealthWords(data.status.health, downSince, now)
  const rows = useMemo(
    () => sortRows([...(data.rows?.values() ?? [])], columns, sort, keyOf),
    [data.rows, columns, sort, keyOf],
  )
  const rowAt = useCallback((index: number) => rows[index], [rows])
  const activate = useCallback((row: Row) => setActiveKey(keyOf(row)), [keyOf])
  const turn = (key: string): void =>
    setSort(({ key: before, direction }) => ({
      key,
      direction: before === key && direction === 'ascending' ? 'descending' : 'ascending',
    }))
  const isWaiting = data.status.health.kind === 'waiting'

  return (
    <div className="account-part">
      <p className="account-line">
        <span className="feed-health" data-tone={data.failure === undefined ? health.tone : 'bad'}>
          <span className="dot" aria-hidden="true" />
          <span className="feed-health-label">{data.failure === undefined ? health.label : 'Ended'}</span>
        </span>
        {data.failure !== undefined && <span role="alert">{data.failure}</span>}
        {data.failure === undefined && health.tone !== 'good' && !isWaiting && <span>{health.detail}</span>}
        {data.status.lastUpdate && <span className="feed-news">{newsWords(data.status.lastUpdate, now)}</span>}
        <span className="account-count">
          {rows.length > 0 &&
            `${data.status.limit === undefined ? '' : 'Newest '}${formatNumber(rows.length)} ${rows.length === 1 ? noun[0] : noun[1]}`}
        </span>
        {children}
      </p>
      {rows.length > 0 ? (
        <RowGrid
          id={id}
          label={label}
          columns={columns}
          count={rows.length}
          rowAt={rowAt}
          keyOf={keyOf}
          activeKey={activeKey}
          onActive={activate}
          {...(onOpen && { onOpen })}
          sort={sort}
          onSort={turn}
          stale={health.stale || data.failure !== undefined}
        />
      ) : isWaiting ? (
        <EmptyState title={isReady ? `Reading the ${noun[1]}…` : 'Waiting for the session'}>
          {isReady
            ? 'IBKR often answers the first reading empty: it is asked again in a moment.'
            : 'They appear here once the session is authenticated.'}
        </EmptyState>
      ) : (
        <EmptyState title={`No ${noun[1]}`}>{empty}</EmptyState>
      )}
    </div>
  )
}

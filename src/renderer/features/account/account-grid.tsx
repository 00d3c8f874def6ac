import { type ReactNode, useMemo, useState } from 'react'
import { useRememberedColumns } from '../../platform/use-remembered-columns.ts'
import { useLinkStore } from '../../stores/link-store.ts'
import { useSessionStore } from '../../stores/session-store.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { formatNumber } from '../../ui/format-number.ts'
import { Grid } from '../../ui/grid/grid.tsx'
import { type GridColumn, type GridSort, nextSort, sortRows } from '../../ui/grid/grid-column.ts'
import type { ContextMenuItem } from '../../ui/menu/context-menu.tsx'
import { FeedHealthLine } from '../orders/index.ts'
import type { AccountRows } from './use-account-feed.ts'
import './account.css'

interface AccountGridProps<Row> {
  readonly id: string
  readonly label: string
  /** Singular and plural of a row. */
  readonly noun: readonly [string, string]
  readonly data: AccountRows<Row>
  readonly columns: readonly GridColumn<Row>[]
  readonly keyOf: (row: Row) => string
  readonly firstSort: GridSort
  readonly onOpen?: (row: Row) => void
  readonly menu?: (rows: readonly Row[]) => readonly ContextMenuItem[]
  readonly empty: ReactNode
  /** Beside the state of the feed. */
  readonly children?: ReactNode
}

/** A list about the account, with the state of its feed above it. */
export function AccountGrid<Row>(props: AccountGridProps<Row>) {
  const { id, label, noun, data, columns, keyOf, firstSort, onOpen, menu, empty, children } = props
  const [sort, setSort] = useState(firstSort)
  const [activeKey, setActiveKey] = useState<string>()
  const layout = useRememberedColumns(id)
  const isReady = useSessionStore((session) => session.view?.state.kind === 'ready')
  const isDown = useLinkStore((link) => link.downSince !== undefined)
  const rows = useMemo(
    () => sortRows([...(data.rows?.values() ?? [])], columns, sort, keyOf),
    [data.rows, columns, sort, keyOf],
  )
  const isWaiting = data.status.health.kind === 'waiting'

  return (
    <div className="column grow">
      <p className="account-line bar info-line">
        <FeedHealthLine
          name={label}
          health={data.status.health}
          lastUpdate={data.status.lastUpdate}
          failure={data.failure}
        />
        <span className="to-end">
          {rows.length > 0 &&
            `${data.status.limit === undefined ? '' : 'Newest '}${formatNumber(rows.length)} ${rows.length === 1 ? noun[0] : noun[1]}`}
        </span>
        {children}
      </p>
      {rows.length > 0 ? (
        <Grid
          id={id}
          label={label}
          columns={columns}
          layout={layout}
          rows={rows}
          keyOf={keyOf}
          activeKey={activeKey}
          onActive={(row) => setActiveKey(keyOf(row))}
          {...(onOpen && { onOpen })}
          {...(menu && { menu })}
          multiSelect
          sort={sort}
          onSort={(column) => setSort(nextSort(sort, columns, column))}
          stale={isDown || data.status.health.kind === 'stale' || data.failure !== undefined}
        />
      ) : isWaiting ? (
        <EmptyState title={isReady ? `Loading ${noun[1]}…` : 'Waiting for the session'}>
          {isReady
            ? 'IBKR often returns an empty list first. The console requests it again shortly.'
            : 'Rows appear once the session is authenticated.'}
        </EmptyState>
      ) : (
        <EmptyState title={`No ${noun[1]}`}>{empty}</EmptyState>
      )}
    </div>
  )
}

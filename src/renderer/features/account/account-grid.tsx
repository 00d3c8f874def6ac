import { type ReactNode, useMemo, useState } from 'react'
import { formatNumber } from '../../../shared/domain/format-number.ts'
import { useRememberedColumns } from '../../platform/use-remembered-columns.ts'
import { useLinkStore } from '../../stores/link-store.ts'
import { useSessionStore } from '../../stores/session-store.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Grid } from '../../ui/grid/grid.tsx'
import { nextSort, sortRows } from '../../ui/grid/grid-column.ts'
import type { GridProps } from '../../ui/grid/grid-props.ts'
import { Segmented } from '../../ui/segmented.tsx'
import { BesideTabs, FeedHealthLine } from '../orders/index.ts'
import type { AccountRows } from './use-account-feed.ts'

interface AccountGridProps<Row>
  extends Pick<GridProps<Row>, 'id' | 'label' | 'columns' | 'keyOf' | 'onOpen' | 'menu' | 'spanOf'> {
  /** Singular and plural noun for the rows. */
  readonly noun: readonly [string, string]
  readonly data: AccountRows<Row>
  /** Returns the displayed rows of the sorted rows, with rows above others. Default: the sorted rows. */
  readonly arrange?: (
    sorted: readonly Row[],
  ) => Required<Pick<GridProps<Row>, 'tree'>> & { readonly rows: readonly Row[] }
  readonly empty: ReactNode
  /** Button beside the number of rows. */
  readonly action?: ReactNode
  /** Content beside the rows for the active row. Default: the first row. */
  readonly beside?: (row: Row) => ReactNode
}

const PARTS = [
  { value: 'rows', label: 'Table' },
  { value: 'beside', label: 'Chart' },
] as const

/** Grid of account data with the state of its feed above. */
export function AccountGrid<Row>(props: AccountGridProps<Row>) {
  const { noun, data, empty, action, beside, arrange, ...grid } = props
  const { id, label, columns, keyOf } = grid
  const [sort, setSort] = useState(() => nextSort({ key: '', direction: 'ascending' }, columns, columns[0]?.id ?? ''))
  const [activeKey, setActiveKey] = useState<string>()
  /** Part that a narrow panel shows. */
  const [part, setPart] = useState<(typeof PARTS)[number]['value']>('rows')
  const layout = useRememberedColumns(id)
  const isReady = useSessionStore((session) => session.view?.state.kind === 'ready')
  const isDown = useLinkStore((link) => link.downSince !== undefined)
  const rows = useMemo(
    () => sortRows([...(data.rows?.values() ?? [])], columns, sort, keyOf),
    [data.rows, columns, sort, keyOf],
  )
  const arranged = useMemo(() => arrange?.(rows) ?? { rows, tree: undefined }, [arrange, rows])

  const active = rows.find((row) => keyOf(row) === activeKey) ?? rows[0]
  const about = active === undefined ? undefined : beside?.(active)
  const list =
    rows.length > 0 ? (
      <Grid
        {...grid}
        layout={layout}
        rows={arranged.rows}
        tree={arranged.tree}
        activeKey={activeKey}
        onActive={(row) => setActiveKey(keyOf(row))}
        multiSelect
        sort={sort}
        onSort={(column) => setSort(nextSort(sort, columns, column))}
        stale={isDown || data.status.health.kind === 'stale' || data.failure !== undefined}
      />
    ) : data.status.health.kind === 'waiting' ? (
      <EmptyState title={isReady ? `Loading ${noun[1]}…` : 'Waiting for the session'}>
        {isReady
          ? 'IBKR often returns an empty list at first. The console requests the list again shortly.'
          : 'Rows appear once the session is authenticated.'}
      </EmptyState>
    ) : (
      <EmptyState title={`No ${noun[1]}`}>{empty}</EmptyState>
    )

  return (
    <div className="column grow">
      <BesideTabs className="account-line bar info-line">
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
        {action}
        {beside && (
          <div className="account-parts">
            <Segmented label="List or chart" options={PARTS} value={part} onChange={setPart} />
          </div>
        )}
      </BesideTabs>
      {about === undefined ? (
        list
      ) : (
        <div className="account-columns" data-part={part}>
          <div className="account-rows column">{list}</div>
          <div className="account-beside column scroll">{about}</div>
        </div>
      )}
    </div>
  )
}

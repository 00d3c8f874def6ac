import { useMemo, useRef, useState } from 'react'
import { formatNumber } from '../../../shared/domain/format-number.ts'
import { type NamedPosition, positionKey } from '../../../shared/domain/position.ts'
import type { ProfitRow } from '../../../shared/domain/profit.ts'
import { recall, remember } from '../../platform/local-memory.ts'
import { useRememberedSize } from '../../platform/remembered-size.ts'
import { useMediaQuery } from '../../platform/use-media-query.ts'
import { useRememberedColumns } from '../../platform/use-remembered-columns.ts'
import { useLinkStore } from '../../stores/link-store.ts'
import { useQuotesStore } from '../../stores/live-quotes.ts'
import { useSessionStore } from '../../stores/session-store.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Grid } from '../../ui/grid/grid.tsx'
import { nextSort, sortRows } from '../../ui/grid/grid-column.ts'
import type { GridTree } from '../../ui/grid/grid-props.ts'
import { Segmented } from '../../ui/segmented.tsx'
import { Select } from '../../ui/select.tsx'
import { Split } from '../../ui/split.tsx'
import { positionMenu, useAccountFeed } from '../account/index.ts'
import { orderForPosition } from '../orders/index.ts'
import { FeedAge } from './feed-age.tsx'
import { GROUPINGS, type Grouping, groupPositions, type PortfolioRow } from './group-positions.ts'
import { PORTFOLIO_COLUMNS } from './portfolio-columns.tsx'
import { PortfolioPane, recallPane, rememberPane } from './portfolio-pane.tsx'
import { PortfolioTotals } from './portfolio-totals.tsx'
import { sumProfit } from './profit-sum.ts'
import { type ValuedPosition, valuePosition } from './value-position.ts'
import './portfolio.css'

const keyOf = ({ key }: PortfolioRow): string => key
const accountKey = ({ account }: { readonly account: string }): string => account
const profitKey = ({ account, model }: ProfitRow): string => `${account}.${model}`
const isGrouping = (value: unknown): value is Grouping => GROUPINGS.some((each) => each.value === value)
const isText = (value: unknown): value is string => typeof value === 'string'

const menu = (rows: readonly PortfolioRow[]) =>
  positionMenu(rows.flatMap((row) => (row.kind === 'position' ? [row.position] : [])))

/** Totals and positions of one account, with live prices for visible rows. */
export function PortfolioView() {
  const positions = useAccountFeed('positions.feed', 'Positions', positionKey)
  const totals = useAccountFeed('totals.feed', 'Totals', accountKey)
  const profit = useAccountFeed('profit.feed', 'Profit and loss', profitKey)
  const state = useSessionStore((data) => data.view?.state)
  const isDown = useLinkStore((link) => link.downSince !== undefined)
  const accounts = useAccounts(positions.rows, totals.rows)
  const [chosen, setChosen] = useState(() => recall('portfolio-account', isText, ''))
  const [grouping, setGrouping] = useState(() => recall('portfolio-groups', isGrouping, 'class'))
  const [isPaneOpen, setIsPaneOpen] = useState(recallPane)
  const paneSize = useRememberedSize('portfolio-pane', 240)
  // Minimum height of the positions in px: eight rows, or fewer in a low window.
  const listHeight = useMediaQuery('(min-height: 700px)') ? 254 : 120
  const selected = state?.kind === 'ready' ? state.accounts.selected : undefined
  const account = accounts.find((id) => id === chosen) ?? accounts.find((id) => id === selected) ?? accounts[0]
  const ofAccount = account === undefined ? undefined : totals.rows?.get(account)
  const valued = useValuedPositions(
    useMemo(
      () => [...(positions.rows?.values() ?? [])].filter((position) => position.account === account),
      [positions.rows, account],
    ),
    positions.status.lastUpdate?.at,
    ofAccount,
  )
  const isStale = isDown || positions.status.health.kind === 'stale' || positions.failure !== undefined
  const isReady = state?.kind === 'ready'
  const list =
    valued.length > 0 ? (
      <Positions rows={valued} grouping={grouping} stale={isStale} />
    ) : positions.status.health.kind === 'waiting' || positions.rows === undefined ? (
      <EmptyState title={isReady ? 'Loading positions…' : 'Waiting for the session'}>
        {isReady
          ? 'IBKR often returns an empty list at first. The console requests the list again shortly.'
          : 'Positions appear once the session is authenticated.'}
      </EmptyState>
    ) : (
      <EmptyState title="No positions">
        Positions appear here a few seconds after an execution. Press N to open an order ticket.
      </EmptyState>
    )
  return (
    <section className="column grow portfolio" aria-label="Portfolio">
      <div className="bar info-line sunken portfolio-line">
        <FeedAge name="Positions" data={positions} />
        <FeedAge name={ofAccount?.currency ? `Totals in ${ofAccount.currency}` : 'Totals'} data={totals} />
        <span className="to-end" />
        {accounts.length > 1 && (
          <Select
            aria-label="Account"
            value={account ?? ''}
            options={accounts}
            onChange={(id) => {
              setChosen(id)
              remember('portfolio-account', id)
            }}
          />
        )}
        <Segmented
          label="Groups"
          options={GROUPINGS}
          value={grouping}
          onChange={(value) => {
            setGrouping(value)
            remember('portfolio-groups', value)
          }}
        />
        <Button
          look="quiet"
          aria-expanded={isPaneOpen}
          onClick={() => {
            setIsPaneOpen(!isPaneOpen)
            rememberPane(!isPaneOpen)
          }}
        >
          {isPaneOpen ? 'Hide charts' : 'Show charts'}
        </Button>
      </div>
      <PortfolioTotals
        totals={ofAccount}
        profit={sumProfit(profit.rows, account)}
        stale={isDown || totals.status.health.kind === 'stale' || profit.status.health.kind === 'stale'}
      />
      <Split
        label="Height of the charts"
        orientation="vertical"
        sized="second"
        size={paneSize}
        min={110}
        minRest={listHeight}
        first={list}
        second={isPaneOpen && <PortfolioPane account={account} currency={ofAccount?.currency} />}
      />
    </section>
  )
}

/** Ids of the accounts with totals or positions, in alphabetical order. */
function useAccounts(
  positions: ReadonlyMap<string, NamedPosition> | undefined,
  totals: ReadonlyMap<string, { readonly account: string }> | undefined,
): readonly string[] {
  return useMemo(() => {
    const ids = [...(positions?.values() ?? []), ...(totals?.values() ?? [])].map(({ account }) => account)
    return [...new Set(ids)].sort()
  }, [positions, totals])
}

/** Values the positions. A position whose quote, list and totals are unchanged keeps its row object. */
function useValuedPositions(
  positions: readonly NamedPosition[],
  listedAt: number | undefined,
  totals: Parameters<typeof valuePosition>[1]['totals'],
): readonly ValuedPosition[] {
  const quotes = useQuotesStore((data) => data.quotes)
  const known = useRef(new Map<string, { readonly inputs: readonly unknown[]; readonly row: ValuedPosition }>())
  return useMemo(() => {
    const next: typeof known.current = new Map()
    const rows = positions.map((position) => {
      const quote = quotes.get(position.conid)
      const key = positionKey(position)
      const inputs = [position, quote, listedAt, totals]
      const before = known.current.get(key)
      const isSame = before?.inputs.every((input, index) => input === inputs[index])
      const row = isSame && before ? before.row : valuePosition(position, { quote, listedAt, totals })
      next.set(key, { inputs, row })
      return row
    })
    known.current = next
    return rows
  }, [positions, quotes, listedAt, totals])
}

interface PositionsProps {
  readonly rows: readonly ValuedPosition[]
  readonly grouping: Grouping
  readonly stale: boolean
}

function Positions({ rows, grouping, stale }: PositionsProps) {
  const [sort, setSort] = useState({ key: 'symbol', direction: 'ascending' } as const as ReturnType<typeof nextSort>)
  const [activeKey, setActiveKey] = useState<string>()
  const [collapsed, setCollapsed] = useState<ReadonlySet<string>>(new Set())
  const layout = useRememberedColumns('portfolio')
  const shown = useMemo(
    () =>
      groupPositions(sortRows(rows, PORTFOLIO_COLUMNS, sort, keyOf) as readonly ValuedPosition[], grouping, collapsed),
    [rows, sort, grouping, collapsed],
  )
  const tree = useMemo<GridTree<PortfolioRow> | undefined>(
    () =>
      grouping === 'none'
        ? undefined
        : {
            column: 'symbol',
            levelOf: (row) => (row.kind === 'group' ? 1 : 2),
            isExpanded: (row) => (row.kind === 'group' ? !collapsed.has(row.key) : undefined),
            noteOf: (row) =>
              row.kind === 'group'
                ? `${formatNumber(row.count)} ${row.count === 1 ? 'position' : 'positions'}`
                : undefined,
            shortNoteOf: (row) => (row.kind === 'group' ? formatNumber(row.count) : undefined),
            toggle: (row) => {
              const next = new Set(collapsed)
              if (!next.delete(row.key)) next.add(row.key)
              setCollapsed(next)
            },
          },
    [grouping, collapsed],
  )
  return (
    <Grid
      id="portfolio"
      label="Portfolio positions"
      columns={PORTFOLIO_COLUMNS}
      rows={shown}
      keyOf={keyOf}
      layout={layout}
      tree={tree}
      activeKey={activeKey}
      onActive={(row) => setActiveKey(row.key)}
      onOpen={(row) => row.kind === 'position' && orderForPosition(row.position, { kind: 'close' })}
      menu={menu}
      multiSelect
      sort={sort}
      onSort={(column) => setSort(nextSort(sort, PORTFOLIO_COLUMNS, column))}
      stale={stale}
      takesLostFocus
    />
  )
}

import { useMemo } from 'react'
import type { ConsoleOrder, ConsoleOrderTransition } from '../../../../shared/domain/console-orders.ts'
import { groupDigits } from '../../../../shared/domain/format-number.ts'
import { formatAmount } from '../../../../shared/domain/order-size.ts'
import { Button } from '../../../ui/button.tsx'
import { Chart } from '../../../ui/chart/chart.tsx'
import type { ChartColor, ChartData, ChartSeries } from '../../../ui/chart/chart-data.ts'
import { formatPrice } from '../../../ui/format-number.ts'
import { formatRecent } from '../../../ui/format-time.ts'
import { Message } from '../../../ui/message.tsx'
import { describeOrderStatus } from '../texts.ts'
import { type Fill, fillsOfTransitions } from './execution-quality.ts'
import { type HistoryState, type LivePrices, useLivePrices } from './use-order-prices.ts'

interface PriceChartProps {
  readonly order: ConsoleOrder
  readonly transitions: readonly ConsoleOrderTransition[]
  /** Number of earlier transitions. */
  readonly earlier: number
  readonly fills: readonly Fill[]
  readonly history: HistoryState
  readonly since: number
  /** Time at which the order ended, in ms since epoch; undefined while it may fill. */
  readonly endedAt: number | undefined
  readonly onRetry: () => void
}

/** Number of bars to show after the order ended. */
const CONTEXT_BARS = 2

/** Price chart since an order was placed, with its limit, stop, fills and status changes. */
export function PriceChart(props: PriceChartProps) {
  const { order, transitions, earlier, fills, history, since, endedAt, onRetry } = props
  const live = useLivePrices(order.conid, endedAt === undefined)
  const annotations = useMemo(
    () => annotationsOf(order, transitions, earlier, fills),
    [order, transitions, earlier, fills],
  )
  const columns = useMemo(() => {
    const shown = [since, ...annotations.marks, ...annotations.events].map((each) =>
      typeof each === 'number' ? each : each.x,
    )
    return joinPrices(history, live, {
      from: Math.min(...shown),
      to: Math.max(...shown),
      isOver: endedAt !== undefined,
    })
  }, [history, live, since, endedAt, annotations])
  const series = useMemo<readonly ChartSeries[]>(
    () => [{ label: 'Price', values: columns.prices, shape: 'line', color: 'accent', format: formatPrice }],
    [columns],
  )
  const hasPrices = columns.prices.some((price) => price !== null)
  if (history.kind === 'loading' && !hasPrices)
    return <p className="padded-block tertiary order-chart">Loading prices…</p>
  return (
    <div className="order-chart column">
      {hasPrices ? (
        <Chart
          label={`Price of ${order.contractName} since the order was placed`}
          xs={columns.at}
          series={series}
          {...annotations}
          formatX={(at) => formatRecent(at, Date.now())}
        />
      ) : (
        <p className="hint">No prices yet.</p>
      )}
      <HistoryNote history={history} onRetry={onRetry} />
      {live.note !== undefined && <p className="hint">{live.note}</p>}
    </div>
  )
}

function HistoryNote({ history, onRetry }: { readonly history: HistoryState; readonly onRetry: () => void }) {
  switch (history.kind) {
    case 'failed':
      return (
        <Message tone="warn" title="Price history not loaded" actions={<Button onClick={onRetry}>Try again</Button>}>
          {history.message}
        </Message>
      )
    case 'loaded':
      return history.history.bars.length === 0 && <p className="hint">IBKR has no price history for this time.</p>
    default:
      return null
  }
}

interface Prices {
  readonly at: readonly number[]
  readonly prices: readonly (number | null)[]
}

/** Joins historical and live prices. Begins at the bar that contains the first mark of the chart. */
export function joinPrices(
  history: HistoryState,
  live: LivePrices,
  { from, to, isOver }: { readonly from: number; readonly to: number; readonly isOver: boolean },
): Prices {
  const at: number[] = []
  const prices: (number | null)[] = []
  const firstLive = live.at[0] ?? Number.POSITIVE_INFINITY
  if (history.kind === 'loaded') {
    const { barMs, bars } = history.history
    const context = CONTEXT_BARS * barMs
    const until = isOver ? to + context : firstLive
    for (const [index, { at: start, close }] of bars.entries()) {
      if (start + barMs <= from) continue
      // A bar's close is shown at the end of the bar, except in the newest bar.
      const time = index === bars.length - 1 ? Math.max(start, from) : start + barMs
      if (time >= until || time <= (at.at(-1) ?? 0)) continue
      at.push(time)
      prices.push(close)
    }
  }
  for (const [index, time] of live.at.entries()) {
    if (time <= (at.at(-1) ?? 0)) continue
    at.push(time)
    prices.push(live.prices[index] ?? null)
  }
  // The axis includes the first and the last mark, even without prices there.
  const [first = from, last = to] = [at[0], at.at(-1)]
  return {
    at: [...(from < first ? [from] : []), ...at, ...(to > last ? [to] : [])],
    prices: [...(from < first ? [null] : []), ...prices, ...(to > last ? [null] : [])],
  }
}

const STATUS_COLORS = { good: 'good', bad: 'bad', warn: 'warn', busy: 'accent', idle: 'idle' } as const

function annotationsOf(
  order: ConsoleOrder,
  transitions: readonly ConsoleOrderTransition[],
  earlier: number,
  fills: readonly Fill[],
): Required<Pick<ChartData, 'lines' | 'marks' | 'events'>> {
  const color: ChartColor = order.side === undefined ? 'accent' : order.side === 'BUY' ? 'buy' : 'sell'
  const line = (label: string, price: string | undefined) => {
    const value = Number(price?.replaceAll(',', ''))
    return value > 0 ? [{ label: `${label} ${groupDigits(price ?? '')}`, value, color }] : []
  }
  const exact = fills.map(({ at, quantity, price }) => ({ at, quantity, price, word: 'at' }))
  const shown =
    exact.length > 0 ? exact : fillsOfTransitions(transitions, earlier).map((fill) => ({ ...fill, word: 'average' }))
  return {
    lines: [...line('Limit', order.limitPrice), ...line('Stop', order.stopPrice)],
    marks: shown.map(({ at, quantity, price, word }) => ({
      x: at,
      y: price,
      weight: quantity,
      color,
      label: `Filled ${formatAmount(quantity, exact.length > 0 ? undefined : order.filledCurrency)} ${word} ${formatPrice(price)}`,
    })),
    events: transitions.flatMap(({ at, status }, index) =>
      status === '' || status === transitions[index - 1]?.status
        ? []
        : [{ x: at, color: STATUS_COLORS[describeOrderStatus(status).tone], label: status }],
    ),
  }
}

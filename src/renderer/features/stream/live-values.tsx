import { memo, type ReactNode } from 'react'
import type { HistoryBar, LadderRow } from '../../../shared/contract/stream-views.ts'
import { formatNumber, groupDigits } from '../../../shared/domain/format-number.ts'
import type { ProfitRow } from '../../../shared/domain/profit.ts'
import { useNow } from '../../platform/use-now.ts'
import { classNames } from '../../ui/class-names.ts'
import { formatAmount, formatPrice } from '../../ui/format-number.ts'
import { formatDateTime, formatRecent } from '../../ui/format-time.ts'
import { Gain } from '../account/index.ts'
import { quoteFieldLabel } from './decode-frame.ts'

/** Market depth with bids on the left and asks on the right, highest price first. */
export const DepthLadder = memo(function DepthLadder({ rows }: { readonly rows: readonly LadderRow[] }) {
  if (rows.length === 0) return <p className="hint">No market depth yet.</p>
  const largest = Math.max(1, ...rows.map(({ bid, ask }) => Math.max(sizeOf(bid), sizeOf(ask))))
  return (
    <table className="ladder wide small">
      <thead>
        <tr>
          <th scope="col">Bid</th>
          <th scope="col">Price</th>
          <th scope="col">Ask</th>
        </tr>
      </thead>
      <tbody>
        {sortLadder(rows).map(({ row, bid, ask, price, isLast, lastSize }) => (
          <tr key={row} data-last={isLast || undefined}>
            <td data-side="buy">
              <Bar size={bid} largest={largest} />
            </td>
            <td title={isLast ? `Last trade${lastSize === undefined ? '' : `: ${lastSize}`}` : undefined}>
              {price}
              {isLast && <span className="visually-hidden"> last trade</span>}
            </td>
            <td data-side="sell">
              <Bar size={ask} largest={largest} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
})

function Bar({ size, largest }: { readonly size: string | undefined; readonly largest: number }) {
  if (size === undefined) return null
  return (
    <>
      <span
        className="ladder-bar"
        aria-hidden="true"
        style={{ width: `${Math.round((100 * sizeOf(size)) / largest)}%` }}
      />
      <span className="anchor">{groupDigits(size)}</span>
    </>
  )
}

function sizeOf(text: string | undefined): number {
  const size = Number(text?.replaceAll(',', ''))
  return Number.isFinite(size) ? size : 0
}

/** Sorts by descending price. Rows without a price come last. */
export const sortLadder = (rows: readonly LadderRow[]): readonly LadderRow[] =>
  rows.toSorted((a, b) => priceOf(b) - priceOf(a) || a.row - b.row)

function priceOf({ price }: LadderRow): number {
  const value = price === undefined ? Number.NaN : Number(price.replaceAll(',', ''))
  // Must be finite, because the difference of two infinities is NaN.
  return Number.isFinite(value) ? value : -Number.MAX_VALUE
}

const PRICES = ['open', 'high', 'low', 'close'] as const

interface HistoryBarsProps {
  readonly bars: readonly HistoryBar[]
  readonly total: number
}

/** Most recent bars of a price history, newest first. */
export const HistoryBars = memo(function HistoryBars({ bars, total }: HistoryBarsProps) {
  const now = useNow()
  if (bars.length === 0) return <p className="hint">No bars in this period. Choose a longer period.</p>
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: an area that scrolls must be focusable.
    <section className="stream-scroll scroll" aria-label="Bars" tabIndex={0}>
      <table className="stream-bars figures" aria-label="Bars, newest first">
        <caption className="tertiary">
          {total > bars.length ? `Newest ${bars.length} of ${formatNumber(total)} bars` : `${formatNumber(total)} bars`}
        </caption>
        <thead>
          <tr>
            <th scope="col">Time</th>
            <th scope="col">Open</th>
            <th scope="col">High</th>
            <th scope="col">Low</th>
            <th scope="col">Close</th>
          </tr>
        </thead>
        <tbody>
          {bars.map((bar) => (
            <tr key={bar.time}>
              <th scope="row" title={formatDateTime(bar.time)}>
                {barTime(bar.time, now)}
              </th>
              {PRICES.map((name) => (
                <td key={name}>{bar[name] === undefined ? '' : formatPrice(bar[name])}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
})

/** Formats the start of a bar: "14:05" today, "11-24 23:55" on another day. */
const barTime = (at: number, now: number): string => formatRecent(at, now).replace(/^(\d\d:\d\d):\d\d$/, '$1')

/** List of names and values. Briefly highlights a changed value. */
function Values({ entries, className, ...rest }: ValuesProps) {
  return (
    <dl className={classNames('quote-values small', className)} {...rest}>
      {entries.map(([name, value, label = name]) => (
        <div key={name}>
          <dt title={name}>{label}</dt>
          {/* A new key creates a new element, which restarts the highlight animation. */}
          <dd key={typeof value === 'string' ? value : undefined}>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

interface ValuesProps {
  readonly entries: readonly (readonly [name: string, value: ReactNode, label?: string])[]
  readonly className?: string
  readonly 'aria-label'?: string
  readonly tabIndex?: number
}

/** Profit and loss of each account in its base currency. */
export const ProfitValues = memo(function ProfitValues({ rows }: { readonly rows: readonly ProfitRow[] }) {
  if (rows.length === 0) return <p className="hint">No P&amp;L data yet.</p>
  return rows.map(({ account, model, daily, unrealized, netLiquidation }) => (
    <section key={`${account}.${model}`} aria-label={`Profit and loss for ${account}`}>
      <p className="hint">{model === 'Core' ? account : `${account} · ${model}`}</p>
      <Values
        className="figure-values"
        entries={[
          ['Today', <Gain key="daily" value={daily} />],
          ['Unrealized', <Gain key="unrealized" value={unrealized} />],
          ...(netLiquidation === undefined ? [] : [['Net liquidation', formatAmount(netLiquidation)] as const]),
        ]}
      />
    </section>
  ))
})

/** Fields that come first in a quote. */
const FIRST_FIELDS = ['last', 'change', 'changePercent', 'bid', 'bidSize', 'ask', 'askSize', 'volume']

type TextValues = { readonly values: Readonly<Record<string, string>> }

export const QuoteValues = memo(function QuoteValues({ values }: TextValues) {
  const names = new Set([...FIRST_FIELDS.filter((name) => name in values), ...Object.keys(values)])
  return <Values entries={[...names].map((name) => [name, values[name], quoteFieldLabel(name)])} />
})

/** Account values with IBKR's keys. */
export const AccountValues = memo(function AccountValues({ values }: TextValues) {
  return (
    <Values
      className="figure-values stream-scroll"
      aria-label="Account values"
      tabIndex={0}
      entries={Object.entries(values).map(([name, value]) => [name, groupDigits(value)])}
    />
  )
})

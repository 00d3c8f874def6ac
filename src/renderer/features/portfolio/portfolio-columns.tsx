import { formatNumber } from '../../../shared/domain/format-number.ts'
import { useNow } from '../../platform/use-now.ts'
import { useQuote } from '../../stores/live-quotes.ts'
import { formatAmount, formatPrice } from '../../ui/format-number.ts'
import { formatShortSpan } from '../../ui/format-time.ts'
import { inCapitals, numberColumn, textColumn } from '../../ui/grid/column-kinds.tsx'
import type { GridColumn } from '../../ui/grid/grid-column.ts'
import { Gain, gainText } from '../account/index.ts'
import type { PortfolioRow, Sum } from './group-positions.ts'
import type { Greeks, PriceSource, ValuedPosition } from './value-position.ts'

const ofPosition = <Value,>(row: PortfolioRow, read: (row: ValuedPosition) => Value): Value | undefined =>
  row.kind === 'position' ? read(row) : undefined

/** Marks a sum that lacks positions, so that it is not read as complete. */
const sumText = ({ amount, missing }: Sum, format: (value: number) => string): string =>
  missing === 0 ? format(amount) : `${format(amount)} *`

const sumTooltip = ({ missing }: Sum): string =>
  missing === 0
    ? 'In the base currency.'
    : `In the base currency, without ${missing === 1 ? '1 position' : `${missing} positions`} of unknown value.`

interface Amounts {
  readonly own: (row: ValuedPosition) => number | undefined
  readonly sum: (row: Extract<PortfolioRow, { kind: 'group' }>) => Sum
}

/** Creates a column of amounts: of a position in its own currency, of a group in the base currency. */
function amountColumn(
  id: string,
  title: string,
  { own, sum }: Amounts,
  { format, titleTooltip }: { readonly format: (value: number) => string; readonly titleTooltip: string },
): GridColumn<PortfolioRow> {
  const read = (row: PortfolioRow): number | undefined => (row.kind === 'position' ? own(row) : sum(row).amount)
  const text = (row: PortfolioRow): string => {
    if (row.kind === 'group') return sumText(sum(row), format)
    const value = own(row)
    return value === undefined ? '' : format(value)
  }
  return {
    ...numberColumn<PortfolioRow>(id, title, read, { width: 96, titleTooltip }),
    text,
    // Sums are bold.
    measured: (row) => (row.kind === 'group' ? inCapitals(text(row)) : text(row)),
    tooltip: (row) => (row.kind === 'group' ? sumTooltip(sum(row)) : (row.position.currency ?? 'Unknown currency')),
  }
}

const gainCell =
  ({ own, sum }: Amounts) =>
  (row: PortfolioRow) =>
    row.kind === 'position' ? (
      <Gain value={own(row)} />
    ) : (
      <strong>
        <Gain value={sum(row).amount} />
        {sum(row).missing > 0 && ' *'}
      </strong>
    )

const VALUE: Amounts = { own: ({ value }) => value, sum: ({ value }) => value }
const DAY: Amounts = { own: ({ dayProfit }) => dayProfit, sum: ({ day }) => day }
const OPEN: Amounts = { own: ({ openProfit }) => openProfit, sum: ({ open }) => open }

const percentText = (value: number | undefined): string =>
  value === undefined ? '' : `${value > 0 ? '+' : ''}${value.toFixed(2)}%`

function greekColumn(name: keyof Greeks, title: string, titleTooltip: string, isHidden: boolean) {
  return numberColumn<PortfolioRow>(name, title, (row) => ofPosition(row, ({ greeks }) => greeks[name]), {
    width: 64,
    format: (value) => value.toFixed(3),
    titleTooltip,
    ...(isHidden && { optional: true }),
  })
}

export const PORTFOLIO_COLUMNS: readonly GridColumn<PortfolioRow>[] = [
  textColumn('symbol', 'Position', 96, (row) => (row.kind === 'group' ? row.title : row.position.contractName), {
    fit: true,
    measured: (row) => `${inCapitals(row.kind === 'group' ? row.title : row.position.contractName)}0000`,
    grow: 1,
    sticky: true,
    cell: (row) => <strong>{row.kind === 'group' ? row.title : row.position.contractName}</strong>,
    tooltip: (row) =>
      row.kind === 'group'
        ? undefined
        : `${row.position.symbol || row.position.contractName}, conid ${row.position.conid}`,
  }),
  numberColumn('quantity', 'Quantity', (row) => ofPosition(row, ({ position }) => position.quantity), {
    width: 76,
    format: (quantity) => (quantity === 0 ? 'closed' : formatNumber(quantity)),
  }),
  {
    ...numberColumn<PortfolioRow>('price', 'Price', (row) => ofPosition(row, ({ price }) => price), {
      width: 92,
      format: formatPrice,
    }),
    cell: (row) => (row.kind === 'position' ? <PriceCell row={row} /> : null),
    measured: (row) => `00 min ago ${formatPrice(ofPosition(row, ({ price }) => price) ?? 0)}`,
    tooltip: (row) => ofPosition(row, ({ source }) => describeSource(source)),
  },
  numberColumn('change', 'Day %', (row) => ofPosition(row, ({ changePercent }) => changePercent), {
    width: 72,
    format: percentText,
    titleTooltip: 'Change of the price since the last close. Only with a live price.',
    cell: (row) =>
      ofPosition(row, ({ changePercent }) => (
        <span className="tone" data-tone={toneOf(changePercent)}>
          {percentText(changePercent)}
        </span>
      )),
  }),
  {
    ...amountColumn('day', 'Day P&L', DAY, {
      format: gainText,
      titleTooltip: 'Change of the price since the last close times the present quantity. Only with a live price.',
    }),
    cell: gainCell(DAY),
  },
  amountColumn('value', 'Value', VALUE, {
    format: formatAmount,
    titleTooltip: 'Market value in the currency of the contract; of a group in the base currency.',
  }),
  numberColumn('share', 'Share', (row) => row.share, {
    width: 64,
    format: (share) => `${(share * 100).toFixed(1)}%`,
    titleTooltip: 'Part of the net liquidation value of the account.',
  }),
  {
    ...amountColumn('open', 'Open P&L', OPEN, { format: gainText, titleTooltip: 'Unrealized profit and loss.' }),
    cell: gainCell(OPEN),
  },
  greekColumn('delta', 'Delta', 'Delta of one contract.', false),
  numberColumn('average', 'Avg price', (row) => ofPosition(row, ({ position }) => position.averagePrice), {
    width: 88,
    format: formatPrice,
    muted: true,
  }),
  textColumn('currency', 'Currency', 72, (row) => ofPosition(row, ({ position }) => position.currency), {
    muted: true,
  }),
  greekColumn('gamma', 'Gamma', 'Gamma of one contract.', true),
  greekColumn('theta', 'Theta', 'Theta of one contract, per day.', true),
  greekColumn('vega', 'Vega', 'Vega of one contract, per percentage point of the volatility.', true),
  numberColumn('realized', 'Realized', (row) => ofPosition(row, ({ position }) => position.realized), {
    width: 96,
    format: gainText,
    optional: true,
  }),
]

const toneOf = (value = 0): string | undefined => (value > 0 ? 'good' : value < 0 ? 'bad' : undefined)

/** Price of a position. While it is visible, its quotes are streamed. A price that is not live shows its age. */
function PriceCell({ row: { position, price, source } }: { readonly row: ValuedPosition }) {
  useQuote(position.conid, 'position')
  return (
    <span className="quote-cell" data-old={source.kind !== 'live' || undefined}>
      {source.kind !== 'live' && source.at !== undefined && <Age at={source.at} />}
      {price === undefined ? <span className="tertiary">no price</span> : <span>{formatPrice(price)}</span>}
    </span>
  )
}

function Age({ at }: { readonly at: number }) {
  return <span className="quote-age">{formatShortSpan(useNow() - at)} ago</span>
}

/** Describes where a price is from. */
function describeSource(source: PriceSource): string {
  switch (source.kind) {
    case 'live':
      return 'Live price.'
    case 'marked':
      return `Last price of the stream. ${source.reason}`
    case 'list':
      return ['Price of IBKR’s list of positions.', source.reason].filter(Boolean).join(' ')
  }
}

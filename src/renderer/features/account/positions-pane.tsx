import { formatNumber } from '../../../shared/domain/format-number.ts'
import { type NamedPosition, positionKey } from '../../../shared/domain/position.ts'
import { formatAmount, formatPrice } from '../../ui/format-number.ts'
import { inCapitals, numberColumn, textColumn } from '../../ui/grid/column-kinds.tsx'
import type { GridColumn } from '../../ui/grid/grid-column.ts'
import { AccountGrid } from './account-grid.tsx'
import { gainColumn } from './gain.tsx'
import { positionMenu } from './position-menu.ts'
import { useAccountFeed } from './use-account-feed.ts'

const COLUMNS: readonly GridColumn<NamedPosition>[] = [
  textColumn('symbol', 'Symbol', 96, 'contractName', {
    // The end of the name distinguishes options.
    fit: true,
    measured: ({ contractName }) => inCapitals(contractName),
    grow: 1,
    sticky: true,
    cell: ({ contractName }) => <strong>{contractName}</strong>,
    tooltip: ({ symbol, conid }) => `${symbol}, conid ${conid}`,
  }),
  numberColumn('quantity', 'Quantity', 'quantity', {
    width: 84,
    format: (quantity) => (quantity === 0 ? 'closed' : formatNumber(quantity)),
  }),
  priceColumn('averagePrice', 'Avg price', ({ averagePrice }) => averagePrice, formatPrice),
  priceColumn('marketPrice', 'Price', ({ marketPrice }) => marketPrice, formatPrice),
  priceColumn('marketValue', 'Value', ({ marketValue }) => marketValue, formatAmount),
  gainColumn('unrealized', 'Unrealized', (row) => row.unrealized),
  gainColumn('realized', 'Realized', (row) => row.realized),
  textColumn('currency', 'Currency', 84, 'currency', { muted: true }),
  textColumn('account', 'Account', 108, 'account', { muted: true }),
]

/** Creates a price column. The cell rounds the value, and the tooltip shows all digits. */
function priceColumn(
  id: string,
  title: string,
  read: (row: NamedPosition) => number | undefined,
  format: (value: number) => string,
): GridColumn<NamedPosition> {
  const tooltip = (row: NamedPosition): string | undefined => {
    const value = read(row)
    return value === undefined ? undefined : formatNumber(value)
  }
  return numberColumn(id, title, read, { width: 96, format, tooltip })
}

/** Positions in all accounts, each in the currency of its contract. */
export function PositionsPane() {
  const data = useAccountFeed('positions.feed', 'Positions', positionKey)
  return (
    <AccountGrid
      id="positions"
      label="Positions"
      noun={['position', 'positions']}
      data={data}
      columns={COLUMNS}
      keyOf={positionKey}
      menu={positionMenu}
      empty="Positions appear here a few seconds after an execution."
    />
  )
}

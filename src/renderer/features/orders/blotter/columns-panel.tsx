import { Columns3 } from 'lucide-react'
import { DEFAULT_LAYOUT } from '../../../../shared/domain/blotter-layout.ts'
import { useOrdersStore } from '../../../stores/orders-store.ts'
import { Button } from '../../../ui/button.tsx'
import { Checkbox } from '../../../ui/checkbox.tsx'
import { DropPanel } from '../../../ui/drop-panel.tsx'
import { isHidden, orderColumns, toggleColumn } from '../../../ui/grid/column-layout.ts'
import { useBlotterStore } from '../blotter-store.ts'
import { changeColumns } from '../layouts/layouts.ts'
import { useOrderColumns } from './order-columns.tsx'

export const COLUMNS_BUTTON = 'blotter-columns'

/** Panel to choose the visible columns. */
export function ColumnsPanel() {
  return (
    <DropPanel
      id={COLUMNS_BUTTON}
      look="quiet"
      icon={<Columns3 size={14} aria-hidden="true" />}
      label="Columns"
      panelLabel="Columns"
    >
      {() => <Choices />}
    </DropPanel>
  )
}

function Choices() {
  const layout = useBlotterStore((data) => data.layout.columns)
  const orders = useOrdersStore((data) => data.orders)
  const offered = useOrderColumns([...orders.values()]).filter(({ unavailable }) => unavailable !== true)
  const columns = orderColumns(offered, layout)
  const visible = columns.filter((column) => !isHidden(column, layout)).map(({ id }) => id)
  return (
    <>
      {columns.map((column, index) => (
        <Checkbox
          key={column.id}
          data-initial-focus={index === 0 || undefined}
          checked={!isHidden(column, layout)}
          disabled={visible.length === 1 && visible[0] === column.id}
          onChange={() => changeColumns(toggleColumn(layout, visible, column))}
        >
          {column.title}
        </Checkbox>
      ))}
      <p className="drop-note small tertiary">
        Drag a column header to move it, or its right edge to resize it. Keyboard: Ctrl Shift ← → moves, Shift ← →
        resizes.
      </p>
      <Button onClick={() => changeColumns(DEFAULT_LAYOUT.columns)}>Reset to default</Button>
    </>
  )
}

import { Columns3 } from 'lucide-react'
import { DEFAULT_LAYOUT } from '../../../../shared/domain/blotter-layout.ts'
import { Button } from '../../../ui/button.tsx'
import { DropPanel } from '../../../ui/drop-panel.tsx'
import { useBlotterStore } from '../blotter-store.ts'
import { changeColumns } from '../layouts/layout-actions.ts'
import { orderOfColumns, toggleColumn } from './column-choice.ts'
import { columnTitle } from './columns.ts'
import { useNarrow } from './use-layout.ts'

export const COLUMNS_BUTTON = 'blotter-columns'

/** Which columns are shown. Their order and width are changed at their headings. */
export function ColumnsPanel() {
  const columns = useBlotterStore((data) => data.look.columns)
  const order = orderOfColumns(columns, useNarrow())
  const shown = order.filter((key) => !columns.hidden.includes(key))
  return (
    <DropPanel
      id={COLUMNS_BUTTON}
      look="quiet"
      icon={<Columns3 size={14} aria-hidden="true" />}
      label="Columns"
      panelLabel="Columns of the orders"
    >
      {() => (
        <>
          {order.map((key, index) => (
            <label key={key} className="check">
              <input
                type="checkbox"
                data-initial-focus={index === 0 || undefined}
                checked={!columns.hidden.includes(key)}
                disabled={shown.length === 1 && shown[0] === key}
                onChange={() => changeColumns(toggleColumn(columns, shown, key))}
              />
              {columnTitle(key)}
            </label>
          ))}
          <p className="drop-note">
            Drag a heading to move it, its right edge to resize it. By keyboard: Ctrl Shift ← →, and Shift ← →.
          </p>
          <Button onClick={() => changeColumns(DEFAULT_LAYOUT.columns)}>As at first</Button>
        </>
      )}
    </DropPanel>
  )
}

import type { ReactNode } from 'react'
import { DropPanel } from '../../ui/drop-panel.tsx'
import { MOST_SHOWN, type TableState } from './use-table.ts'

/** Which columns of a table are shown. */
export function ColumnChooser({ table, icon }: { readonly table: TableState; readonly icon: ReactNode }) {
  const shown = new Set(table.shown.map(({ name }) => name))
  const toggle = (name: string): void => {
    const next = shown.has(name) ? [...shown].filter((each) => each !== name) : [...shown, name]
    if (next.length > 0) table.chooseColumns(next)
  }
  return (
    <DropPanel
      look="quiet"
      icon={icon}
      label={`Columns ${table.shown.length} of ${table.columns.length}`}
      panelLabel="Columns"
    >
      {() => (
        <>
          {table.leftOut > 0 && <p className="drop-note">{table.leftOut} more names have no column here.</p>}
          {table.columns.map(({ name }) => (
            <label key={name} className="check">
              <input
                type="checkbox"
                checked={shown.has(name)}
                disabled={!shown.has(name) && shown.size >= MOST_SHOWN}
                onChange={() => toggle(name)}
              />
              <bdi>{name === '' ? '(no name)' : name}</bdi>
            </label>
          ))}
        </>
      )}
    </DropPanel>
  )
}

import { Columns3, Copy, Download, Search } from 'lucide-react'
import type { ReactNode } from 'react'
import { showToast } from '../../../stores/toast-store.ts'
import { Button } from '../../../ui/button.tsx'
import { DropPanel } from '../../../ui/drop-panel.tsx'
import { Select } from '../../../ui/select.tsx'
import { saveFile } from '../../files/index.ts'
import { copyMade } from './copy-from-response.tsx'
import type { TableColumn } from './reader/messages.ts'
import type { TableSource } from './reader/table-model.ts'
import type { ResponseDocument } from './response-document.ts'
import { FIND_ID } from './use-find.ts'
import { MOST_SHOWN, type TableState } from './use-table.ts'

interface TableBarProps {
  readonly table: TableState
  readonly document: ResponseDocument
  readonly sources: readonly TableSource[]
  readonly fileName: string
}

/** The toolbar of a table: array, filter, columns, copy, save. */
export function TableBar({ table, document, sources, fileName }: TableBarProps) {
  const text = async (): Promise<string> =>
    (await document.ask({ kind: 'table-text', columns: table.shown, format: 'tsv' })).pieces.join('')
  return (
    <div className="bar">
      <div className="search-field row find-field">
        <Search size={14} aria-hidden="true" />
        <input
          id={FIND_ID}
          type="text"
          aria-label="Filter the rows"
          placeholder="Filter the rows"
          value={table.text}
          spellCheck={false}
          onChange={(event) => table.filter(event.target.value, table.column)}
          onKeyDown={(event) => {
            if (event.key !== 'Escape' || table.text === '') return
            table.filter('', table.column)
            event.preventDefault()
            event.stopPropagation()
          }}
        />
        <span className="find-count ellipsis small tertiary" role="status">
          {table.busy ? 'Working' : `${table.rows.toLocaleString('en-US')} rows`}
        </span>
      </div>
      <Select
        className="table-select input-fit"
        aria-label="Column that is filtered"
        value={table.column ?? ''}
        options={[
          { value: '', label: 'in any column' },
          ...table.columns.map(({ name }) => ({ value: name, label: `in ${name}` })),
        ]}
        onChange={(column) => table.filter(table.text, column === '' ? undefined : column)}
      />
      {table.source !== undefined && sources.length > 1 && (
        <Select
          className="table-select input-fit"
          aria-label="Array that is shown"
          value={table.source}
          options={sources.map(({ value, path, rows }) => ({
            value,
            label: `${path} (${rows.toLocaleString('en-US')})`,
          }))}
          onChange={(source) => table.chooseSource(source)}
        />
      )}
      <div className="find-folds rigid row">
        <ColumnChooser table={table} icon={<Columns3 size={14} aria-hidden="true" />} />
        <Button
          look="quiet"
          icon={<Copy size={14} aria-hidden="true" />}
          aria-label="Copy the rows"
          title="Copy the rows with these columns, for a spreadsheet"
          onClick={() => void copyMade(text, 'Rows copied.')}
        >
          Copy
        </Button>
        <Button
          look="quiet"
          icon={<Download size={14} aria-hidden="true" />}
          aria-label="Save the rows as CSV…"
          title="Save the rows with these columns as CSV"
          onClick={() => void saveTable(document, table.shown, fileName)}
        >
          CSV…
        </Button>
      </div>
    </div>
  )
}

/** Chooses the visible columns of a table. */
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
          {table.leftOut > 0 && (
            <p className="drop-note small tertiary">{table.leftOut} more names have no column here.</p>
          )}
          {table.columns.map(({ name }) => (
            <label key={name} className="row secondary">
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

/** Saves the rows of a table in their current order as CSV, created by the worker. */
export async function saveTable(
  document: ResponseDocument,
  columns: readonly TableColumn[],
  fileName: string,
): Promise<void> {
  try {
    const { pieces } = await document.ask({ kind: 'table-text', columns, format: 'csv' })
    await saveFile(fileName, { kind: 'pieces', pieces })
  } catch {
    showToast('bad', 'Not saved: the table is gone. Send the request again.')
  }
}

import { Columns3, Copy, Download, Search } from 'lucide-react'
import { showToast } from '../../../stores/toast-store.ts'
import { Button } from '../../../ui/button.tsx'
import { DropPanel } from '../../../ui/drop-panel.tsx'
import { Select } from '../../../ui/select.tsx'
import { saveFile } from '../../files/index.ts'
import { copyResult } from './copy-from-response.tsx'
import { FindField } from './find-field.tsx'
import type { TableSource } from './reader/table-model.ts'
import type { ResponseDocument } from './response-document.ts'
import { FIND_ID } from './use-find.ts'
import { MAX_SHOWN, type TableState } from './use-table.ts'

interface TableBarProps {
  readonly table: TableState
  readonly document: ResponseDocument
  readonly sources: readonly TableSource[]
  readonly fileName: string
}

/** Toolbar of a table with array, filter, columns, copy and save. */
export function TableBar({ table, document, sources, fileName }: TableBarProps) {
  const { text, column, source } = table.choices
  const columns = table.shown.map(({ name }) => name)
  const loadText = async (): Promise<string> => (await document.query('tableText', { columns, format: 'tsv' })).join('')
  return (
    <div className="bar">
      <FindField
        id={FIND_ID}
        icon={Search}
        label="Filter rows"
        text={text}
        status={table.busy ? 'Loading…' : `${table.rows.toLocaleString('en-US')} rows`}
        onText={(next) => table.change({ text: next })}
      />
      <Select
        className="table-select input-fit"
        aria-label="Column to filter"
        value={table.columns.findIndex(({ name }) => name === column)}
        options={[
          { value: -1, label: 'in any column' },
          ...table.columns.map(({ name }, value) => ({ value, label: `in ${name}` })),
        ]}
        onChange={(index) => table.change({ column: table.columns[index]?.name })}
      />
      {source !== undefined && sources.length > 1 && (
        <Select
          className="table-select input-fit"
          aria-label="Array to show"
          value={source}
          options={sources.map(({ value, path, rows }) => ({
            value,
            label: `${path} (${rows.toLocaleString('en-US')})`,
          }))}
          onChange={table.chooseSource}
        />
      )}
      <div className="find-folds rigid row to-end">
        <ColumnChooser table={table} />
        <Button
          look="quiet"
          icon={<Copy size={14} aria-hidden="true" />}
          aria-label="Copy the rows"
          title="Copy the rows with the visible columns, for a spreadsheet"
          onClick={() => void copyResult(loadText, 'Rows copied.')}
        >
          Copy
        </Button>
        <Button
          look="quiet"
          icon={<Download size={14} aria-hidden="true" />}
          aria-label="Save the rows as CSV…"
          title="Save the rows with the visible columns as CSV"
          onClick={() => void saveTable(document, columns, fileName)}
        >
          CSV…
        </Button>
      </div>
    </div>
  )
}

/** Panel to choose the visible columns of a table. */
function ColumnChooser({ table }: { readonly table: TableState }) {
  const shown = new Set(table.shown.map(({ name }) => name))
  const toggle = (name: string): void => {
    const next = shown.has(name) ? [...shown].filter((each) => each !== name) : [...shown, name]
    if (next.length > 0) table.change({ names: next })
  }
  return (
    <DropPanel
      look="quiet"
      icon={<Columns3 size={14} aria-hidden="true" />}
      label={`Columns ${table.shown.length} of ${table.columns.length}`}
      panelLabel="Columns"
    >
      {() => (
        <>
          {table.leftOut > 0 && <p className="drop-note small tertiary">{table.leftOut} more fields have no column.</p>}
          {table.columns.map(({ name }) => (
            <label key={name} className="row secondary">
              <input
                type="checkbox"
                checked={shown.has(name)}
                disabled={!shown.has(name) && shown.size >= MAX_SHOWN}
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

/** Saves the rows of a table in their current order as CSV. */
async function saveTable(document: ResponseDocument, columns: readonly string[], fileName: string): Promise<void> {
  try {
    const pieces = await document.query('tableText', { columns, format: 'csv' })
    await saveFile(fileName, { kind: 'pieces', pieces })
  } catch {
    showToast('bad', 'Not saved: the response is no longer available. Send the request again.')
  }
}

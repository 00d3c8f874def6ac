import { useCallback, useMemo, useState } from 'react'
import { type ColumnLayout, DEFAULT_COLUMN_LAYOUT } from '../../../ui/grid/column-layout.ts'
import type { TableColumn, TableQuery } from './reader/table-queries.ts'
import type { ResponseDocument } from './response-document.ts'
import { useDelayedQuery } from './use-query.ts'

/** Number of columns shown by default. More columns would slow down rendering. */
const DEFAULT_SHOWN = 30
export const MAX_SHOWN = 60
/** Delay after typing before the rows are filtered, in ms. */
const DELAY_MS = 150

/** Settings of the table: sort, filter, columns and layout. */
interface TableChoices extends TableQuery {
  /** Names of the visible columns; undefined for the default columns. */
  readonly names: readonly string[] | undefined
  readonly layout: ColumnLayout
}

const NO_CHOICES = { sort: undefined, text: '', column: undefined, names: undefined, layout: DEFAULT_COLUMN_LAYOUT }

export type TableState = ReturnType<typeof useTable>

/** State of the open table. */
export function useTable(document: ResponseDocument, initialSource: number | undefined) {
  const [choices, setChoices] = useState<TableChoices>({ ...NO_CHOICES, source: initialSource })
  const { source, sort, text, column, names } = choices
  const query = useMemo(() => ({ source, sort, text, column }), [source, sort, text, column])
  const [loaded, setLoaded] = useState({
    columns: [] as readonly TableColumn[],
    leftOut: 0,
    rows: 0,
    query: undefined as object | undefined,
    version: 0,
  })
  useDelayedQuery(
    useCallback(
      async (signal) => {
        const reply = await document.query('table', query)
        if (!signal.aborted) setLoaded(({ version }) => ({ ...reply, query, version: version + 1 }))
      },
      [document, query],
    ),
    text === '' ? 0 : DELAY_MS,
    () => setLoaded((before) => ({ ...before, query })),
  )
  const { columns } = loaded
  const shown = useMemo(
    () => (names ? columns.filter(({ name }) => names.includes(name)) : columns.slice(0, DEFAULT_SHOWN)),
    [columns, names],
  )
  const busy = loaded.query !== query
  return {
    ...loaded,
    choices,
    change: useCallback((change: Partial<TableChoices>) => setChoices((before) => ({ ...before, ...change })), []),
    chooseSource: (source: number) => setChoices({ ...NO_CHOICES, source }),
    shown,
    busy,
    /** Whether the displayed values contain no table. */
    failed: columns.length === 0 && !busy,
    /** Changes whenever the rows or their cells change. */
    version: `${loaded.version}.${shown.map(({ name }) => name).join()}`,
  }
}

import { useEffect, useMemo, useState } from 'react'
import type { TableColumn } from './reader/messages.ts'
import type { TableSource } from './reader/table-model.ts'
import type { ResponseDocument } from './response-document.ts'

/** Columns shown by default; more would make rows slow to draw. */
const FIRST_COLUMNS = 30
export const MOST_SHOWN = 60
const PATIENCE_MS = 150

export interface ShownColumn extends TableColumn {
  /** Length of the longest known text, in characters. */
  readonly width: number
}

export interface TableState {
  readonly columns: readonly ShownColumn[]
  readonly shown: readonly ShownColumn[]
  readonly leftOut: number
  readonly rows: number
  readonly version: string
  readonly busy: boolean
  /** The shown values contain no table. */
  readonly failed: boolean
  /** Path of the shown array; undefined for filter results. */
  readonly source: number | undefined
  readonly sort: { readonly column: string; readonly down: boolean } | undefined
  readonly text: string
  readonly column: string | undefined
  chooseSource(source: number): void
  chooseColumns(names: readonly string[]): void
  toggleSort(column: string): void
  filter(text: string, column: string | undefined): void
}

interface Made {
  readonly columns: readonly ShownColumn[]
  readonly leftOut: number
  readonly round: number
}

/** The open table: its columns, the visible ones, and the sort order. */
export function useTable(
  document: ResponseDocument,
  sources: readonly TableSource[],
  found: { readonly version: number; readonly count: number } | undefined,
): TableState {
  const [chosen, setChosen] = useState<number | undefined>(sources[0]?.value)
  const source = found ? undefined : chosen
  const [made, setMade] = useState<Made | undefined>(undefined)
  const [names, setNames] = useState<readonly string[] | undefined>(undefined)
  const [sort, setSort] = useState<TableState['sort']>(undefined)
  const [text, setText] = useState('')
  const [column, setColumn] = useState<string | undefined>(undefined)
  const [order, setOrder] = useState({ rows: 0, round: 0 })
  const [busy, setBusy] = useState(true)
  const foundVersion = found?.version

  // biome-ignore lint/correctness/useExhaustiveDependencies: each filter result is a new table.
  useEffect(() => {
    const controller = new AbortController()
    setBusy(true)
    setNames(undefined)
    setSort(undefined)
    setText('')
    setColumn(undefined)
    document.ask({ kind: 'table', source }, { signal: controller.signal }).then(
      ({ columns, leftOut, rows, widths }) => {
        setMade((before) => ({
          columns: columns.map((name, guess) => ({ name, guess, width: widths[guess] ?? 0 })),
          leftOut,
          round: (before?.round ?? 0) + 1,
        }))
        setOrder((before) => ({ rows, round: before.round + 1 }))
        setBusy(false)
      },
      () => controller.signal.aborted || setBusy(false),
    )
    return () => controller.abort()
  }, [document, source, foundVersion])

  const round = made?.round
  useEffect(() => {
    // A new table is already in its original order.
    if (round === undefined) return
    const controller = new AbortController()
    const timer = setTimeout(
      () => {
        setBusy(true)
        document.ask({ kind: 'table-order', sort, text, column }, { signal: controller.signal }).then(
          ({ rows }) => {
            setOrder((before) => ({ rows, round: before.round + 1 }))
            setBusy(false)
          },
          () => controller.signal.aborted || setBusy(false),
        )
      },
      text === '' ? 0 : PATIENCE_MS,
    )
    return () => {
      clearTimeout(timer)
      controller.abort()
    }
  }, [document, sort, text, column, round])

  const columns = made?.columns ?? []
  const shown = useMemo(
    () => (names ? columns.filter(({ name }) => names.includes(name)) : columns.slice(0, FIRST_COLUMNS)),
    [columns, names],
  )
  return {
    columns,
    shown,
    leftOut: made?.leftOut ?? 0,
    rows: order.rows,
    version: `${round}.${order.round}.${shown.map(({ guess }) => guess).join()}`,
    busy,
    failed: made !== undefined && made.columns.length === 0 && !busy,
    source,
    sort,
    text,
    column,
    chooseSource: setChosen,
    chooseColumns: setNames,
    toggleSort: (name) =>
      setSort((now) =>
        now?.column !== name ? { column: name, down: false } : now.down ? undefined : { column: name, down: true },
      ),
    filter(nextText, nextColumn) {
      setText(nextText)
      setColumn(nextColumn)
    },
  }
}

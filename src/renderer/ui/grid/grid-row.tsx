// biome-ignore-all lint/a11y/useSemanticElements: a table cannot be virtualised, so ARIA grid roles are used.
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus and refers to its active row.
import { memo, type RefObject, useEffect, useRef, useState } from 'react'
import { CHANGE_MARK_MS, type RowSpan } from './grid-props.ts'
import type { VisibleColumn } from './visible-columns.ts'

/** Fade-out duration of the change highlight, in ms. */
const FADE_MS = 150

interface GridRowProps {
  readonly id: string
  /** Data of the row; undefined until loaded. */
  readonly row: unknown
  readonly columns: readonly VisibleColumn[]
  readonly index: number
  /** Position of the row, in px. */
  readonly top: number
  readonly selected: boolean
  readonly active: boolean
  readonly marked: boolean
  /** Column of the cell cursor, if the row is active. */
  readonly activeColumn: number | undefined
  readonly span: RowSpan | undefined
  readonly tone: string | undefined
  /** Time of the last change, in ms since epoch. */
  readonly changedAt: number | undefined
}

/** Row of a grid. Memoised, and rendered again only if its data changes. */
export const GridRow = memo(function GridRow(props: GridRowProps) {
  const { id, row, columns, index, top, selected, active, marked, activeColumn, span, tone, changedAt } = props
  const ref = useChangeMark(id, changedAt)
  const [pointed, setPointed] = useState<string>()
  return (
    <div
      ref={ref}
      id={id}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={row === undefined ? undefined : selected}
      aria-description={marked ? 'Marked' : undefined}
      aria-busy={row === undefined || undefined}
      className="grid-row"
      data-active={active || undefined}
      data-marked={marked || undefined}
      data-tone={span ? span.tone : tone}
      data-span={span ? true : undefined}
      style={{ transform: `translateY(${top}px)` }}
      onPointerLeave={() => setPointed(undefined)}
    >
      {row === undefined ? (
        <div role="gridcell" aria-colspan={columns.length} className="grid-placeholder" />
      ) : span ? (
        <div role="gridcell" aria-colspan={columns.length} className="grid-span ellipsis small">
          {span.text}
        </div>
      ) : (
        // Separate element for the cells, so that moving the row does not lay out the cells again.
        <div role="presentation" className="grid-cells">
          {columns.map(({ column, attributes }, at) => (
            <div
              key={column.id}
              id={activeColumn === undefined ? undefined : `${id}-${at}`}
              role="gridcell"
              aria-colindex={at + 1}
              className="grid-cell ellipsis"
              {...attributes}
              data-muted={column.muted}
              data-active={activeColumn === at || undefined}
              // Only the cell under the pointer has a title, because each title change recalculates styles.
              title={pointed === column.id ? column.tooltip?.(row) : undefined}
              aria-description={column.description?.(row)}
              onPointerEnter={() => setPointed(column.id)}
            >
              {column.cell ? column.cell(row) : column.text?.(row)}
            </div>
          ))}
        </div>
      )}
    </div>
  )
})

/** Highlights a changed row without rendering it again. */
function useChangeMark(id: string, changedAt: number | undefined): RefObject<HTMLDivElement | null> {
  const ref = useRef<HTMLDivElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: each row has its own highlight.
  useEffect(() => {
    const element = ref.current
    const left = changedAt === undefined ? 0 : changedAt + CHANGE_MARK_MS - Date.now()
    if (!element || left <= 0) return
    element.dataset['changed'] = 'true'
    let timer = setTimeout(() => {
      element.dataset['changed'] = 'fades'
      timer = setTimeout(() => delete element.dataset['changed'], FADE_MS)
    }, left)
    return () => {
      clearTimeout(timer)
      delete element.dataset['changed']
    }
  }, [id, changedAt])
  return ref
}

// biome-ignore-all lint/a11y/useSemanticElements: a table cannot be virtualised, so ARIA grid roles are used.
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus and refers to its active row.
import { ChevronDown, ChevronRight } from 'lucide-react'
import { memo, useState } from 'react'
import { type Tracks, trackStyle } from './column-layout.ts'
import type { GridColumn } from './grid-column.ts'
import type { RowSpan } from './grid-props.ts'
import { useCellMarks } from './use-cell-marks.ts'
import type { VisibleColumn } from './visible-columns.ts'

interface GridRowProps {
  readonly id: string
  /** Data of the row; undefined until loaded. */
  readonly row: unknown
  readonly columns: readonly VisibleColumn[]
  readonly tracks: Tracks
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
  /** Column of the cell that the user edits. */
  readonly edited: string | undefined
  /** Column that shows the tree, in a grid with a tree. */
  readonly treeColumn: string | undefined
  readonly level: number | undefined
  /** Whether the children are visible; undefined for a row without children. */
  readonly expanded: boolean | undefined
  /** State of the child rows in a few words. */
  readonly note: string | undefined
  readonly shortNote: string | undefined
}

/** Row of a grid. Memoised, and rendered again only if its data changes. */
export const GridRow = memo(function GridRow(props: GridRowProps) {
  const { id, row, columns, tracks, index, top, selected, active, marked, activeColumn, span, tone, changedAt } = props
  const { edited, treeColumn, level, expanded, note, shortNote } = props
  const ref = useCellMarks({ id, row, columns, changedAt })
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
      aria-level={level}
      aria-expanded={expanded}
      className="grid-row"
      data-active={active || undefined}
      data-marked={marked || undefined}
      data-tone={span ? span.tone : tone}
      data-span={span ? (span.selectable ? 'head' : 'note') : undefined}
      style={{ transform: `translateY(${top}px)`, width: tracks.width }}
      onPointerOver={({ target }) =>
        setPointed((target as Element).closest<HTMLElement>('.grid-cell')?.dataset['column'])
      }
      onPointerLeave={() => setPointed(undefined)}
    >
      {row === undefined ? (
        <div role="gridcell" aria-colspan={columns.length} className="grid-placeholder" />
      ) : span ? (
        <div role="gridcell" aria-colspan={columns.length} className="grid-span ellipsis small">
          {level !== undefined && <Branch level={level} expanded={expanded} />}
          {span.text}
          {note !== undefined && <span className="grid-note secondary small"> · {note}</span>}
        </div>
      ) : (
        // Separate element for the cells, so that moving the row does not lay out the cells again.
        <div role="presentation" className="grid-cells" style={trackStyle(tracks)}>
          <RowCells
            id={id}
            row={row}
            columns={columns}
            activeColumn={activeColumn}
            pointed={pointed}
            edited={edited}
            treeColumn={treeColumn}
            level={level}
            expanded={expanded}
            note={note}
            shortNote={shortNote}
          />
        </div>
      )}
    </div>
  )
})

interface RowCellsProps
  extends Pick<
    GridRowProps,
    'id' | 'columns' | 'activeColumn' | 'edited' | 'treeColumn' | 'level' | 'expanded' | 'note' | 'shortNote'
  > {
  readonly row: unknown
  /** Column under the pointer. */
  readonly pointed: string | undefined
}

/** Cells of a row. Memoised, so that they do not render again when the row moves or the columns change their width. */
const RowCells = memo(function RowCells(props: RowCellsProps) {
  const { id, row, columns, activeColumn, pointed, edited, treeColumn, level, expanded, note, shortNote } = props
  return columns.map(({ column, attributes }, at) => (
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
      title={pointed === column.id ? tooltipOf(column, row, column.id === treeColumn ? note : undefined) : undefined}
      aria-description={column.description?.(row)}
    >
      {column.id === treeColumn && level !== undefined && <Branch level={level} expanded={expanded} />}
      {edited === column.id && column.editor ? column.editor(row) : column.cell ? column.cell(row) : column.text?.(row)}
      {column.id === treeColumn && note !== undefined && (
        <>
          <span className="grid-note secondary small" aria-hidden>
            {shortNote}
          </span>
          <span className="visually-hidden"> {note}</span>
        </>
      )}
    </div>
  ))
})

const tooltipOf = ({ tooltip }: GridColumn<unknown>, row: unknown, note: string | undefined): string | undefined =>
  [tooltip?.(row), note].filter(Boolean).join(' · ') || undefined

interface BranchProps {
  readonly level: number
  readonly expanded: boolean | undefined
}

/** Indentation of a row, and the toggle of its children. The grid handles clicks, and the arrow keys do the same. */
function Branch({ level, expanded }: BranchProps) {
  const Icon = expanded ? ChevronDown : ChevronRight
  return (
    <span
      className="grid-branch rigid full tertiary"
      data-level={level}
      data-toggle={expanded === undefined ? undefined : true}
      aria-hidden
    >
      {expanded !== undefined && <Icon size={14} />}
    </span>
  )
}

import { type RefObject, useEffect, useRef } from 'react'
import { cellText } from './grid-column.ts'
import { CHANGE_MARK_MS } from './grid-props.ts'
import type { VisibleColumn } from './visible-columns.ts'

/** Fade-out duration of the change highlight, in ms. */
const FADE_MS = 150

interface MarkedRow {
  readonly id: string
  readonly row: unknown
  readonly columns: readonly VisibleColumn[]
  /** Time of the last change, in ms since epoch. */
  readonly changedAt: number | undefined
}

/** Highlights the cells of a row that changed, without rendering it again. A new row has highlighted sticky cells. */
export function useCellMarks({ id, row, columns, changedAt }: MarkedRow): RefObject<HTMLDivElement | null> {
  const ref = useRef<HTMLDivElement>(null)
  const before = useRef<{ readonly id: string; readonly row: unknown }>(undefined)
  const timers = useRef(new Map<HTMLElement, ReturnType<typeof setTimeout>>())
  // biome-ignore lint/correctness/useExhaustiveDependencies: the element may show another row, which has its own marks.
  useEffect(() => {
    const marks = timers.current
    return () => {
      for (const [cell, timer] of marks) {
        clearTimeout(timer)
        delete cell.dataset['changed']
      }
      marks.clear()
    }
  }, [id])
  useEffect(() => {
    const previous = before.current?.id === id ? before.current.row : undefined
    before.current = { id, row }
    const left = changedAt === undefined ? 0 : changedAt + CHANGE_MARK_MS - Date.now()
    if (left <= 0 || previous === row) return
    const cells = ref.current?.querySelectorAll<HTMLElement>('.grid-cell') ?? []
    for (const [at, { column }] of columns.entries()) {
      const cell = cells[at]
      const isChanged =
        previous === undefined
          ? column.sticky
          : !column.muted && !column.unsortable && cellText(column, previous) !== cellText(column, row)
      if (cell && isChanged) mark(timers.current, cell, left)
    }
  }, [id, row, columns, changedAt])
  return ref
}

function mark(timers: Map<HTMLElement, ReturnType<typeof setTimeout>>, cell: HTMLElement, ms: number): void {
  clearTimeout(timers.get(cell))
  cell.dataset['changed'] = 'true'
  const fade = (): void => {
    cell.dataset['changed'] = 'fades'
    timers.set(
      cell,
      setTimeout(() => {
        delete cell.dataset['changed']
        timers.delete(cell)
      }, FADE_MS),
    )
  }
  timers.set(cell, setTimeout(fade, ms))
}

// biome-ignore-all lint/a11y/useSemanticElements: a table cannot be virtualised; these are ARIA's grid roles in full.
import { ArrowDown, ArrowUp } from 'lucide-react'
import { type KeyboardEvent, memo, useState } from 'react'
import type { BlotterColumn, OrderSort } from '../../../../shared/domain/blotter-layout.ts'
import { onceDrawn } from '../../../ui/once-drawn.ts'
import { useBlotterStore } from '../blotter-store.ts'
import { changeColumns, changeSort } from '../layouts/layout-actions.ts'
import { focusBlotter } from '../orders-actions.ts'
import { moveColumn, placeColumn, resizeColumn } from './column-choice.ts'
import type { Column } from './columns.ts'
import { nextSort } from './sort-orders.ts'
import { useColumnDrag } from './use-column-drag.ts'
import type { Layout } from './use-layout.ts'

/** Px by which a key widens a column. */
const STEP = 12

interface BlotterHeadProps {
  readonly layout: Layout
  readonly sort: OrderSort
  /** Told in words what a key changed. */
  readonly onSay: (words: string) => void
}

/** The heading: one stop of Tab, in which arrows go from column to column. It is not drawn again while the rows scroll. */
export const BlotterHead = memo(function BlotterHead({ layout: { columns, narrow }, sort, onSay }: BlotterHeadProps) {
  const [focused, setFocused] = useState<BlotterColumn>()
  const keys = columns.map(({ key }) => key)
  const stop = focused !== undefined && keys.includes(focused) ? focused : keys[0]
  const chosen = useBlotterStore((data) => data.look.columns)
  const { dropBefore, dragged, startMove, startResize } = useColumnDrag({
    place: (key, before) => changeColumns(placeColumn(useBlotterStore.getState().look.columns, narrow, key, before)),
    resize: (key, width) => changeColumns(resizeColumn(useBlotterStore.getState().look.columns, key, width)),
  })

  const onKeyDown = (event: KeyboardEvent<HTMLElement>, { key, title }: Column): void => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
    if (event.key === 'ArrowDown' && !event.shiftKey) focusBlotter()
    else if (step === 0 || event.altKey) return
    else if (event.shiftKey && (event.ctrlKey || event.metaKey)) {
      const next = moveColumn(chosen, narrow, keys, key, step)
      if (next !== chosen) {
        changeColumns(next)
        onSay(`${title}: column ${keys.indexOf(key) + 1 + step} of ${keys.length}`)
      }
      keepFocus(key)
    } else if (event.shiftKey) {
      const width = headerOf(key)?.getBoundingClientRect().width ?? 0
      changeColumns(resizeColumn(chosen, key, width + step * STEP))
      onceDrawn(() => onSay(`${title}: ${Math.round(headerOf(key)?.getBoundingClientRect().width ?? 0)} pixels wide`))
    } else {
      const next = keys[keys.indexOf(key) + step]
      if (next !== undefined) keepFocus(next)
    }
    event.preventDefault()
    event.stopPropagation()
  }

  return (
    <div role="rowgroup" className="blotter-head">
      {/* biome-ignore lint/a11y/useFocusableInteractive: its headers hold buttons. */}
      <div role="row" aria-rowindex={1} className="blotter-head-row" data-dragging={dragged !== undefined}>
        {columns.map((column) => {
          const { key, title, sticky, numeric, spaced } = column
          const sorted = sort.key === key
          return (
            // biome-ignore lint/a11y/useFocusableInteractive: the button inside takes the focus.
            <div
              key={key}
              role="columnheader"
              className="column-header"
              data-column={key}
              data-sticky={sticky}
              data-numeric={numeric}
              data-spaced={spaced}
              data-drop={dropBefore === key || undefined}
              data-dragged={dragged === key || undefined}
              aria-sort={sorted ? sort.direction : undefined}
            >
              <button
                type="button"
                tabIndex={key === stop ? 0 : -1}
                title="Click: sort. Drag: move. Shift ← →: width. Ctrl Shift ← →: move."
                onFocus={() => setFocused(key)}
                onPointerDown={(event) => startMove(event, key)}
                onClick={() => changeSort(nextSort(sort, key))}
                onKeyDown={(event) => onKeyDown(event, column)}
              >
                <span className="column-title">{title}</span>
                {sorted &&
                  (sort.direction === 'ascending' ? (
                    <ArrowUp size={12} aria-hidden="true" />
                  ) : (
                    <ArrowDown size={12} aria-hidden="true" />
                  ))}
              </button>
              <span
                className="column-grip"
                aria-hidden="true"
                onPointerDown={(event) => startResize(event, key)}
                onDoubleClick={() => changeColumns(resizeColumn(chosen, key, undefined))}
              />
            </div>
          )
        })}
      </div>
    </div>
  )
})

export const headerOf = (key: BlotterColumn): HTMLElement | null =>
  document.querySelector(`.column-header[data-column="${key}"]`)

/** When a column that moved is at its place. */
function keepFocus(key: BlotterColumn): void {
  onceDrawn(() => headerOf(key)?.querySelector('button')?.focus())
}

import { useVirtualizer } from '@tanstack/react-virtual'
import { ChevronRight } from 'lucide-react'
import { type KeyboardEvent, memo, useCallback, useMemo, useRef, useState } from 'react'
import { childCount, initialFolds, type JsonRow, jsonRows, previewOf } from './json-rows.ts'

const LINE_HEIGHT = 20
/** Longer texts are cut in the tree; Raw shows them whole. */
const TEXT_LIMIT = 2_000

/** A JSON document that folds. Only the lines in sight exist, so that megabytes stay light. */
export function JsonTree({ value }: { readonly value: unknown }) {
  const [folds, setFolds] = useState(() => initialFolds(value))
  const [active, setActive] = useState(0)
  const rows = useMemo(() => jsonRows(value, folds), [value, folds])
  const scroller = useRef<HTMLDivElement>(null)
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => LINE_HEIGHT,
    overscan: 20,
    getItemKey: (index) => `${rows[index]?.pointer}${rows[index]?.kind === 'close' ? '}' : ''}`,
  })
  const setFolded = useCallback((pointer: string, folded: boolean): void => {
    setFolds((now) => {
      const next = new Set(now)
      if (folded) next.add(pointer)
      else next.delete(pointer)
      return next
    })
  }, [])

  const goTo = (index: number): void => {
    const bounded = Math.min(Math.max(index, 0), rows.length - 1)
    setActive(bounded)
    virtualizer.scrollToIndex(bounded)
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    const row = rows[active]
    if (event.key === 'ArrowDown') goTo(active + 1)
    else if (event.key === 'ArrowUp') goTo(active - 1)
    else if (event.key === 'Home') goTo(0)
    else if (event.key === 'End') goTo(rows.length - 1)
    else if (event.key === 'ArrowRight' && row?.folded === true) setFolded(row.pointer, false)
    else if (event.key === 'ArrowLeft' && row?.folded === false) setFolded(row.pointer, true)
    else if ((event.key === 'Enter' || event.key === ' ') && row?.folded !== undefined)
      setFolded(row.pointer, !row.folded)
    else return
    event.preventDefault()
  }

  return (
    <div
      ref={scroller}
      role="tree"
      aria-label="Answer as a tree"
      aria-activedescendant={`json-line-${active}`}
      tabIndex={0}
      className="json-tree"
      onKeyDown={onKeyDown}
    >
      <div className="virtual-space" role="presentation" style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map((item) => {
          const row = rows[item.index]
          return (
            row && (
              <Line
                key={item.key}
                row={row}
                index={item.index}
                start={item.start}
                active={item.index === active}
                onActivate={setActive}
                onFold={setFolded}
              />
            )
          )
        })}
      </div>
    </div>
  )
}

interface LineProps {
  readonly row: JsonRow
  readonly index: number
  readonly start: number
  readonly active: boolean
  readonly onActivate: (index: number) => void
  readonly onFold: (pointer: string, folded: boolean) => void
}

const Line = memo(function Line({ row, index, start, active, onActivate, onFold }: LineProps) {
  const foldable = row.folded !== undefined
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keyboard works on the tree, as ARIA's pattern says.
    <div
      id={`json-line-${index}`}
      role="treeitem"
      tabIndex={-1}
      aria-level={row.depth + 1}
      aria-expanded={foldable ? !row.folded : undefined}
      aria-selected={active}
      className="json-line"
      style={{ transform: `translateY(${start}px)`, paddingInlineStart: 20 + row.depth * 16 }}
      onClick={() => {
        onActivate(index)
        if (foldable && window.getSelection()?.isCollapsed) onFold(row.pointer, !row.folded)
      }}
    >
      {foldable && <ChevronRight size={12} aria-hidden="true" className="json-fold" />}
      {row.key !== undefined && row.kind !== 'close' && (
        <span className={typeof row.key === 'number' ? 'json-index' : 'json-key'}>
          {typeof row.key === 'number' ? row.key : JSON.stringify(row.key)}
          <span className="json-mark">: </span>
        </span>
      )}
      <LineValue row={row} />
      {!row.last && row.kind !== 'open' && <span className="json-mark">,</span>}
    </div>
  )
})

function LineValue({ row }: { readonly row: JsonRow }) {
  const array = Array.isArray(row.value)
  if (row.kind === 'close') return <span className="json-mark">{array ? ']' : '}'}</span>
  if (row.kind === 'open') {
    if (!row.folded) return <span className="json-mark">{array ? '[' : '{'}</span>
    const count = childCount(row.value)
    const noun = array ? (count === 1 ? 'item' : 'items') : count === 1 ? 'key' : 'keys'
    return (
      <span className="json-mark">
        {array ? '[' : '{'}
        <span className="json-count">
          {count} {noun}
        </span>
        {array ? ']' : '}'} <span className="json-preview">{previewOf(row.value)}</span>
      </span>
    )
  }
  return <Leaf value={row.value} />
}

function Leaf({ value }: { readonly value: unknown }) {
  if (typeof value === 'string') {
    const text = value.length > TEXT_LIMIT ? `${value.slice(0, TEXT_LIMIT)}…` : value
    return <span className="json-string">{JSON.stringify(text)}</span>
  }
  if (typeof value === 'number') return <span className="json-number">{String(value)}</span>
  if (Array.isArray(value)) return <span className="json-mark">[]</span>
  if (typeof value === 'object' && value !== null) return <span className="json-mark">{'{}'}</span>
  return <span className="json-word">{String(value)}</span>
}

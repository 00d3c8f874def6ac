import { ChevronRight } from 'lucide-react'
import { type KeyboardEvent, memo, useCallback, useEffect, useRef, useState } from 'react'
import { indexAfterKey } from '../../../ui/grid/list-keys.ts'
import { useVirtualRows } from '../../../ui/grid/use-virtual-rows.ts'
import { copyPath, copyValue } from './copy-from-response.tsx'
import { meaningOf } from './explain-value.ts'
import { LineLabel, LineValue } from './line-value.tsx'
import { PathBar } from './path-bar.tsx'
import type { TreeLine } from './reader/tree-line.ts'
import type { TreeState } from './reader/tree-rows.ts'
import type { ResponseDocument } from './response-document.ts'
import type { ScrollTarget } from './use-find.ts'
import { useLoadedRows } from './use-loaded-rows.ts'

const LINE_HEIGHT = 20
const STEP = 16
/** Maximum indented level. Deeper levels have the same indent. */
const DEEPEST_INDENT = 40

interface TreeViewProps {
  readonly document: ResponseDocument
  readonly tree: TreeState
  readonly firstLines: readonly TreeLine[]
  /** Search text to mark. */
  readonly found: string
  /** Line to scroll to. A new object triggers another scroll. */
  readonly target: ScrollTarget | undefined
  readonly onTree: (tree: TreeState) => void
}

/** JSON document as a collapsible tree. A worker creates only the visible lines. */
export function TreeView({ document, tree, firstLines, found, target, onTree }: TreeViewProps) {
  const [selected, setActive] = useState(0)
  // A filter may have reduced the number of lines.
  const active = Math.max(0, Math.min(selected, tree.count - 1))
  const scroller = useRef<HTMLDivElement>(null)
  const list = useVirtualRows({ count: tree.count, rowHeight: LINE_HEIGHT, scroller })
  const lines = useLoadedRows<TreeLine>({
    first: list.first,
    last: list.last,
    count: tree.count,
    version: tree.version,
    initial: tree.version === 0 ? firstLines : [],
    load: useCallback((from, to) => document.query('lines', { from, to }), [document]),
  })
  const { reveal } = list
  const goTo = useCallback(
    (row: number, where: 'nearest' | 'middle' = 'nearest'): void => {
      const bounded = Math.max(0, Math.min(row, tree.count - 1))
      setActive(bounded)
      reveal(bounded, where)
    },
    [tree.count, reveal],
  )
  const handled = useRef<ScrollTarget>(undefined)
  useEffect(() => {
    if (target?.row === undefined || handled.current === target) return
    handled.current = target
    goTo(target.row, 'middle')
  }, [target, goTo])

  const lineAt = (row: number): TreeLine | undefined => lines.rows[row - lines.from]
  const setFolded = useCallback(
    (value: number, open: boolean) => {
      // Fails only if the response was closed.
      void document.query('fold', { value, open }).then(onTree, () => undefined)
    },
    [document, onTree],
  )
  const goToParent = async (value: number): Promise<void> => {
    const row = await document.query('parent', { value }).catch(() => undefined)
    if (row !== undefined) goTo(row)
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    const line = lineAt(active)
    const next = indexAfterKey(event.key, { index: active, count: tree.count, page: list.page })
    const foldable = line !== undefined && line.children > 0
    const copies = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'c'
    if (copies && line && window.getSelection()?.isCollapsed !== false) {
      if (event.shiftKey) void copyPath(document, line.value)
      else void copyValue(document, line.value)
    } else if (event.ctrlKey || event.metaKey || event.altKey) return
    else if (next !== undefined) goTo(next)
    else if (event.key === 'ArrowRight' && foldable) {
      if (line.open) goTo(active + 1)
      else setFolded(line.value, true)
    } else if (event.key === 'ArrowLeft' && line) {
      if (foldable && line.open) setFolded(line.value, false)
      else void goToParent(line.value)
    } else if ((event.key === 'Enter' || event.key === ' ') && foldable) setFolded(line.value, !line.open)
    else return
    event.preventDefault()
  }
  const activate = useCallback((row: number) => setActive(row), [])

  return (
    <div className="column grow">
      <div
        ref={scroller}
        role="tree"
        aria-label="Response as a tree"
        aria-activedescendant={lineAt(active) ? `response-line-${active}` : undefined}
        tabIndex={0}
        className="json-tree code"
        onKeyDown={onKeyDown}
      >
        <div className="wide anchor" role="presentation" style={{ height: list.height }}>
          {lines.rows.map((line, index) => {
            const row = lines.from + index
            return row < list.first - 8 || row > list.last + 8 ? null : (
              <Line
                key={line.value}
                line={line}
                row={row}
                top={list.top(row)}
                active={row === active}
                found={found}
                onActivate={activate}
                onFold={setFolded}
              />
            )
          })}
        </div>
      </div>
      <PathBar document={document} line={lineAt(active)} onTree={onTree} />
    </div>
  )
}

interface LineProps {
  readonly line: TreeLine
  readonly row: number
  readonly top: number
  readonly active: boolean
  readonly found: string
  readonly onActivate: (row: number) => void
  readonly onFold: (value: number, open: boolean) => void
}

const Line = memo(function Line({ line, row, top, active, found, onActivate, onFold }: LineProps) {
  const foldable = line.children > 0
  const meaning = meaningOf(line)
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the tree handles keys, following the ARIA tree pattern.
    <div
      id={`response-line-${row}`}
      role="treeitem"
      tabIndex={-1}
      aria-level={line.depth + 1}
      aria-setsize={line.siblings}
      aria-posinset={line.position}
      aria-expanded={foldable ? line.open : undefined}
      aria-selected={active}
      className="json-line wide"
      title={meaning}
      style={{
        transform: `translateY(${top}px)`,
        paddingInlineStart: 20 + Math.min(line.depth, DEEPEST_INDENT) * STEP,
      }}
      onClick={() => {
        onActivate(row)
        if (foldable && window.getSelection()?.isCollapsed) onFold(line.value, !line.open)
      }}
    >
      {foldable && <ChevronRight size={12} aria-hidden="true" className="fold-icon tertiary" />}
      <LineLabel label={line.label} found={found} />
      <span className={meaning === undefined ? undefined : 'json-explained'}>
        <LineValue line={line} found={found} />
      </span>
    </div>
  )
})

import { useCallback, useEffect, useRef, useState } from 'react'
import { useVirtualRows } from '../../../ui/grid/use-virtual-rows.ts'
import { markedText } from './line-value.tsx'
import type { ResponseDocument } from './response-document.ts'
import type { ScrollTarget } from './use-find.ts'
import { useLoadedRows } from './use-loaded-rows.ts'
import { useLoaded } from './use-query.ts'

/** Maximum size in bytes at which the browser renders the whole text, so that the user can select all of it. */
const PLAIN_BYTES = 60_000
/** Width of a character in px, for splitting long lines. */
const CHARACTER_WIDTH = 7.3
const SMALLEST_PIECE = 40
const LINE_HEIGHT = 18
/** Total width of padding and scrollbar, in px. */
const PADDING = 44
export const INITIAL_WIDTH = 120

interface RawViewProps {
  readonly document: ResponseDocument
  readonly size: number
  readonly found: string
  readonly target: ScrollTarget | undefined
  /** Reports the number of characters per line, which the search needs. */
  readonly onWidth: (width: number) => void
}

/** Unformatted body in a monospaced font. Renders only the visible lines of a large body. */
export function RawView(props: RawViewProps) {
  return props.size <= PLAIN_BYTES ? <WholeText {...props} /> : <LongText {...props} />
}

function WholeText({ document, found }: RawViewProps) {
  const text = useLoaded(useCallback(() => document.query('text', { pretty: false }), [document])) ?? ''
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: an area that scrolls must be focusable.
    // biome-ignore lint/a11y/useSemanticElements: a section would not preserve white space.
    <pre className="raw-text code" tabIndex={0} role="region" aria-label="Raw response">
      {markedText(text, found)}
    </pre>
  )
}

function LongText({ document, found, target, onWidth }: RawViewProps) {
  const scroller = useRef<HTMLDivElement>(null)
  const [count, setCount] = useState(1)
  const list = useVirtualRows({ count, rowHeight: LINE_HEIGHT, scroller })
  const width = list.width === 0 ? INITIAL_WIDTH : charactersIn(list.width)
  const lines = useLoadedRows<string>({
    first: list.first,
    last: list.last,
    count,
    version: width,
    load: useCallback(
      async (from, to) => {
        const { count, lines } = await document.query('raw', { width, from, to: Math.max(to, from + 80) })
        setCount(count)
        return lines
      },
      [document, width],
    ),
  })
  useEffect(() => onWidth(width), [width, onWidth])
  const { reveal } = list
  const handled = useRef<ScrollTarget>(undefined)
  useEffect(() => {
    if (target?.line === undefined || handled.current === target) return
    handled.current = target
    reveal(target.line, 'middle')
  }, [target, reveal])
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: an area that scrolls must be focusable.
    // biome-ignore lint/a11y/useSemanticElements: a section would need a heading.
    <div ref={scroller} className="raw-text code raw-lines" tabIndex={0} role="region" aria-label="Raw response">
      <div className="wide anchor" style={{ height: list.height }}>
        {lines.rows.map((line, index) => {
          const row = lines.from + index
          return (
            <div
              key={row}
              className="virtual-line"
              data-target={row === target?.line || undefined}
              style={{ transform: `translateY(${list.top(row)}px)` }}
            >
              {markedText(line, found)}
            </div>
          )
        })}
      </div>
    </div>
  )
}

const charactersIn = (px: number): number => Math.max(SMALLEST_PIECE, Math.floor((px - PADDING) / CHARACTER_WIDTH))

import { useLayoutEffect, useMemo, useRef, useState } from 'react'
import { useVirtualRows } from './grid/use-virtual-rows.ts'

/** Maximum length at which the whole text is rendered, so that the user can select all of it. */
const PLAIN_LENGTH = 100_000
/** Width of a character in px, for splitting long lines. */
const CHARACTER_WIDTH = 7.3
const SMALLEST_PIECE = 40
const LINE_HEIGHT = 18

interface RawTextProps {
  readonly text: string
  readonly label: string
}

/** Unformatted monospaced text. Renders only the visible lines of a long text. */
export function RawText({ text, label }: RawTextProps) {
  return text.length <= PLAIN_LENGTH ? (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: an area that scrolls must be focusable.
    // biome-ignore lint/a11y/useSemanticElements: a section would not preserve white space.
    <pre className="raw-text code" tabIndex={0} role="region" aria-label={label}>
      {text}
    </pre>
  ) : (
    <LongText text={text} label={label} />
  )
}

function LongText({ text, label }: RawTextProps) {
  const scroller = useRef<HTMLDivElement>(null)
  const [piece, setPiece] = useState(120)
  const lines = useMemo(() => cutLines(text, piece), [text, piece])
  const { indexes, height, top } = useVirtualRows({ count: lines.length, rowHeight: LINE_HEIGHT, scroller })
  useLayoutEffect(() => {
    const width = scroller.current?.clientWidth ?? 0
    setPiece(Math.max(SMALLEST_PIECE, Math.floor((width - 40) / CHARACTER_WIDTH)))
  }, [])
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: an area that scrolls must be focusable.
    // biome-ignore lint/a11y/useSemanticElements: a section would need a heading.
    <div ref={scroller} className="raw-text code" tabIndex={0} role="region" aria-label={label}>
      <div className="wide anchor" style={{ height }}>
        {indexes.map((index) => (
          <div key={index} className="virtual-line" style={{ transform: `translateY(${top(index)}px)` }}>
            {lines[index]}
          </div>
        ))}
      </div>
    </div>
  )
}

function cutLines(text: string, piece: number): readonly string[] {
  const lines: string[] = []
  for (const line of text.split('\n')) {
    if (line.length <= piece) lines.push(line)
    else for (let at = 0; at < line.length; at += piece) lines.push(line.slice(at, at + piece))
  }
  return lines
}

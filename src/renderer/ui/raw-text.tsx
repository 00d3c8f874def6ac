import { useLayoutEffect, useMemo, useRef, useState } from 'react'
import { useVirtualRows } from './grid/use-virtual-rows.ts'

/** Below this length the browser lays the text out by itself, and selecting it works as anywhere. */
const PLAIN_LENGTH = 100_000
/** Long lines are cut into pieces of as many characters as fit, of this width in px each. */
const CHARACTER_WIDTH = 7.3
const SMALLEST_PIECE = 40
const LINE_HEIGHT = 18

interface RawTextProps {
  readonly text: string
  /** Names the region that scrolls. */
  readonly label: string
}

/** Text as it is, in a fixed pitch. Large ones are drawn by lines, so that megabytes scroll like a page. */
export function RawText({ text, label }: RawTextProps) {
  return text.length <= PLAIN_LENGTH ? (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
    // biome-ignore lint/a11y/useSemanticElements: a section would not keep the text as it is.
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
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
    // biome-ignore lint/a11y/useSemanticElements: a section would need a heading of its own.
    <div ref={scroller} className="raw-text code" tabIndex={0} role="region" aria-label={label}>
      <div className="virtual-space" style={{ height }}>
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

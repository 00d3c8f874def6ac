import { memo, type ReactNode } from 'react'
import { fieldName } from './explain-value.ts'
import type { TreeLine } from './reader/tree-line.ts'

/** Property name or array index before a value. The id of a market data field is followed by its name. */
export function LineLabel({ label, found }: { readonly label: TreeLine['label']; readonly found: string }) {
  if (label === undefined) return null
  const field = label.kind === 'name' ? fieldName(label.text) : undefined
  return (
    <>
      <span className={label.kind === 'name' ? 'json-key' : 'tertiary'} dir="auto">
        {markedText(label.text, found)}
      </span>
      <span className="tertiary">{field === undefined ? ': ' : ` · ${field}: `}</span>
    </>
  )
}

/** Scalar in the colour of its type, or the preview of a container. */
export const LineValue = memo(function LineValue({
  line,
  found,
}: {
  readonly line: TreeLine
  readonly found: string
}): ReactNode {
  if (line.kind !== 'object' && line.kind !== 'array') {
    return <bdi className={`json-${line.kind}`}>{markedText(line.text, found)}</bdi>
  }
  const [open, close, one, many] = line.kind === 'array' ? ['[', ']', 'item', 'items'] : ['{', '}', 'key', 'keys']
  if (line.children === 0) return <span className="tertiary">{`${open}${close}`}</span>
  return (
    <span className="tertiary">
      {open}
      <span className="json-count tertiary tiny">
        {line.children.toLocaleString('en-US')} {line.children === 1 ? one : many}
      </span>
      {close} {line.preview !== '' && <bdi>{markedText(line.preview, found)}</bdi>}
    </span>
  )
})

/** Maximum number of marked matches in one string. */
const MOST = 20

/** Marks all matches of the search text in a string, ignoring case. */
export function markedText(text: string, found: string): ReactNode {
  if (found === '') return text
  const small = text.toLowerCase()
  // A string may become longer in lower case, which would shift the offsets.
  if (small.length !== text.length) return text
  const wanted = found.toLowerCase()
  const parts: ReactNode[] = []
  let from = 0
  for (let at = small.indexOf(wanted); at >= 0 && parts.length < 2 * MOST; at = small.indexOf(wanted, from)) {
    parts.push(text.slice(from, at), <mark key={at}>{text.slice(at, at + wanted.length)}</mark>)
    from = at + wanted.length
  }
  return parts.length === 0 ? text : [...parts, text.slice(from)]
}

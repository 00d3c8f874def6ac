import type { JsonDocument } from './json-document.ts'
import type { ValueKind } from './json-index.ts'
import { pathOf } from './json-path.ts'
import { escapeMisleading } from './text-of-bytes.ts'

/** Maximum text length in the tree, in bytes. The raw view shows longer texts in full. */
const TEXT_BYTES = 600
const NAME_BYTES = 200
const PATH_LENGTH = 300
/** Limits of the preview of a folded container: number of values, and bytes per value. */
const PREVIEW_VALUES = 5
const PREVIEW_BYTES = 28
/** Number of children to inspect for a preview. */
const PREVIEW_INSPECTED = 40

/** One line of the tree. */
export interface TreeLine {
  /** Number of the value in the index. */
  readonly value: number
  readonly depth: number
  /** Property name, array index, or path of a filter result; undefined for the root. */
  readonly label: { readonly kind: 'name' | 'index' | 'path'; readonly text: string } | undefined
  readonly kind: ValueKind
  /** Text of the scalar, possibly truncated. Empty for containers. */
  readonly text: string
  readonly cut: boolean
  /** Number of children of a container. */
  readonly children: number
  readonly open: boolean
  /** Preview of a folded container: `conid: 265598, ticker: "AAPL", …` */
  readonly preview: string
  /** Position among the siblings, starting at 1, and number of siblings. */
  readonly position: number
  readonly siblings: number
}

/** Creates the line for a value. The label of a filter result is its path. */
export function treeLine(
  document: JsonDocument,
  value: number,
  { isResult, depth }: { readonly isResult: boolean; readonly depth: number },
): TreeLine {
  const { index } = document
  const parent = index.parent(value)
  const container = index.isContainer(value)
  const children = container ? document.countChildren(value) : 0
  const open = container && index.isOpen(value)
  const root = parent === value
  const { text, cut } = container ? { text: '', cut: false } : scalarText(document, value, TEXT_BYTES)
  return {
    value,
    depth,
    label: isResult ? { kind: 'path', text: pathOf(document, value, PATH_LENGTH) } : labelOf(document, value, root),
    kind: index.kind(value),
    text,
    cut,
    children,
    open,
    preview: container && !open ? previewOf(document, value, children) : '',
    position: root ? 1 : document.positionOf(value) + 1,
    siblings: root ? 1 : document.countChildren(parent),
  }
}

function labelOf(document: JsonDocument, value: number, root: boolean): TreeLine['label'] {
  if (root) return undefined
  const name = document.name(value, NAME_BYTES)
  return name === undefined
    ? { kind: 'index', text: String(document.positionOf(value)) }
    : { kind: 'name', text: escapeMisleading(name) }
}

/** Returns the text of a scalar: a string in quotes, other values unchanged. */
export function scalarText(document: JsonDocument, value: number, most: number): { text: string; cut: boolean } {
  const length = document.valueEnd(value) - document.valueStart(value)
  const cut = length > most + 2
  const text = document.scalar(value, most)
  const shown = document.index.kind(value) === 'string' ? JSON.stringify(text) : text
  return { text: escapeMisleading(cut ? `${shown.replace(/"$/, '')}…` : shown), cut }
}

function previewOf(document: JsonDocument, container: number, children: number): string {
  const parts: string[] = []
  let inspected = 0
  for (const child of document.children(container)) {
    inspected += 1
    if (parts.length === PREVIEW_VALUES || inspected > PREVIEW_INSPECTED) break
    if (document.index.isContainer(child)) continue
    const { text } = scalarText(document, child, PREVIEW_BYTES)
    const name = document.name(child, PREVIEW_BYTES)
    parts.push(name === undefined ? text : `${escapeMisleading(name)}: ${text}`)
  }
  if (parts.length === 0) return ''
  return `${parts.join(', ')}${parts.length < children ? ', …' : ''}`
}

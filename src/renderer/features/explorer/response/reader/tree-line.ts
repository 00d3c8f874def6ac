import type { JsonDocument } from './json-document.ts'
import type { ValueKind } from './json-index.ts'
import { pathOf } from './json-path.ts'
import { plainly } from './text-of-bytes.ts'

/** The tree truncates longer texts; Raw shows them in full. In bytes. */
const TEXT_BYTES = 600
const NAME_BYTES = 200
const PATH_LENGTH = 300
/** The preview of a folded container: number of values, and bytes per value. */
const PREVIEW_VALUES = 5
const PREVIEW_BYTES = 28
/** Children inspected for a preview. */
const PREVIEW_LOOKED = 40

/** One line of the tree, ready to draw. */
export interface TreeLine {
  /** Number of the value in the index. */
  readonly value: number
  readonly depth: number
  /** Property name, array index, or path of a filter result; undefined for the root. */
  readonly label: { readonly kind: 'name' | 'place' | 'path'; readonly text: string } | undefined
  readonly kind: ValueKind
  /** The scalar's text, possibly truncated. Empty for containers. */
  readonly text: string
  readonly cut: boolean
  /** Number of children of a container. */
  readonly children: number
  readonly open: boolean
  /** Preview of a folded container: `conid: 265598, ticker: "AAPL", …` */
  readonly preview: string
  /** Position among its siblings, from 1, and their number. */
  readonly position: number
  readonly siblings: number
}

/** Creates the line of a value. `found`: it is a filter result, labelled with its path. */
export function treeLine(
  document: JsonDocument,
  value: number,
  top: { readonly found: boolean; readonly depth: number },
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
    depth: top.depth,
    label: top.found ? { kind: 'path', text: pathOf(document, value, PATH_LENGTH) } : labelOf(document, value, root),
    kind: index.kind(value),
    text,
    cut,
    children,
    open,
    preview: container && !open ? previewOf(document, value, children) : '',
    position: root ? 1 : document.place(value) + 1,
    siblings: root ? 1 : document.countChildren(parent),
  }
}

function labelOf(document: JsonDocument, value: number, root: boolean): TreeLine['label'] {
  if (root) return undefined
  const name = document.name(value, NAME_BYTES)
  return name === undefined
    ? { kind: 'place', text: String(document.place(value)) }
    : { kind: 'name', text: plainly(name) }
}

/** The text of a scalar: a string in quotes, other values unchanged. */
export function scalarText(document: JsonDocument, value: number, most: number): { text: string; cut: boolean } {
  const length = document.valueEnd(value) - document.valueStart(value)
  const cut = length > most + 2
  const text = document.scalar(value, most)
  const shown = document.index.kind(value) === 'string' ? JSON.stringify(text) : text
  return { text: plainly(cut ? `${shown.replace(/"$/, '')}…` : shown), cut }
}

function previewOf(document: JsonDocument, container: number, children: number): string {
  const parts: string[] = []
  let looked = 0
  for (const child of document.children(container)) {
    looked += 1
    if (parts.length === PREVIEW_VALUES || looked > PREVIEW_LOOKED) break
    if (document.index.isContainer(child)) continue
    const { text } = scalarText(document, child, PREVIEW_BYTES)
    const name = document.name(child, PREVIEW_BYTES)
    parts.push(name === undefined ? text : `${plainly(name)}: ${text}`)
  }
  if (parts.length === 0) return ''
  return `${parts.join(', ')}${parts.length < children ? ', …' : ''}`
}

/** The shown part of a document: all of it, or the filter results with their descendants. */
export class ShownValues {
  readonly #document: JsonDocument
  #found: Uint32Array | undefined
  /** The filter results in document order. */
  #sorted: Uint32Array | undefined

  constructor(document: JsonDocument) {
    this.#document = document
  }

  /** In the order of the filter; undefined without a filter. */
  get found(): Uint32Array | undefined {
    return this.#found
  }

  show(found: Uint32Array | undefined): void {
    this.#found = found
    this.#sorted = found?.toSorted()
  }

  contains(value: number): boolean {
    return this.#sorted === undefined || this.#rootOf(value) !== undefined
  }

  /** Whether a value is a filter result, and its depth below that result. */
  topOf(value: number): { readonly found: boolean; readonly depth: number } {
    const depth = this.#document.depth(value)
    if (this.#sorted === undefined) return { found: false, depth }
    const root = this.#rootOf(value)
    return { found: root === value, depth: root === undefined ? depth : depth - this.#document.depth(root) }
  }

  /** The innermost filter result that contains a value. */
  #rootOf(value: number): number | undefined {
    const sorted = this.#sorted
    if (!sorted) return undefined
    let low = 0
    let high = sorted.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((sorted[middle] as number) <= value) low = middle + 1
      else high = middle
    }
    // Nested results precede their container here, so the first match is the innermost.
    for (let place = low - 1; place >= 0; place -= 1) {
      const root = sorted[place] as number
      if (this.#document.index.next(root) > value) return root
      if (this.#document.index.parent(root) === root) return undefined
      if (low - place > 64) return this.#walkUp(value)
    }
    return undefined
  }

  #walkUp(value: number): number | undefined {
    const sorted = this.#sorted as Uint32Array
    const roots = new Set(sorted)
    for (let inner = value; ; inner = this.#document.index.parent(inner)) {
      if (roots.has(inner)) return inner
      if (this.#document.index.parent(inner) === inner) return undefined
    }
  }
}

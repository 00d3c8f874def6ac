import type { JsonDocument } from './json-document.ts'
import type { ValueKind } from './json-index.ts'
import { pathOf } from './json-path.ts'
import { plainly } from './text-of-bytes.ts'

/** Longer texts are cut in the tree; Raw shows them whole. In bytes. */
const TEXT_BYTES = 600
const NAME_BYTES = 200
const PATH_LENGTH = 300
/** Values shown of something folded, and the bytes from which on each is cut. */
const PREVIEW_VALUES = 5
const PREVIEW_BYTES = 28
/** Children of something folded that are looked at for values to show. */
const PREVIEW_LOOKED = 40

/** One line of a tree, ready to be drawn. */
export interface TreeLine {
  /** The number of the value. */
  readonly value: number
  readonly depth: number
  /** The name of a member, the place in an array, or the path of what a filter found; none at the root. */
  readonly label: { readonly kind: 'name' | 'place' | 'path'; readonly text: string } | undefined
  readonly kind: ValueKind
  /** A scalar as it is drawn; cut where it is long. Empty for containers. */
  readonly text: string
  readonly cut: boolean
  /** Children of a container. */
  readonly children: number
  readonly open: boolean
  /** How a folded container begins: `conid: 265598, ticker: "AAPL", …` */
  readonly preview: string
  /** Place among its siblings from 1, and how many there are. */
  readonly position: number
  readonly siblings: number
}

/** How a value is drawn. `found`: it is one of what a filter found, shown by its path. */
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

/** A scalar as its line shows it: a text in quotes, anything else as it stands there. */
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

/** What is in sight of a document: all of it, or the values that a filter found with what lies in them. */
export class ShownValues {
  readonly #document: JsonDocument
  #found: Uint32Array | undefined
  /** The same by their place in the text. */
  #sorted: Uint32Array | undefined

  constructor(document: JsonDocument) {
    this.#document = document
  }

  /** In the order in which a filter found them; undefined where there is none. */
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

  /** How a value stands in the tree: whether it is one of what was found, and how deep below that it lies. */
  topOf(value: number): { readonly found: boolean; readonly depth: number } {
    const depth = this.#document.depth(value)
    if (this.#sorted === undefined) return { found: false, depth }
    const root = this.#rootOf(value)
    return { found: root === value, depth: root === undefined ? depth : depth - this.#document.depth(root) }
  }

  /** The innermost of what was found in which a value lies. */
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
    // One that lies in another is found before it here; the walk outwards ends at the first that holds the value.
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
